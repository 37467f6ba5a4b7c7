"""People: accounts, memberships, roles, and what a person may do on a day."""
