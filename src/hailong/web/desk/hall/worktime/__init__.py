"""A unit's working calendar: its week, its days off by source, a small reckoning of deadlines, and the notices."""
