# Intervals. t and normal: confint. logit and beta: svyciprop. wilson and korn-graubard: written out from the papers.
# Every function takes a proportion p (0 to 1), its variance, the degrees of freedom and the number of answers.

effective <- function(p, variance, n) if (variance > 0) p * (1 - p) / variance else n

# Wilson (1927), Journal of the American Statistical Association 22, 209-212, with the effective sample size and the t
# quantile: Dean and Pagano (2015), Journal of Survey Statistics and Methodology 3, 484-503.
wilson <- function(p, variance, df, n, level) {
  t <- qt((1 + level) / 2, df)
  m <- effective(p, variance, n)
  centre <- (2 * m * p + t^2) / (2 * (m + t^2))
  half <- t * sqrt(t^2 + 4 * m * p * (1 - p)) / (2 * (m + t^2))
  c(centre - half, centre + half)
}

# Korn and Graubard (1998), Survey Methodology 24, 193-201: Clopper-Pearson with the effective sample size, adjusted
# for the degrees of freedom and never over the number of answers.
korn_graubard <- function(p, variance, df, n, level) {
  if (df <= 0 || n < 2) return(c(NA, NA))
  tail <- (1 - level) / 2
  m <- min(n, effective(p, variance, n) * (qt(1 - tail, n - 1) / qt(1 - tail, df))^2)
  x <- m * p
  c(if (x <= 0) 0 else qbeta(tail, x, m - x + 1), if (x >= m) 1 else qbeta(1 - tail, x + 1, m - x))
}

# svyciprop's two transformed intervals of the share of rows whose `hit` is 1, within the design of the valid answers.
ciprop <- function(kind, hit, design, df, level) {
  design$variables$hit__ <- hit
  valid <- subset(design, !is.na(hit__))
  if (length(unique(valid$variables$hit__)) == 1) return(c(NA, NA))
  if (kind == "logit") {
    ci <- attr(svyciprop(~hit__, valid, method = "xlogit", level = level, df = df), "ci")
  } else {
    # svyciprop counts the sampling units of the valid answers; the rule here is those of the domain
    if (degf(valid) != degf(design)) {
      m <- svymean(~hit__, valid)
      return(transformed(kind, coef(m)[[1]], vcov(m)[1, 1], df, nrow(valid), level))
    }
    ci <- attr(svyciprop(~hit__, valid, method = "beta", level = level), "ci")
  }
  as.vector(ci)
}

# The same two for a figure that is no svymean (criteria, indices), from R's own functions on a named estimate.
transformed <- function(kind, p, variance, df, n, level) {
  if (variance <= 0) return(c(NA, NA))
  if (kind == "logit") {
    m <- structure(c(p = p), var = matrix(variance, dimnames = list("p", "p")), statistic = "mean", class = "svystat")
    x <- svycontrast(m, quote(log(p / (1 - p))))
    return(plogis(as.vector(confint(x, 1, level = level, df = df))))
  }
  tail <- (1 - level) / 2
  m <- p * (1 - p) / variance * (qt(tail, n - 1) / qt(tail, df))^2
  c(qbeta(tail, m * p, m * (1 - p) + 1), qbeta(1 - tail, m * p + 1, m * (1 - p)))
}

# A symmetric interval by confint.
symmetric <- function(kind, estimate, variance, df, level) {
  m <- structure(c(p = estimate), var = matrix(variance), statistic = "mean", class = "svystat")
  as.vector(confint(m, level = level, df = if (kind == "t") df else Inf))
}
