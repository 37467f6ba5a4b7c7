"""What all readers know about tables: head rows and their repeats, section rows, rows cut in two by a page break."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from hailong.documents.anatomy import Cell, Row
from hailong.documents.read.head_words import role_of, words_of
from hailong.documents.read.join import is_bullet, is_lower, join_pieces

_NUMERAL = r"(?:[IVXL]{1,6}|[A-HĐ])"
_NUMERAL_ALONE = re.compile(rf"{_NUMERAL}[.)]?")
_NUMERAL_TITLE = re.compile(rf"({_NUMERAL})(?:[.)]\s*|\s+[-–]?\s*)(\S.+)", re.DOTALL)
_COUNTER = re.compile(r"\(?(\d{1,2}|[A-Z])\)?")
_FINAL = (".", ";", ":", "!", "?", "…", "”", ")")
_HEAD_CELL = 60  # characters: names of columns are shorter than this, contents of cells mostly longer


def head_roles(cells: Sequence[str]) -> float:
    """How surely (0 to 1) a row is a head row: the share of its printed cells that name a column, less for few."""
    names = [cell for cell in cells if cell.strip()]
    if len(names) < 2 or any(re.match(r"\d", name) for name in names):
        return 0.0
    roles = [role_of(name) if len(name) <= _HEAD_CELL else None for name in names]
    kinds = {role for role in roles if role}
    if not kinds:
        return 0.0
    share = sum(role is not None for role in roles) / len(names)
    return share * min(1.0, (len(kinds) + 1) / 4)


def is_counter_row(cells: Sequence[str]) -> bool:
    """Whether a row only counts the columns: "(1) (2) (3)", "1 2 3 4" or "A B 1 2"."""
    found = [_COUNTER.fullmatch(cell.strip()) for cell in cells if cell.strip()]
    if len(found) < 3 or not all(found):
        return False
    numbers = [int(match[1]) for match in found if match and match[1].isdigit()]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def is_repeat(head: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row prints the head again, as at the top of a new page (letters lost in either are forgiven)."""
    first, again = ("".join(words_of(" ".join(cells))) for cells in (head, row))
    if not first or not again or abs(len(first) - len(again)) > 0.3 * len(first):
        return False
    return first == again or SequenceMatcher(None, first, again, autojunk=False).ratio() >= 0.85


def split_numeral(text: str) -> tuple[str, str] | None:
    """A section's numeral and title ("III CẢI CÁCH ..." -> ("III", "CẢI CÁCH ...")); None where there is none."""
    text = text.strip()
    if _NUMERAL_ALONE.fullmatch(text):
        return text.rstrip(".)"), ""
    match = _NUMERAL_TITLE.fullmatch(text)
    return (match[1], match[2].strip()) if match and not is_lower(match[2]) else None


def section_of(cells: Sequence[str]) -> tuple[str, str] | None:
    """The numeral and title of a row that only heads a section; None for any other row.

    The title may stand beside its numeral, in one cell with it, or without any numeral in capitals.
    """
    printed = [(at, cell.strip()) for at, cell in enumerate(cells) if cell.strip()]
    if not printed or len(printed) > 2 or printed[-1][0] > 1:
        return None
    numeral = split_numeral(printed[0][1])
    if len(printed) == 2:
        return (numeral[0], printed[1][1]) if numeral and not numeral[1] else None
    if numeral and numeral[1]:
        return numeral
    text = printed[0][1]
    return ("", text) if text.isupper() and len(text.split()) > 1 else None


def mark_sections(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with every section row marked as heading: numeral in its first cell, title in its second."""
    marked = []
    for at, row in enumerate(rows):
        found = section_of(row.texts) if len(row.cells) > 1 else None
        if found is None and at + 1 < len(rows):
            found = _parent(row.texts, rows[at + 1].texts)
        marked.append(_as_heading(row, *found) if found else row)
    return tuple(marked)


def _parent(cells: Sequence[str], below: Sequence[str]) -> tuple[str, str] | None:
    """A numbered row that prints only a title and has its own parts below it: "1 Tuyên truyền" above "1.1 ..."."""
    ordinal = cells[0].strip().rstrip(".")
    alone = ordinal.isdigit() and bool(cells[1].strip()) and not any(cell.strip() for cell in cells[2:])
    return (ordinal, cells[1].strip()) if alone and below[0].strip().startswith(f"{ordinal}.1") else None


def _as_heading(row: Row, numeral: str, title: str) -> Row:
    rest = tuple(Cell("") for _ in row.cells[2:])
    raw = next((cell.raw for cell in row.cells if cell.raw), None)
    return replace(row, cells=(Cell(numeral), Cell(title, raw), *rest), heading=True)


def _goes_on(above: str, below: str) -> int:
    """How much one cell speaks for being cut: 2 surely (it goes on in small letters), -1 against."""
    if not below:
        return 0
    if is_lower(below):
        return 2 if above else -1
    if above and above[-1] in "-,/" and not is_bullet(below):
        return 2
    return -1 if not above or above.endswith(_FINAL[:2]) else 0


def is_cut(above: Row, below: Row) -> bool:
    """Whether a row is the rest of the one above it, cut by a page break, and not a row or continuation of its own."""
    if above.heading or below.heading or len(above.cells) != len(below.cells) or not any(below.texts):
        return False
    if below.texts[0] and not is_lower(below.texts[0]):
        return False
    before, after = above.places[-1].page, below.place.page
    if before is not None and before == after:
        return False
    votes = [_goes_on(*pair) for pair in zip(above.texts, below.texts, strict=True)]
    if before is not None and after is not None:
        printed = [text for text in below.texts if text]  # one cell, or a new item of a list, just ran over the edge
        return max(votes) == 2 or len(printed) == 1 or any(is_bullet(text) for text in printed)
    return sum(votes) > 0 and max(votes) == 2


def _join_cells(above: Cell, below: Cell) -> Cell:
    if not above.text or not below.text:
        return above if above.text else below
    starts_anew = is_bullet(below.text) or (above.text.endswith(_FINAL[:3]) and not is_lower(below.text))
    text = f"{above.text}\n{below.text}" if starts_anew else join_pieces(above.text, below.text)
    raw = f"{above.raw or above.text} {below.raw or below.text}" if above.raw or below.raw else None
    return Cell(text, raw, min(above.confidence, below.confidence))


def join_cut_rows(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with every rest of a row that a page break cut put back into its row; both places are kept.

    A row without ordinal that says something new (a second product with its own deadline) stays a row of its own.
    """
    joined: list[Row] = []
    for row in rows:
        if joined and is_cut(joined[-1], row):
            cells = tuple(_join_cells(*pair) for pair in zip(joined[-1].cells, row.cells, strict=True))
            joined[-1] = replace(joined[-1], cells=cells, places=joined[-1].places + row.places)
        else:
            joined.append(row)
    return tuple(joined)
