# Year on year: figures of two quarters, their covariance and their difference. Fresh samples (quarter within the strata)
# are independent; sessions that come back carry a covariance: vcov of svytotal over the linearised variables, held while
# making to svycontrast on svyby(covmat = TRUE), which takes no missing answers, and to svyglm's coefficient.

# Linearised variables over the whole design, nought outside the domain: columns of z, estimates and row heads.
linear_parts <- function(design, kept, by, wanted) {
  w <- weights(design) * kept
  head <- function(statistic, name) list(by = by, statistic = statistic, name = name, level = NULL)
  if (wanted$kind == "index") {
    scores <- item_matrices(design, wanted)
    found <- lapply(wanted$criteria, function(items) criterion(w, scores, items, wanted$rule))
    found$whole <- list(p = mean(vapply(found, `[[`, 0, "p")), z = Reduce(`+`, lapply(found, `[[`, "z")) / length(found))
    heads <- c(lapply(names(wanted$criteria), function(code) head("criterion", code)), list(head("index", wanted$name)))
    return(list(heads = heads, p = 100 * vapply(found, `[[`, 0, "p"), z = 100 * sapply(found, `[[`, "z") * kept))
  }
  x <- if (wanted$kind == "percent") 100 * share(design, wanted$column, wanted$codes) else values(design, wanted$column)
  name <- if (wanted$kind == "percent") paste0(wanted$column, ":", paste(wanted$codes, collapse = ",")) else wanted$column
  valid <- 1 * !is.na(x)
  found <- influence(w, ifelse(is.na(x), 0, x), valid)
  list(heads = list(head(wanted$kind, name)), p = found$p, z = found$z * kept)
}

joint_of <- function(data, spec) {
  design <- design_of(data, spec)
  groups <- unique(data[spec$by])
  groups <- groups[do.call(order, unname(as.list(groups))), , drop = FALSE]
  parts <- do.call(c, lapply(seq_len(nrow(groups)), function(row) {
    kept <- Reduce(`&`, lapply(spec$by, function(column) data[[column]] == groups[row, column]))
    lapply(spec$statistics, function(wanted) linear_parts(design, kept, as.list(groups[row, , drop = FALSE]), wanted))
  }))
  z <- do.call(cbind, lapply(parts, `[[`, "z"))
  colnames(z) <- sprintf("z%03d", seq_len(ncol(z)))
  design$variables <- cbind(design$variables, z)
  list(design = design, heads = do.call(c, lapply(parts, `[[`, "heads")), p = unname(unlist(lapply(parts, `[[`, "p"))),
       v = vcov(svytotal(reformulate(colnames(z)), design)))
}

# The rows 2025Q3 less 2024Q3 of every unit and statistic, with Student's t.
compared <- function(joint, data, spec, independent) {
  units <- setdiff(spec$by, "quarter")
  key <- function(head) paste(c(unlist(head$by[units]), head$statistic, head$name), collapse = "|")
  keys <- vapply(joint$heads, key, "")
  lapply(unique(keys), function(one_key) {
    at <- which(keys == one_key)
    stopifnot(length(at) == 2, joint$heads[[at[1]]]$by$quarter == "2024Q3")
    pair <- structure(c(first = joint$p[at[1]], second = joint$p[at[2]]), class = "svystat", statistic = "mean",
                      var = matrix(joint$v[at, at], 2, dimnames = rep(list(c("first", "second")), 2)))
    gap <- svycontrast(pair, c(first = -1, second = 1))
    head <- joint$heads[[at[1]]]
    own <- Reduce(`&`, lapply(units, function(column) data[[column]] == head$by[[column]]), TRUE) & rep(TRUE, nrow(data))
    degrees <- function(rows) degf(subset(joint$design, rows))
    df <- if (independent) degrees(own & data$quarter == "2024Q3") + degrees(own & data$quarter == "2025Q3") else degrees(own)
    ends <- as.vector(confint(gap, df = df))
    list(by = head$by[units], statistic = head$statistic, name = head$name, first = joint$p[at[1]], second = joint$p[at[2]],
         covariance = joint$v[at[1], at[2]], estimate = coef(gap)[[1]], se = SE(gap)[[1]], df = df, low = ends[1], high = ends[2],
         p = 2 * pt(-abs(coef(gap)[[1]] / SE(gap)[[1]]), df))
  })
}

# An item's difference two other ways: the contrast of svyby's groups and svyglm's coefficient of the quarter.
check_differences <- function(data, spec, item, found) {
  design <- design_of(data, spec)
  design$variables$hit__ <- 100 * share(design, item, c(4, 5))
  valid <- subset(design, !is.na(hit__))
  slope <- summary(svyglm(hit__ ~ quarter, valid))$coefficients["quarter2025Q3", ]
  apart <- svycontrast(svyby(~hit__, ~quarter, valid, svymean, covmat = TRUE), c(-1, 1))
  stopifnot(all.equal(found$estimate, slope[[1]], tolerance = 1e-10), all.equal(found$se, slope[[2]], tolerance = 1e-10),
            all.equal(found$estimate, coef(apart)[[1]], tolerance = 1e-12), all.equal(found$se, SE(apart)[[1]], tolerance = 1e-12))
}

difference_case <- function(name, file, data, spec, independent) {
  joint <- joint_of(data, spec)
  rows <- compared(joint, data, spec, independent)
  if (identical(spec$by, "quarter")) {
    found <- Filter(function(row) row$name == "q01:4,5", rows)[[1]]
    check_differences(data, spec, "q01", found)
  }
  matrix_rows <- if (isTRUE(spec$whole)) lapply(seq_along(joint$heads), function(at) as.list(unname(joint$v[at, ])))
  list(name = name, file = file, options = as.list(options_of(spec)), independent = independent,
       heads = if (isTRUE(spec$whole)) joint$heads else list(), covariance = if (isTRUE(spec$whole)) matrix_rows else list(), rows = rows)
}

differences_of <- function(tables) {
  items <- lapply(c("q01", "q09", "q22"), percent_, codes = c("4", "5"))
  fresh <- list(weights = "weight", strata = "stratum", cluster = "session", fpc = "sessions")
  panel <- list(weights = "weight", strata = "unit", cluster = "session", fpc = "sessions")
  do.call(c, lapply(RULES, function(rule) {
    statistics <- c(list(index_(rule)), items, list(mean_("q09")))
    build <- function(name, file, spec, by, independent, whole = FALSE) difference_case(paste(name, rule, sep = ", "), paste0(file, ".csv"),
      tables[[file]], c(spec, list(by = by, statistics = statistics, whole = whole)), independent)
    list(build("fresh sessions", "forms", fresh, "quarter", TRUE),
         build("fresh sessions by unit", "forms", fresh, c("unit", "quarter"), TRUE),
         build("the same sessions", "panel", panel, "quarter", FALSE, TRUE),
         build("the same sessions by unit", "panel", panel, c("unit", "quarter"), FALSE))
  }))
}
