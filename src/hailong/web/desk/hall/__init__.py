"""Pages of the hall: what waits for me, units, people, working calendars, the journal, notices, calendar feeds."""
