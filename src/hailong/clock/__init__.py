"""The hours: working calendars, holidays, periods and deadline phrases."""
