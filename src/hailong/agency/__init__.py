"""The hall: units, people, working calendars, the journal, evidence and notices."""
