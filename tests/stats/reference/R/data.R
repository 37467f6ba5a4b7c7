# The data sets: example data of survey, only the columns used, and invented ones.

plain <- function(table, keep) {
  table <- as.data.frame(lapply(table[keep], function(x) if (is.factor(x)) as.character(x) else as.vector(x)))
  names(table) <- keep
  table
}

example_data <- function() {
  shelf <- new.env()
  data(list = c("api", "fpc", "mu284"), package = "survey", envir = shelf)
  school <- c("stype", "sch.wide", "comp.imp", "awards", "api99", "api00", "meals", "ell", "acs.k3", "enroll", "api.stu", "pw")
  two <- plain(shelf$apiclus2, c("dnum", "snum", school, "fpc1", "fpc2"))
  one <- plain(shelf$apiclus1, c("dnum", "snum", school, "fpc"))
  strat <- plain(shelf$apistrat, c("snum", school, "fpc"))
  strat$rate <- c(E = 100, M = 50, H = 50)[strat$stype] / strat$fpc
  mu <- plain(shelf$mu284, c("id1", "n1", "id2", "y1", "n2"))
  list(apisrs = plain(shelf$apisrs, c("snum", school, "fpc")), apistrat = strat, apiclus1 = one, apiclus2 = two,
       fpc = plain(shelf$fpc, c("stratid", "psuid", "weight", "nh", "Nh", "x")), mu284 = mu)
}

# Two stages, each with its own strata: wards in regions, then forms in sessions of morning and afternoon.
nested_data <- function() {
  set.seed(20240701)
  one <- expand.grid(form = 1:4, half = c("sang", "chieu"), ward = 1:5, region = c("bac", "nam", "tay"), stringsAsFactors = FALSE)
  one <- one[!(one$half == "chieu" & one$form == 4) & !(one$region == "tay" & one$ward == 5), ]
  shift <- rnorm(15, sd = 0.6)[as.integer(factor(paste(one$region, one$ward)))]
  one$wards <- c(bac = 12, nam = 9, tay = 7)[one$region]
  one$forms <- ifelse(one$half == "sang", 20, 11) + one$ward
  one$share1 <- ave(one$ward, one$region, FUN = function(x) length(unique(x))) / one$wards
  one$share2 <- ave(one$form, one$region, one$ward, one$half, FUN = length) / one$forms
  one$minutes <- round(20 + 5 * shift + rexp(nrow(one), 1 / 6), 3)
  one$score <- pmin(5, pmax(1, round(3.8 + shift + rnorm(nrow(one)))))
  one$score[sample(nrow(one), 9)] <- NA
  one[c("region", "ward", "half", "form", "wards", "forms", "share1", "share2", "minutes", "score")]
}

# One form alone in its second-stage stratum.
thin_data <- function(nested) {
  nested[!(nested$region == "nam" & nested$ward == 2 & nested$half == "chieu" & nested$form > 1), ]
}

# Strata of one sampled unit: one that may be lonely, one that is the whole of its stratum.
lonely_data <- function() {
  set.seed(20240702)
  one <- data.frame(stratum = rep(c("a", "b", "c", "d"), c(9, 3, 8, 4)),
                    psu = c(1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 8))
  one$units <- c(a = 10, b = 6, c = 8, d = 1)[one$stratum]
  one$units_all <- c(a = 10, b = 1, c = 8, d = 1)[one$stratum]
  one$weight <- round(runif(nrow(one), 1, 4), 2)
  one$group <- sample(c("x", "y"), nrow(one), TRUE)
  one$score <- sample(1:5, nrow(one), TRUE, prob = c(1, 1, 2, 4, 3))
  one$score[c(5, 17)] <- NA
  one
}

# Shares at the edges: everybody, nobody, one refusal, and a group of one form.
edge_data <- function() {
  set.seed(20240703)
  one <- data.frame(stratum = rep(1:2, each = 30), psu = rep(1:12, each = 5), weight = rep(c(2.1, 3.7, 1.3), 20))
  one$all <- 5
  one$none <- sample(1:3, 60, TRUE)
  one$nearly <- replace(rep(4, 60), 17, 2)
  one$mixed <- sample(1:5, 60, TRUE)
  one$mixed[c(3, 31:35)] <- NA
  one$group <- rep(c("10", "9", "2"), c(40, 19, 1))
  one$census <- 6
  one$same <- 4
  one$same2 <- replace(rep(3, 60), c(8, 22), NA)
  one
}

ITEMS <- sprintf("q%02d", 1:22)
CRITERIA <- list(TC = ITEMS[1:5], HC = ITEMS[6:9], PV = ITEMS[10:14], KQ = ITEMS[15:18], TT = ITEMS[19:22])

answers <- function(mean, missing) {
  score <- pmin(5, pmax(1, round(mean + rnorm(length(mean), sd = 0.9))))
  ifelse(runif(length(mean)) < missing, NA, score)
}

with_items <- function(forms, session_effect) {
  person <- rnorm(nrow(forms), sd = 0.5)
  for (at in seq_along(ITEMS)) {
    forms[[ITEMS[at]]] <- answers(4.1 + 0.05 * (at %% 7) - 0.15 * (forms$mode == "online") + session_effect + person,
                                  if (at == 9) 0.3 else 0.05)
  }
  forms
}

# 600 forms of an invented survey: 3 units x 2 quarters x 2 modes, sessions are the sampling units.
survey_data <- function() {
  set.seed(20240930)
  session <- expand.grid(unit = c("U1", "U2", "U3"), quarter = c("2024Q3", "2025Q3"), mode = c("paper", "online"),
                         copy = 1:7, stringsAsFactors = FALSE)
  session <- session[!(session$mode == "online" & session$copy > 3) & !(session$unit == "U3" & session$copy == 7), ]
  session$stratum <- paste(session$unit, session$quarter, session$mode, sep = "-")
  session$session <- sprintf("S%03d", seq_len(nrow(session)))
  taken <- ave(session$copy, session$stratum, FUN = length)
  session$sessions <- taken + 4 + 3 * as.integer(factor(session$unit))
  session$effect <- rnorm(nrow(session), sd = 0.3)
  size <- 7 + sample(0:6, nrow(session), TRUE)
  forms <- session[rep(seq_len(nrow(session)), size), ]
  forms$weight <- round(runif(nrow(forms), 1.5, 6) * (1 + 0.5 * (forms$mode == "online")), 4)
  forms$field <- sample(c("dat dai", "ho tich", "chung thuc"), nrow(forms), TRUE, prob = c(3, 4, 2))
  forms$age <- sample(18:80, nrow(forms), TRUE)
  forms <- with_items(forms, forms$effect)
  rownames(forms) <- NULL
  forms$form <- seq_len(nrow(forms))
  forms$visitors <- ave(forms$form, forms$session, FUN = length) * 3 + as.integer(factor(forms$session)) %% 5
  forms[c("unit", "quarter", "mode", "field", "age", "stratum", "session", "sessions", "form", "visitors", "weight", ITEMS)]
}

# The same sessions asked in both quarters: 2 units x 9 sessions, drawn from 20.
panel_data <- function() {
  set.seed(20250930)
  session <- data.frame(unit = rep(c("U1", "U2"), each = 9), session = sprintf("P%02d", 1:18), effect = rnorm(18, sd = 0.5))
  half <- expand.grid(row = 1:18, quarter = c("2024Q3", "2025Q3"), stringsAsFactors = FALSE)
  half <- half[!(half$row == 4 & half$quarter == "2025Q3"), ]
  size <- 5 + sample(0:4, nrow(half), TRUE)
  half <- half[rep(seq_len(nrow(half)), size), ]
  forms <- cbind(session[half$row, ], quarter = half$quarter)
  forms$mode <- "paper"
  forms$sessions <- ifelse(forms$unit == "U1", 20, 31)
  forms$weight <- round(runif(nrow(forms), 1, 3), 4)
  forms <- with_items(forms, forms$effect + 0.2 * (forms$quarter == "2025Q3"))
  rownames(forms) <- NULL
  forms[c("unit", "quarter", "session", "sessions", "weight", ITEMS)]
}
