"""People: who works where with which roles, what may be done to an account, and one's own page."""
