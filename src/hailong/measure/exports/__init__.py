"""Results taken away: the table as on screen, and the answers with their codebook, for any statistics program."""

from hailong.measure.exports.taking import KINDS, answers, codebook, table_csv, workbook

__all__ = ["KINDS", "answers", "codebook", "table_csv", "workbook"]
