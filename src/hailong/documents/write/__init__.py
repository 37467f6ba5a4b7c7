"""Writing: workbooks, tables and official documents that our readers can read back."""
