# Criteria and the index under the four rules. Items are taken one by one: a missing answer leaves only its own item.
# The published standard error is svytotal's of the linearised variable; it is held here to svycontrast's (delta method
# over the full covariance of all the totals) and, for pooled criteria, to svyratio's.

item_scores <- function(x, wanted) {
  switch(wanted$rule,
    mean5 = x / 5,
    mean01 = (x - 1) / 4,
    as.numeric(x %in% wanted$satisfied)
  )
}

# Y and X, one column an item: the score where answered, else 0; and whether it was answered.
item_matrices <- function(design, wanted) {
  items <- unlist(wanted$criteria)
  answers <- as.matrix(design$variables[, items, drop = FALSE])
  x <- 1 * !is.na(answers)
  y <- matrix(apply(answers, 2, item_scores, wanted), nrow(answers), dimnames = dimnames(answers))
  y[is.na(answers)] <- 0
  list(x = x, y = y)
}

influence <- function(w, y, x) {
  total <- sum(w * x)
  p <- sum(w * y) / total
  list(p = p, z = (y - p * x) / total)
}

# Estimate and linearised variable of one criterion.
criterion <- function(w, scores, items, rule) {
  if (rule == "t2b_pooled") {
    return(influence(w, rowSums(scores$y[, items, drop = FALSE]), rowSums(scores$x[, items, drop = FALSE])))
  }
  parts <- lapply(items, function(item) influence(w, scores$y[, item], scores$x[, item]))
  list(p = mean(vapply(parts, `[[`, 0, "p")), z = Reduce(`+`, lapply(parts, `[[`, "z")) / length(parts))
}

# V by svytotal of z over the whole domain; deff over those who answered any of the items.
linearised <- function(design, found, answered) {
  design$variables$z__ <- found$z
  variance <- vcov(svytotal(~z__, design))[1, 1]
  design$variables$answered__ <- answered
  only <- subset(design, answered__)
  simple <- coef(svyvar(~z__, only))[[1]] * sum(weights(only))^2 / sum(weights(only) != 0)
  total <- max(abs(found$z * weights(design)))
  if (total < 1e-14) return(figure(round(found$p, 14), 0, NA, count(design, answered), 100))
  figure(found$p, variance, variance / simple, count(design, answered), 100)
}

index_figures <- function(design, wanted) {
  scores <- item_matrices(design, wanted)
  w <- weights(design)
  codes <- names(wanted$criteria)
  found <- lapply(wanted$criteria, function(items) criterion(w, scores, items, wanted$rule))
  whole <- list(p = mean(vapply(found, `[[`, 0, "p")), z = Reduce(`+`, lapply(found, `[[`, "z")) / length(found))
  answered <- lapply(wanted$criteria, function(items) rowSums(scores$x[, items, drop = FALSE]) > 0)
  rows <- c(lapply(codes, function(code) one("criterion", code, NULL, linearised(design, found[[code]], answered[[code]]))),
            list(one("index", wanted$name, NULL, linearised(design, whole, rowSums(scores$x) > 0))))
  check_index(design, wanted, scores, rows)
  rows
}

# The same standard errors by the delta method of svycontrast.
check_index <- function(design, wanted, scores, rows) {
  items <- unlist(wanted$criteria)
  for (item in items) {
    design$variables[[paste0("y.", item)]] <- scores$y[, item]
    design$variables[[paste0("x.", item)]] <- scores$x[, item]
  }
  totals <- svytotal(reformulate(c(paste0("y.", items), paste0("x.", items))), design)
  parts <- vapply(wanted$criteria, function(own) {
    if (wanted$rule == "t2b_pooled") {
      return(sprintf("((%s) / (%s))", paste0("y.", own, collapse = " + "), paste0("x.", own, collapse = " + ")))
    }
    sprintf("((%s) / %d)", paste0("y.", own, " / x.", own, collapse = " + "), length(own))
  }, "")
  wholes <- c(parts, sprintf("((%s) / %d)", paste(parts, collapse = " + "), length(parts)))
  for (at in seq_along(wholes)) {
    by_delta <- svycontrast(totals, str2lang(wholes[at]))
    f <- rows[[at]]$figure
    stopifnot(all.equal(f$estimate, 100 * coef(by_delta)[[1]], tolerance = 1e-12))
    stopifnot(abs(f$variance - vcov(by_delta)[1, 1]) <= 1e-9 * f$variance + 1e-14)
  }
}
