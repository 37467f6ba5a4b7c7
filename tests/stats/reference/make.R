# Makes the data and the expected figures of the estimator's reference tests. From the root of the project:
#   Rscript tests/stats/reference/make.R
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "fail", stringsAsFactors = FALSE, warn = 2, scipen = 0, digits = 15)
invisible(Sys.setlocale("LC_COLLATE", "C"))
RNGkind("Mersenne-Twister", "Inversion", "Rejection")

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
for (part in sort(list.files(file.path(here, "R"), full.names = TRUE))) source(part)

tables <- c(example_data(), list(nested = nested_data(), lonely = lonely_data(), edge = edge_data(), forms = survey_data(), panel = panel_data()))
tables$thin <- thin_data(tables$nested)
dir.create(file.path(here, "data"), showWarnings = FALSE)
for (name in names(tables)) {
  write_table(tables[[name]], file.path(here, "data", paste0(name, ".csv")), if (name == "apiclus2") "NA" else "")
}
write_table(STYPE, file.path(here, "data", "pop_stype.csv"))
write_table(WIDE, file.path(here, "data", "pop_sch_wide.csv"))
for (counts in list(UNITS, MODES, FIELDS, GROUPS)) write_table(counts, file.path(here, "data", paste0("pop_", names(counts)[1], ".csv")))

cases <- c(design_cases(tables), domain_cases(tables), level_cases(tables), calibration_cases(tables), small_cases(tables),
           nested_cases(tables), lonely_cases(tables), edge_cases(tables), form_cases(tables))
stopifnot(!anyDuplicated(vapply(cases, `[[`, "", "name")))
write_cases(cases, file.path(here, "cases.json"))
cat(length(cases), "cases,", sum(lengths(lapply(cases, `[[`, "rows"))), "rows\n")
differences <- differences_of(tables)
write_cases(differences, file.path(here, "differences.json"))
cat(length(differences), "pairs of quarters,", sum(lengths(lapply(differences, `[[`, "rows"))), "differences\n")
