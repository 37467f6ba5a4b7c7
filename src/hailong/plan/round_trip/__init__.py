"""A unit's progress sheet: it goes out, is filled in Excel, comes back, and what differs is shown before it counts."""

from hailong.plan.round_trip.applying import apply
from hailong.plan.round_trip.difference import Change, Difference
from hailong.plan.round_trip.reading import read_back, unit_of
from hailong.plan.round_trip.writing import progress_workbook

__all__ = ["Change", "Difference", "apply", "progress_workbook", "read_back", "unit_of"]
