# Writers: JSON and CSV with 17 significant digits, byte for byte the same on every run.

number <- function(value) {
  if (length(value) == 0 || is.na(value)) return("null")
  stopifnot(is.finite(value))
  sprintf("%.17g", value)
}

quoted <- function(text) paste0("\"", gsub("\"", "\\\"", gsub("\\", "\\\\", text, fixed = TRUE), fixed = TRUE), "\"")

json <- function(value) {
  if (is.null(value)) return("null")
  if (is.list(value)) {
    parts <- vapply(value, json, "")
    if (is.null(names(value))) return(paste0("[", paste(parts, collapse = ", "), "]"))
    return(paste0("{", paste(vapply(names(value), quoted, ""), parts, sep = ": ", collapse = ", "), "}"))
  }
  if (is.character(value)) return(if (is.na(value)) "null" else quoted(value))
  if (is.logical(value) && !is.na(value)) return(if (value) "true" else "false")
  number(value)
}

# One row a line, so that a change of a figure is seen as a change of a line.
case_text <- function(case) {
  head <- vapply(setdiff(names(case), "rows"), function(key) paste0("  ", quoted(key), ": ", json(case[[key]]), ","), "")
  rows <- paste0("   ", vapply(case$rows, json, ""), collapse = ",\n")
  paste0(" {\n", paste(head, collapse = "\n"), "\n  \"rows\": [", if (length(case$rows)) paste0("\n", rows, "\n  "), "]\n }")
}

write_cases <- function(cases, path) {
  writeLines(paste0("[\n", paste(vapply(cases, case_text, ""), collapse = ",\n"), "\n]"), path, useBytes = TRUE)
}

write_table <- function(table, path, missing = "") {
  cells <- lapply(table, function(column) {
    text <- if (is.numeric(column)) sprintf("%.17g", column) else as.character(column)
    ifelse(is.na(column), missing, text)
  })
  lines <- do.call(paste, c(unname(cells), sep = ","))
  writeLines(c(paste(names(table), collapse = ","), lines), path, useBytes = TRUE)
}
