"""Tables as CSV that Vietnamese Excel opens right: UTF-8 with a mark, semicolons, no cell that runs as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

DELIMITER = ";"
"""The list separator of Vietnamese Windows; the comma is its decimal sign."""

_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)*\s?%?")

_RUNS = re.compile(r"'*[-=+@\t\r]")  # an apostrophe of the text's own gets another, so that reading takes off one


def table_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table as bytes: UTF-8 with byte order mark, records ended by CR LF, fields quoted where they must be."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow([_safe(text) for text in head])
    writer.writerows([_safe(text) for text in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _safe(text: str) -> str:
    """Text that a spreadsheet would run as a formula made plain: before a dash goes a space, else an apostrophe."""
    if not _RUNS.match(text) or _NUMBER.fullmatch(text):
        return text
    return f" {text}" if re.match(r"[-+] ", text) else f"'{text}"
