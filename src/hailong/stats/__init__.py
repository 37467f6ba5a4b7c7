"""The numbers: design-based estimates of any survey file, satisfaction indices, intervals and comparisons."""
