# One quarter-unit after another by R survey: Rscript survey_slow.R FILE.csv ITEMS; prints seconds of estimation.
args <- commandArgs(trailingOnly = TRUE)
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust")
forms <- read.csv(args[1])
begin <- proc.time()
design <- svydesign(~psu, strata = ~stratum, weights = ~weight, fpc = ~population, data = forms, check.strata = FALSE)
for (item in seq_len(as.integer(args[2]))) {
  answer <- forms[[sprintf("q%02d", item)]]
  design$variables$y <- as.numeric(!is.na(answer) & answer >= 4)
  design$variables$x <- as.numeric(!is.na(answer))
  svyby(~y, ~group, design, svyratio, denominator = ~x)
}
cat((proc.time() - begin)[["elapsed"]], "\n")
