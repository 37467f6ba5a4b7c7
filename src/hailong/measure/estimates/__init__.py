"""From answers to the SIPAS table: one function, `table`, which every page, file and command calls."""

from hailong.measure.estimates.shapes import DIMENSIONS, Line, Made, Table
from hailong.measure.estimates.tables import table

__all__ = ["DIMENSIONS", "Line", "Made", "Table", "table"]
