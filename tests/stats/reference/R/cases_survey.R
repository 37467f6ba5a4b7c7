# Cases over the invented surveys: nested strata, lonely units, edges, 22 items in five criteria.

GROUPS <- data.frame(group = c("x", "y"), Freq = c(33.5, 41))
RULES <- c("t2b_itemmean", "t2b_pooled", "mean5", "mean01")
UNITS <- data.frame(unit = c("U1", "U2", "U3"), Freq = c(1200, 950.5, 400))
MODES <- data.frame(mode = c("online", "paper"), Freq = c(700, 1850.5))
FIELDS <- data.frame(field = c("chung thuc", "dat dai", "ho tich"), Freq = c(500, 900, 1150.5))

index_ <- function(rule, criteria = CRITERIA, satisfied = c(4, 5), name = "SIPAS") {
  list(kind = "index", name = name, criteria = criteria, rule = rule, satisfied = satisfied)
}

nested_cases <- function(tables) {
  statistics <- list(mean_("minutes"), mean_("score"), total_("minutes"), shares_("score"), percent_("score", c("4", "5")), ratio_("minutes", "score"))
  stages <- list(strata = c("region", "half"), cluster = c("ward", "form"), nest = TRUE)
  build <- function(name, ..., file = "nested") make_case(paste("strata in both stages,", name), paste0(file, ".csv"), tables[[file]], c(stages, list(...)))
  counts <- c("wards", "forms")
  shares <- c("share1", "share2")
  domain <- list(where = "minutes >= 24 and half = 'sang'", domain = quote(minutes >= 24 & half == "sang"))
  lonely <- lapply(c("remove", "adjust", "average", "certainty"), function(rule) {
    build(paste("a lonely form,", rule), fpc = counts, lonely = rule, statistics = statistics, file = "thin")
  })
  c(list(
    build("counts", fpc = counts, statistics = statistics),
    build("fractions", fpc = shares, statistics = statistics),
    build("domain", fpc = counts, where = domain$where, domain = domain$domain, statistics = statistics),
    build("groups", fpc = counts, by = "region", statistics = statistics),
    build("groups across strata", fpc = shares, by = "score", statistics = list(mean_("minutes"), total_("minutes"))),
    build("no fpc", weights = "forms", statistics = statistics),
    build("no fpc, groups", weights = "forms", by = c("half", "region"), statistics = statistics),
    build("a lonely form refused", fpc = counts, statistics = statistics, file = "thin", fails = "only one PSU at stage 2")
  ), lonely)
}

lonely_cases <- function(tables) {
  statistics <- list(mean_("score"), total_("score"), shares_("score"), percent_("score", c("4", "5")),
                     index_("t2b_itemmean", list(TC = "score")))
  base <- list(weights = "weight", strata = "stratum", cluster = "psu")
  build <- function(name, ...) make_case(name, "lonely.csv", tables$lonely, c(base, list(...)))
  rules <- do.call(c, lapply(c("remove", "adjust", "average", "certainty"), function(rule) list(
    build(paste("lonely unit,", rule), lonely = rule, statistics = statistics),
    build(paste("lonely unit with fpc,", rule), lonely = rule, fpc = "units", statistics = statistics),
    build(paste("lonely unit in a domain,", rule), lonely = rule, where = "score >= 3", domain = quote(score >= 3), statistics = statistics),
    build(paste("lonely unit by groups,", rule), lonely = rule, by = "group", statistics = statistics)
  )))
  post <- list(column = "group", file = "pop_group.csv", population = GROUPS)
  calibrated <- do.call(c, lapply(c("remove", "adjust", "average", "certainty"), function(rule) list(
    build(paste("lonely unit post-stratified,", rule), lonely = rule, poststrata = post, statistics = statistics),
    build(paste("lonely unit post-stratified in a domain,", rule), lonely = rule, poststrata = post, where = "stratum in ('a', 'c')",
          domain = quote(stratum %in% c("a", "c")), statistics = statistics),
    build(paste("lonely unit with fpc in a domain,", rule), lonely = rule, fpc = "units", where = "score >= 3", domain = quote(score >= 3), statistics = statistics))))
  c(rules, calibrated, list(
    build("lonely unit refused", statistics = statistics, fails = "only one PSU at stage 1"),
    build("lonely unit with fpc refused", fpc = "units", statistics = statistics, fails = "only one PSU at stage 1"),
    build("units that are the whole of their strata", fpc = "units_all", statistics = statistics),
    build("lonely units outside the domain", where = "stratum in ('a', 'c')", domain = quote(stratum %in% c("a", "c")), statistics = statistics)))
}

edge_cases <- function(tables) {
  shares <- list(percent_("all", "5"), percent_("none", c("4", "5")), percent_("nearly", c("4", "5")), percent_("mixed", c("4", "5")), shares_("nearly"))
  indices <- list(index_("t2b_itemmean", list(TC = c("all", "nearly"), HC = "mixed")), index_("mean5", list(TC = "all"), name = "ALL"))
  base <- list(weights = "weight", strata = "stratum", cluster = "psu")
  kinds <- c("t", "normal", "logit", "wilson", "beta", "korn-graubard")
  everything <- c(shares, indices[1], list(mean_("mixed"), total_("mixed"), ratio_("mixed", "nearly")))
  alike <- lapply(c("mean5", "mean01"), function(rule) make_case(paste("everybody gives the same answer,", rule), "edge.csv", tables$edge,
    c(base, list(by = "group", statistics = list(index_(rule, list(TC = "same", HC = "same2")), mean_("same"), ratio_("same", "same2"))))))
  whole <- list(make_case("every unit of every stratum taken", "edge.csv", tables$edge, c(base, list(fpc = "census", statistics = everything))),
                make_case("every unit taken, by groups", "edge.csv", tables$edge, c(base, list(fpc = "census", by = "group", statistics = everything))))
  c(alike, whole, do.call(c, lapply(kinds, function(kind) list(
    make_case(paste("shares at the edges,", kind), "edge.csv", tables$edge, c(base, list(statistics = shares, interval = kind))),
    make_case(paste("shares at the edges by groups,", kind), "edge.csv", tables$edge, c(base, list(by = "group", statistics = shares, interval = kind))),
    make_case(paste("indices at the edges,", kind), "edge.csv", tables$edge, c(base, list(statistics = indices[1], interval = kind))),
    make_case(paste("an index of full marks,", kind), "edge.csv", tables$edge, c(base, list(statistics = indices[2], interval = kind)))
  ))))
}

form_designs <- list(
  sessions = list(weights = "weight", strata = "stratum", cluster = "session", fpc = "sessions"),
  `forms of sessions` = list(strata = "stratum", cluster = c("session", "form"), fpc = c("sessions", "visitors")),
  `sessions without fpc` = list(weights = "weight", strata = "stratum", cluster = "session"),
  `sessions without strata` = list(weights = "weight", cluster = "session"),
  `forms of strata` = list(weights = "weight", strata = "stratum"),
  `forms alone` = list()
)

form_cases <- function(tables) {
  items <- lapply(c("q01", "q09", "q15", "q22"), percent_, codes = c("4", "5"))
  others <- list(mean_("q09"), mean_("age"), total_("q01"), shares_("q09"), ratio_("q01", "q22"))
  domain <- list(where = "mode = 'paper' and field in ('dat dai', 'ho tich')", domain = quote(mode == "paper" & field %in% c("dat dai", "ho tich")))
  build <- function(name, ...) make_case(name, "forms.csv", tables$forms, list(...))
  of_design <- function(name) do.call(c, lapply(RULES, function(rule) {
    design <- form_designs[[name]]
    make <- function(title, ...) make_case(paste0(name, ", ", rule, ": ", title), "forms.csv", tables$forms, c(design, list(...)))
    statistics <- c(list(index_(rule)), if (rule == RULES[1]) c(items, others))
    list(make("all", statistics = statistics), make("quarters", by = "quarter", statistics = statistics),
         make("a domain", statistics = statistics, where = domain$where, domain = domain$domain))
  }))
  first <- form_designs[[1]]
  lone <- function(title, ...) make_case(paste("sessions:", title), "forms.csv", tables$forms, c(first, list(...)))
  c(do.call(c, lapply(names(form_designs), of_design)),
    lapply(RULES, function(rule) lone(paste("units and quarters,", rule), by = c("unit", "quarter"), statistics = c(list(index_(rule)), items))),
    lapply(c("t", "normal", "logit", "wilson", "beta", "korn-graubard"), function(kind)
      lone(paste("index by units,", kind), by = "unit", interval = kind, level = 0.9, statistics = c(list(index_(RULES[1])), items))),
    list(lone("very satisfied only", statistics = list(index_(RULES[1], satisfied = 5), index_(RULES[1], setNames(CRITERIA[1:2], c("MOT", "HAI")), 5, "DOI"))),
         lone("crossing domains", by = c("field", "mode"), statistics = c(list(index_(RULES[2])), items)),
         lone("groups by a number", by = "q01", statistics = c(items[2:4], list(mean_("age"))))),
    calibrated_forms(lone, items))
}

calibrated_forms <- function(lone, items) {
  unit <- list(column = "unit", file = "pop_unit.csv", population = UNITS)
  margins <- list(list(column = "mode", file = "pop_mode.csv", population = MODES), list(column = "field", file = "pop_field.csv", population = FIELDS))
  do.call(c, lapply(RULES, function(rule) {
    statistics <- c(list(index_(rule)), if (rule == RULES[1]) items)
    list(lone(paste("post-stratified,", rule), poststrata = unit, statistics = statistics),
         lone(paste("post-stratified by quarters,", rule), poststrata = unit, by = "quarter", statistics = statistics),
         lone(paste("raked,", rule), rake = margins, statistics = statistics),
         lone(paste("raked in a domain,", rule), rake = c(margins, list(unit)), where = "age < 40", domain = quote(age < 40), statistics = statistics))
  }))
}
