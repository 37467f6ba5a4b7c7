# From a specification to the rows that survey gives and to the options of `hailong survey estimate` that ask for them.

columns <- function(names) if (is.null(names)) NULL else reformulate(sprintf("`%s`", names))

design_of <- function(data, spec) {
  parts <- list(ids = if (is.null(spec$cluster)) ~1 else columns(spec$cluster), data = data, nest = isTRUE(spec$nest))
  parts$strata <- columns(spec$strata)
  parts$fpc <- columns(spec$fpc)
  parts$weights <- if (is.null(spec$weights) && is.null(spec$fpc)) rep(1, nrow(data)) else columns(spec$weights)
  calibrated(do.call(svydesign, parts), spec)
}

calibrated <- function(design, spec) {
  if (!is.null(spec$poststrata)) {
    return(postStratify(design, columns(spec$poststrata$column), spec$poststrata$population))
  }
  if (is.null(spec$rake)) return(design)
  margins <- lapply(spec$rake, function(margin) columns(margin$column))
  populations <- lapply(spec$rake, function(margin) margin$population)
  if (identical(spec$raker, "rake")) {
    stopifnot(length(unique(weights(design))) == 1)
    return(rake(design, margins, populations, control = list(epsilon = 1e-12, maxit = 200)))
  }
  calibrate(design, margins, populations, calfun = "raking", epsilon = 1e-13, maxit = 200)
}

values <- function(design, column) design$variables[[column]]
inside <- function(design) weights(design) != 0
count <- function(design, valid) sum(valid & inside(design))

# estimate, se, deff and n of one figure; `unit` is 100 for percents.
figure <- function(estimate, variance, deff, n, unit = 1, hit = NULL) {
  list(estimate = unit * estimate, se = unit * sqrt(variance), variance = variance, p = estimate, n = n, unit = unit,
       deff = if (is.nan(deff)) NA else deff, hit = hit)
}

# A figure without sampling error (everybody answers alike; a share fixed by the strata or the calibration) comes out of
# R as rounding noise around 0; it is written as what it is. deff is then 0, or unknown where the answers do not vary.
mean_of <- function(design, x, unit = 1, hit = NULL) {
  design$variables$x__ <- x
  m <- svymean(~x__, design, na.rm = TRUE, deff = "replace")
  valid <- !is.na(x) & inside(design)
  spread <- diff(range(x[valid]))
  if (spread == 0) return(figure(x[valid][1], 0, NA, sum(valid), unit, hit))
  variance <- vcov(m)[1, 1]
  fixed <- sqrt(variance) < 1e-11 * spread
  figure(coef(m)[[1]], if (fixed) 0 else variance, if (fixed) 0 else deff(m)[[1]], sum(valid), unit, hit)
}

total_of <- function(design, x) {
  design$variables$x__ <- x
  m <- svytotal(~x__, design, na.rm = TRUE, deff = "replace")
  figure(coef(m)[[1]], vcov(m)[1, 1], deff(m)[[1]], count(design, !is.na(x)))
}

ratio_of <- function(design, y, x, unit = 1) {
  design$variables$y__ <- y
  design$variables$x__ <- x
  m <- svyratio(~y__, ~x__, design, na.rm = TRUE, deff = "replace")
  kept <- !is.na(y) & !is.na(x) & inside(design)
  apart <- max(abs(y - coef(m)[[1]] * x)[kept])
  if (apart < 1e-11 * max(abs(y[kept]))) return(figure(y[kept][1] / x[kept][1], 0, NA, sum(kept), unit))
  figure(coef(m)[[1]], m$var[1, 1], attr(m, "deff")[1, 1], count(design, !is.na(y) & !is.na(x)), unit)
}

sort_values <- function(found) {
  numbers <- suppressWarnings(as.numeric(as.character(found)))
  if (anyNA(numbers)) sort(as.character(found), method = "radix") else found[order(numbers)]
}

one <- function(statistic, name, level, figure) {
  list(statistic = statistic, name = name, level = level, figure = figure)
}

share <- function(design, column, codes) {
  x <- values(design, column)
  hit <- ifelse(is.na(x), NA, as.numeric(as.character(x) %in% codes))
  hit
}

# The figures of one requested statistic in one domain.
figures <- function(design, wanted) {
  switch(wanted$kind,
    mean = list(one("mean", wanted$column, NULL, mean_of(design, values(design, wanted$column)))),
    total = list(one("total", wanted$column, NULL, total_of(design, values(design, wanted$column)))),
    ratio = list(one("ratio", paste0(wanted$y, "/", wanted$x), NULL,
                     ratio_of(design, values(design, wanted$y), values(design, wanted$x)))),
    percent = {
      hit <- share(design, wanted$column, wanted$codes)
      name <- paste0(wanted$column, ":", paste(wanted$codes, collapse = ","))
      list(one("percent", name, NULL, mean_of(design, hit, 100, hit)))
    },
    proportion = lapply(wanted$levels, function(level) {
      hit <- share(design, wanted$column, level)
      one("proportion", wanted$column, level, mean_of(design, hit, 1, hit))
    }),
    index = index_figures(design, wanted)
  )
}

bounds <- function(design, found, kind, df, level) {
  f <- found$figure
  kind <- if (!is.null(kind)) kind else if (found$statistic %in% c("mean", "total", "ratio")) "t" else "wilson"
  if (is.na(f$variance) || (kind != "normal" && df <= 0)) return(c(NA, NA))
  if (kind %in% c("t", "normal")) return(symmetric(kind, f$estimate, f$se^2, df, level))
  ends <- switch(kind,
    wilson = wilson(f$p, f$variance, df, f$n, level),
    `korn-graubard` = korn_graubard(f$p, f$variance, df, f$n, level),
    if (is.null(f$hit) || !is.null(design$postStrata)) transformed(kind, f$p, f$variance, df, f$n, level)
    else ciprop(kind, f$hit, design, df, level)
  )
  f$unit * ends
}

domain_rows <- function(design, spec, by) {
  df <- degf(design)
  found <- do.call(c, lapply(spec$statistics, function(wanted) figures(design, wanted)))
  lapply(found, function(one) {
    ends <- bounds(design, one, spec$interval, df, if (is.null(spec$level)) 0.95 else spec$level)
    f <- one$figure
    list(by = by, statistic = one$statistic, name = one$name, level = one$level, estimate = f$estimate, se = f$se,
         low = ends[1], high = ends[2], df = df, n = f$n, deff = f$deff)
  })
}

# Every level in the file has its row in every domain, as a factor has in svymean.
with_levels <- function(statistics, data) {
  lapply(statistics, function(wanted) {
    if (wanted$kind == "proportion") {
      found <- unique(data[[wanted$column]])
      wanted$levels <- as.character(sort_values(found[!is.na(found)]))
    }
    wanted
  })
}

rows_of <- function(data, spec) {
  spec$statistics <- with_levels(spec$statistics, data)
  old <- options(survey.lonely.psu = if (is.null(spec$lonely)) "fail" else spec$lonely)
  on.exit(options(old))
  design <- design_of(data, spec)
  if (!is.null(spec$domain)) {
    kept <- eval(spec$domain, data)
    design <- subset(design, kept & !is.na(kept))
  }
  if (is.null(spec$by)) return(domain_rows(design, spec, setNames(list(), character())))
  groups <- unique(data[inside_rows(design, data), spec$by, drop = FALSE])
  groups <- groups[stats::complete.cases(groups), , drop = FALSE]
  for (column in rev(spec$by)) groups <- groups[order(match(groups[[column]], sort_values(unique(groups[[column]])))), , drop = FALSE]
  do.call(c, lapply(seq_len(nrow(groups)), function(row) {
    here <- Reduce(`&`, lapply(spec$by, function(column) values(design, column) %in% groups[row, column]))
    domain_rows(subset(design, here), spec, lapply(as.list(groups[row, , drop = FALSE]), as.character))
  }))
}

# The rows of the data that are in the domain; a domain of an uncalibrated design has lost the others.
inside_rows <- function(design, data) {
  if (nrow(design$variables) == nrow(data)) inside(design) else rownames(data) %in% rownames(design$variables)
}

option <- function(name, values) if (is.null(values)) NULL else c(paste0("--", name), paste(values, collapse = ","))

statistic_options <- function(wanted) {
  switch(wanted$kind,
    ratio = c("--ratio", paste0(wanted$y, "/", wanted$x)),
    percent = c("--percent", paste0(wanted$column, ":", paste(wanted$codes, collapse = ","))),
    proportion = c("--proportions", wanted$column),
    index = c("--index", paste0(wanted$name, "=", paste0(names(wanted$criteria), ":",
      vapply(wanted$criteria, paste, "", collapse = ","), collapse = ";")),
      option("satisfied", wanted$satisfied), "--rule", wanted$rule),
    c(paste0("--", wanted$kind), wanted$column)
  )
}

options_of <- function(spec) {
  margins <- unlist(lapply(spec$rake, function(margin) c("--rake", paste0(margin$column, "={data}/", margin$file))))
  post <- spec$poststrata
  c(option("weights", spec$weights), option("strata", spec$strata), option("cluster", spec$cluster),
    option("fpc", spec$fpc), if (isTRUE(spec$nest)) "--nest",
    if (!is.null(post)) c("--poststrata", paste0(post$column, "={data}/", post$file)), margins,
    option("by", spec$by), option("where", spec$where), unlist(lapply(spec$statistics, statistic_options)),
    if (!is.null(spec$level)) c("--level", format(spec$level)), option("interval", spec$interval),
    option("lonely", spec$lonely))
}

make_case <- function(name, file, data, spec) {
  tolerance <- if (is.null(spec$rake)) 1e-12 else 1e-8
  rows <- if (is.null(spec$fails)) rows_of(data, spec) else {
    message <- tryCatch({ rows_of(data, spec); NULL }, error = conditionMessage)
    stopifnot(!is.null(message), grepl(spec$fails, message))
    list()
  }
  list(name = name, file = file, options = as.list(options_of(spec)), tolerance = tolerance,
       fails = !is.null(spec$fails), rows = rows)
}
