"""From a task's printed deadline to everything that must be answered, and by when."""
