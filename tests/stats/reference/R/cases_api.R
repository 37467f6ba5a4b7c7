# Cases over the example data of survey: designs, statistics, domains, groups, calibration, levels.

mean_ <- function(column) list(kind = "mean", column = column)
total_ <- function(column) list(kind = "total", column = column)
percent_ <- function(column, codes) list(kind = "percent", column = column, codes = codes)
shares_ <- function(column) list(kind = "proportion", column = column)
ratio_ <- function(y, x) list(kind = "ratio", y = y, x = x)

STYPE <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))
WIDE <- data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))

# Every figure that a school survey is asked for.
school_statistics <- list(mean_("api00"), mean_("acs.k3"), total_("enroll"), total_("api.stu"), shares_("stype"),
                          shares_("sch.wide"), percent_("stype", c("E", "M")), ratio_("api.stu", "enroll"), ratio_("api00", "api99"))

school_designs <- list(
  srs = list(file = "apisrs", spec = list(weights = "pw")),
  `srs without weights` = list(file = "apisrs", spec = list()),
  `srs with fpc` = list(file = "apisrs", spec = list(weights = "pw", fpc = "fpc")),
  `srs weighted by fpc` = list(file = "apisrs", spec = list(fpc = "fpc")),
  stratified = list(file = "apistrat", spec = list(weights = "pw", strata = "stype")),
  `stratified with fpc` = list(file = "apistrat", spec = list(weights = "pw", strata = "stype", fpc = "fpc")),
  `stratified with fpc fractions` = list(file = "apistrat", spec = list(weights = "pw", strata = "stype", fpc = "rate")),
  `stratified weighted by fpc` = list(file = "apistrat", spec = list(strata = "stype", fpc = "fpc")),
  clusters = list(file = "apiclus1", spec = list(weights = "pw", cluster = "dnum")),
  `clusters with fpc` = list(file = "apiclus1", spec = list(weights = "pw", cluster = "dnum", fpc = "fpc")),
  `two stages without fpc` = list(file = "apiclus2", spec = list(weights = "pw", cluster = c("dnum", "snum"))),
  `two stages with fpc` = list(file = "apiclus2", spec = list(weights = "pw", cluster = c("dnum", "snum"), fpc = c("fpc1", "fpc2"))),
  `two stages weighted by fpc` = list(file = "apiclus2", spec = list(cluster = c("dnum", "snum"), fpc = c("fpc1", "fpc2"))),
  `first of two stages` = list(file = "apiclus2", spec = list(weights = "pw", cluster = "dnum", fpc = "fpc1"))
)

design_cases <- function(tables) {
  do.call(c, lapply(names(school_designs), function(name) {
    one <- school_designs[[name]]
    table <- tables[[one$file]]
    file <- paste0(one$file, ".csv")
    build <- function(title, ...) make_case(paste0(name, ": ", title), file, table, c(one$spec, list(...)))
    list(
      build("all statistics", statistics = school_statistics),
      build("domain", statistics = school_statistics, where = "stype = 'E' and api99 >= 600", domain = quote(stype == "E" & api99 >= 600)),
      build("groups", statistics = list(mean_("api00"), total_("enroll"), percent_("awards", "Yes"), ratio_("api.stu", "enroll")), by = "stype"),
      build("two columns of groups", statistics = list(mean_("api00"), shares_("awards")), by = c("stype", "sch.wide"))
    )
  }))
}

domain_cases <- function(tables) {
  spec <- list(weights = "pw", cluster = "dnum", fpc = "fpc", statistics = list(mean_("api00"), total_("api.stu"), percent_("awards", "Yes")))
  wheres <- list(
    list("meals > 50", quote(meals > 50)),
    list("meals <= 20 or ell < 5", quote(meals <= 20 | ell < 5)),
    list("stype != 'E'", quote(stype != "E")),
    list("stype in ('H', 'M')", quote(stype %in% c("H", "M"))),
    list("sch.wide = \"Yes\" and api00 >= 650", quote(sch.wide == "Yes" & api00 >= 650)),
    list("stype = 'H' or stype = 'E' and meals < 30", quote(stype == "H" | (stype == "E" & meals < 30))),
    list("acs.k3 != 20", quote(acs.k3 != 20)),
    list("acs.k3 > 18 or awards = 'No'", quote(acs.k3 > 18 | awards == "No"))
  )
  lapply(wheres, function(pair) {
    make_case(paste("where", pair[[1]]), "apiclus1.csv", tables$apiclus1, c(spec, list(where = pair[[1]], domain = pair[[2]])))
  })
}

level_cases <- function(tables) {
  spec <- list(weights = "pw", strata = "stype", fpc = "fpc")
  share_statistics <- list(shares_("awards"), percent_("sch.wide", "Yes"), percent_("comp.imp", "No"))
  kinds <- c("t", "normal", "logit", "wilson", "beta", "korn-graubard")
  pairs <- expand.grid(level = c(0.90, 0.95, 0.99), kind = kinds, stringsAsFactors = FALSE)
  c(lapply(seq_len(nrow(pairs)), function(row) {
      kind <- pairs$kind[row]
      level <- pairs$level[row]
      statistics <- c(share_statistics, if (kind %in% c("t", "normal")) list(mean_("api00"), total_("enroll"), ratio_("api.stu", "enroll")))
      make_case(sprintf("interval %s at %.2f", kind, level), "apistrat.csv", tables$apistrat,
                c(spec, list(statistics = statistics, level = level, interval = kind)))
    }),
    lapply(c(0.90, 0.99), function(level) make_case(sprintf("default intervals at %.2f", level), "apiclus1.csv", tables$apiclus1,
      list(weights = "pw", cluster = "dnum", statistics = school_statistics, level = level))),
    lapply(kinds, function(kind) make_case(paste("interval of few clusters,", kind), "apiclus1.csv", tables$apiclus1,
      list(weights = "pw", cluster = "dnum", fpc = "fpc", by = "stype", statistics = share_statistics, interval = kind))))
}

calibration_cases <- function(tables) {
  post <- list(column = "stype", file = "pop_stype.csv", population = STYPE)
  margins <- list(post, list(column = "sch.wide", file = "pop_sch_wide.csv", population = WIDE))
  clusters <- list(weights = "pw", cluster = "dnum", fpc = "fpc")
  school <- list(weights = "pw", strata = "stype", fpc = "fpc")
  stages <- list(weights = "pw", cluster = c("dnum", "snum"), fpc = c("fpc1", "fpc2"))
  build <- function(name, file, spec) make_case(name, paste0(file, ".csv"), tables[[file]], spec)
  domain <- list(where = "meals > 40", domain = quote(meals > 40))
  both <- function(name, file, spec) list(
    build(name, file, c(spec, list(statistics = school_statistics))),
    build(paste(name, "in a domain"), file, c(spec, domain, list(statistics = school_statistics))),
    build(paste(name, "by groups"), file, c(spec, list(by = "awards", statistics = list(mean_("api00"), total_("enroll"), percent_("stype", "E"))))))
  c(both("post-stratified clusters", "apiclus1", c(clusters, list(poststrata = post))),
    both("post-stratified srs", "apisrs", list(weights = "pw", poststrata = margins[[2]])),
    both("post-stratified strata", "apistrat", c(school, list(poststrata = margins[[2]]))),
    both("post-stratified two stages", "apiclus2", c(stages, list(poststrata = post))),
    both("raked clusters", "apiclus1", c(clusters, list(rake = margins))),
    both("raked strata", "apistrat", c(school, list(rake = margins[2:1]))),
    both("raked two stages", "apiclus2", c(stages, list(rake = margins))),
    both("raked by rake", "apiclus1", c(clusters, list(rake = margins, raker = "rake"))))
}

small_cases <- function(tables) {
  list(
    make_case("reused codes of sampling units", "fpc.csv", tables$fpc, list(weights = "weight", strata = "stratid", cluster = "psuid",
      fpc = "Nh", nest = TRUE, statistics = list(mean_("x"), total_("x")))),
    make_case("reused codes without fpc", "fpc.csv", tables$fpc, list(weights = "weight", strata = "stratid", cluster = "psuid",
      nest = TRUE, by = "stratid", statistics = list(mean_("x"), total_("x")))),
    make_case("reused codes refused", "fpc.csv", tables$fpc, list(weights = "weight", strata = "stratid", cluster = "psuid",
      fails = "not nested in strata", statistics = list(mean_("x")))),
    make_case("two stages of one municipality sample", "mu284.csv", tables$mu284, list(cluster = c("id1", "id2"), fpc = c("n1", "n2"),
      statistics = list(mean_("y1"), total_("y1")))),
    make_case("two stages in a domain of few", "mu284.csv", tables$mu284, list(cluster = c("id1", "id2"), fpc = c("n1", "n2"),
      where = "y1 < 45", domain = quote(y1 < 45), statistics = list(mean_("y1"), total_("y1")))))
}
