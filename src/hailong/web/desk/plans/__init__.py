"""Pages of plans that live: the list, one plan, a task with its history, and what may be done to them."""
