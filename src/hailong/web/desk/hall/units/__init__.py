"""Units: the tree, one unit with its history, and what an administrator may do to it."""
