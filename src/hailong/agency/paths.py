"""`path__below`, for every text column: the unit at a path and everything under it, by an index on both databases.

`startswith` would not do: on SQLite it cannot use the index and takes "/ab/" for "/AB/", which is another's branch.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler


class Below(Lookup[str]):
    """Texts that begin with the one given, letter by letter."""

    lookup_name = "below"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        """A pattern, which PostgreSQL looks up in the pattern index that Django makes of an indexed text."""
        column, params = self.process_lhs(compiler, connection)
        begin = str(self.rhs).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return f"{column}::text LIKE %s", (*params, f"{begin}%")

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        """A range; SQLite compares texts byte by byte."""
        column, params = self.process_lhs(compiler, connection)
        begin = str(self.rhs)
        after = begin[:-1] + chr(ord(begin[-1]) + 1)
        return f"({column} >= %s AND {column} < %s)", (*params, begin, *params, after)
