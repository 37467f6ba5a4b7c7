"""Progress as both doors of the pages show it: bars, rows, groups, states in words."""
