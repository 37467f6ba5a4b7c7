"""The rows of a plan's table as tasks in waiting: sections opened, continuation rows joined, numbers as printed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, repeat, zip_longest

from hailong.documents.anatomy import Cell, Row, Table
from hailong.lexicon.text import fold, roman_to_int, squeeze
from hailong.plan.intake.reading.columns import Columns, wording

_NUMERAL = re.compile(r"^([IVXLC]+|[A-HĐ])(?:\s*[.):]\s*|\s+|$)")
_ORDINAL = re.compile(r"^\(?(\d{1,3}(?:\.\d{1,3})*|[a-zđ])[.)]?$")
_DASHES = frozenset("-–—+*•")
_FIRST = re.compile(r"0?1(?:\.0?1)?")
_REPEATED = ("product", "lead", "coordinating", "responsibility", "deadline")
_DITTO_SURE = 0.9
_LEADING = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*)[.)]\s+(?=\S)|^(\d{1,3}(?:\.\d{1,3})+)\s+(?=\S)")


Section = tuple[str | None, str | None]
"""A section's printed numeral or letter, and its title."""


@dataclass
class Entry:
    """One task as the table prints it: its section, its printed number, its rows (the first, then continuations)."""

    section: str | None
    section_title: str | None
    ordinal: str | None
    content: str
    rows: list[Row]
    columns: Columns
    group: str = ""
    section_where: int = field(default=0)

    def where(self) -> str:
        """The place of the task in the outline: section and number."""
        return ".".join(filter(None, (self.section, self.ordinal))) or "?"


def _is_numeral(text: str) -> bool:
    return bool(re.fullmatch(r"[A-HĐ]", text)) or roman_to_int(text) is not None


def section_of(row: Row, columns: Columns) -> tuple[str | None, str] | None:
    """(numeral or None, title) where a row only opens a section; None for a row that holds a task."""
    filled = [cell.text.strip() for cell in row.cells if cell.text.strip()]
    if not filled or len(filled) > 2:
        return None
    first = squeeze(filled[0])
    found = _NUMERAL.match(first)
    title = squeeze(" ".join([first[found.end() :] if found else first, *filled[1:]]))
    if found and _is_numeral(found[1]) and title and (len(filled) == 2 or row.heading or _spans(row)):
        return found[1], title
    return (None, title) if row.heading and len(filled) == 1 else None


def _spans(row: Row) -> bool:
    """Whether the only text of a row stands at its left edge: a merged title, not a half-empty task."""
    return bool(row.cells[0].text.strip()) or bool(len(row.cells) > 1 and row.cells[1].text.strip())


def _is_numbering(row: Row) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), A B 1 2."""
    texts = [cell.text.strip(" ()[]") for cell in row.cells]
    numbers = [text for text in texts if text.isdigit()]
    return len(texts) > 2 and len(numbers) >= len(texts) - 2 and all(len(text) <= 2 for text in texts)


def _is_total(row: Row, columns: Columns) -> bool:
    """Whether a row only adds up: "Tổng cộng" first, a sum behind it, and nothing for anybody to do."""
    texts = [fold(squeeze(cell.text)).strip(" .:*") for cell in row.cells if cell.text.strip()]
    starts = tuple(re.escape(word) for word in wording()["totals"])
    said = texts and re.match(rf"(?:{'|'.join(starts)})(?=$|[\s:(]*[\d(])", texts[0])
    return bool(said) and not any(columns.text(row, role) for role in ("lead", "responsibility", "deadline"))


def _is_ditto(cell: Cell) -> bool:
    """Whether a cell says "as above" ("nt", a pair of quotation marks)."""
    return fold(squeeze(cell.text)).strip(" .") in wording()["dittos"]


def _with_dittos(row: Row, above: Row | None, columns: Columns) -> Row:
    """The row with "as above", and cells merged over several tasks, replaced by what stands above.

    Only units, times and products are: a row whose number or content is merged with the one above goes on with it.
    """
    if above is None:
        return row
    firsts = [i for role in ("ordinal", "content") for i in columns.places.get(role, ())[:1]]
    own = all(i < len(row.cells) and row.cells[i].text for i in firsts)
    cells = list(row.cells)
    for i in {place for role in _REPEATED for place in columns.places.get(role, ())}:
        if i < min(len(cells), len(above.cells)) and (_is_ditto(cells[i]) or (own and cells[i].covered)):
            cells[i] = replace(above.cells[i], confidence=min(above.cells[i].confidence, _DITTO_SURE))
    return replace(row, cells=tuple(cells))


def _holds_task(row: Row, columns: Columns) -> bool:
    """Whether a row says anything, and neither numbers the columns, nor adds them up, nor calls itself no task."""
    if fold(columns.text(row, "kind")) in wording()["not_tasks"]:
        return False
    return any(cell.text.strip() for cell in row.cells) and not _is_numbering(row) and not _is_total(row, columns)


def _named_section(row: Row, columns: Columns) -> tuple[str | None, str | None] | None:
    """The section that a row's own columns name; None where a table has no such columns."""
    if not columns.has("section_title"):
        return None
    return columns.text(row, "section") or None, columns.text(row, "section_title") or None


def _ordinal(row: Row, columns: Columns) -> tuple[str | None, str]:
    """(printed number or None, content) of a row; a number typed before the content counts where no column has it."""
    content = columns.text(row, "content")
    if columns.has("ordinal"):
        printed = " ".join(row.cells[i].text for i in columns.places["ordinal"] if i < len(row.cells)).strip()
        found = _ORDINAL.match(printed)
        return (found[1] if found else printed.strip(" .)") or None), content
    found = _LEADING.match(content)
    return (found[1] or found[2], content[found.end() :]) if found else (None, content)


def _is_group(entry: Entry, following: Entry | None) -> bool:
    """Whether a numbered row only titles the rows numbered below it: "1 Nhóm nhiệm vụ ..." above "1.1"."""
    if following is None or not entry.ordinal or not following.ordinal:
        return False
    first_below = following.ordinal == "a" or following.ordinal in _DASHES
    below = following.ordinal.startswith(entry.ordinal + ".") or (entry.ordinal.isdigit() and first_below)
    others = ("product", "lead", "coordinating", "responsibility", "deadline")
    return below and len(entry.rows) == 1 and not any(entry.columns.text(entry.rows[0], role) for role in others)


@dataclass
class _Walk:
    """One walk down the rows of all plan tables: the tasks met so far, the section open now and whether it has any,
    whether this table numbers its tasks, and the row above."""

    found: list[Entry] = field(default_factory=list)
    section: tuple[str | None, str | None] = (None, None)
    sections: int = 0
    empty: bool = True
    numbered: bool = False
    above: Row | None = None

    def open(self, section: tuple[str | None, str | None]) -> None:
        """Begin a section; the tasks that follow belong to it."""
        self.section, self.sections, self.empty = section, self.sections + 1, True

    def table(self, table: Table, columns: Columns, above: Section | None) -> None:
        """Take in one table; its rows go on in the section of the table before, unless they number from the start."""
        self.above, self.numbered, begun = None, False, False
        if above:
            self.open(above)
        for row in table.rows:
            opened = None if _is_total(row, columns) else section_of(row, columns)
            if opened:
                self.open(opened)
            elif _holds_task(row, columns):
                ordinal, _ = _ordinal(row, columns)
                if not begun and not self.empty and _FIRST.fullmatch(ordinal or ""):
                    self.open((None, None))
                self.task(_with_dittos(row, self.above, columns), columns)
                begun = True

    def task(self, row: Row, columns: Columns) -> None:
        """Take in a row that holds a task, or goes on with the one above (no number where there are numbers)."""
        named = _named_section(row, columns)
        if named and named != self.section:
            self.open(named)
        self.above = row
        ordinal, content = _ordinal(row, columns)
        if self.found and ordinal is None and (self.numbered or not columns.text(row, "content")):
            self.found[-1].rows.append(row)
        else:
            self.found.append(Entry(*self.section, ordinal, content, [row], columns, section_where=self.sections))
        self.empty = False
        self.numbered = self.numbered or (columns.has("ordinal") and ordinal is not None)


def entries(tables: Iterable[tuple[Table, Columns]], above: Sequence[Section | None] = ()) -> list[Entry]:
    """The tasks of all plan tables in printed order, group titles taken out and told to the tasks below them.

    `above` holds for each table the section that a heading above it names, or None.
    """
    walk = _Walk()
    for (table, columns), section in zip(tables, chain(above, repeat(None)), strict=False):
        walk.table(table, columns, section)
    return _without_groups(walk.found)


def _without_groups(found: list[Entry]) -> list[Entry]:
    kept: list[Entry] = []
    group = ("", "")
    for entry, following in zip_longest(found, found[1:]):
        if _is_group(entry, following):
            group = (entry.ordinal or "", entry.content)
            continue
        number = entry.ordinal or ""
        if group[0] and (number.startswith(group[0] + ".") or number.isalpha() or number in _DASHES):
            entry.group = group[1]
        kept.append(entry)
    return kept
