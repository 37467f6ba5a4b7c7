"""One correctable value of a reading as the page shows it: its text, its marks, its addresses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hailong.lexicon.numbers import format_number, parse_number
from hailong.lexicon.text import fold
from hailong.plan.intake.corrections import kind_of, typed, value_at
from hailong.plan.queries import Reviewed
from hailong.web.desk import words
from hailong.web.desk.intake.review import labels
from hailong.web.desk.intake.review.paging import View, row_path

WORD_PAIRS_COMPARED = 1_000_000
Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Cell:
    """One value on the page: its text, what was read there where that differs, and where it is corrected.

    `about` names its row for those who hear the page; `raw` is what the file held where its letters were repaired.
    """

    path: str
    label: str
    about: str
    text: str
    kind: str
    was: str | None
    note: str
    raw: str | None
    base: str
    asked: str

    def _url(self, verb: str) -> str:
        return f"{self.base}{verb}/?o={self.path}{self.asked}"

    @property
    def edit_url(self) -> str:
        """Its form."""
        return self._url("sua")

    @property
    def undo_url(self) -> str:
        """Puts back what was read."""
        return self._url("hoan-lai")

    @property
    def plain_url(self) -> str:
        """The cell alone."""
        return self._url("o")

    @property
    def raw_url(self) -> str:
        """Refuses the repair of its letters."""
        return self._url("giu-nguyen")

    @property
    def id(self) -> str:
        """The cell's name on the page."""
        return "o-" + self.path.replace(".", "-")

    @property
    def lines(self) -> int:
        """How many lines its form shows."""
        return min(12, max(2, len(self.text) // 28 + self.text.count("\n") + 1))

    @property
    def options(self) -> Sequence[tuple[str, str]]:
        """The values to choose from, where they are few: code and word."""
        return words.options(self.kind)

    @property
    def spoken(self) -> str:
        """What pressing it does, for those who hear the page: what is corrected, and in which row."""
        return _("Sửa %s") % ", ".join(filter(None, (self.label, self.about))) + ": "

    @property
    def plain(self) -> bool:
        """Whether it is nothing but the text of the plan."""
        return bool(self.text) and self.raw is None and self.shown == self.text and self.kind not in words.CODED

    @property
    def marked(self) -> bool:
        """Whether more is said of it than its text."""
        return bool(self.note or self.raw or self.was is not None)

    @property
    def shown(self) -> str:
        """The text as the reader sees it; scores have two decimals, so that a column of them can be compared."""
        if self.text and self.path.startswith("scores.") and self.kind == "number":
            return format_number(parse_number(self.text) or 0, places=2)
        return words.shown(self.text, self.kind)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The text cut where its letters were repaired: what was repaired is marked."""
        return pieces(self.text, self.raw or self.text)

    @property
    def hint(self) -> str:
        """How to write in it, where that is not plain."""
        return labels.hint(self.kind)

    @property
    def noted(self) -> str:
        """The language of its note: the names of indicators have no other than Vietnamese."""
        return "vi" if self.path.endswith((".indicator", ".index")) else ""


@lru_cache(maxsize=32)
def base_of(draft_id: UUID) -> str:
    """The draft's page; asked once a page, not for each of its cells."""
    return reverse("draft", args=[draft_id])


def cell(reviewed: Reviewed, path: str, view: View | None = None, row: str | None = None) -> Cell:
    """One correctable value; NotCorrectable where the reading has no such place.

    `row` names its row where that is already known. A view of all rows needs no telling: a place has one page there.
    """
    kind, value = kind_of(path), value_at(reviewed.reading, path)
    return Cell(
        path=path,
        label=labels.label(path),
        about=about(reviewed.reading, path) if row is None else row,
        text=typed(value, kind),
        kind=kind,
        was=_was(reviewed, path, kind),
        note=_note(path, kind, value),
        raw=_raw(reviewed, path),
        base=base_of(reviewed.draft.id),
        asked=f"&{view.words}" if view and view.doubtful else "",
    )


def about(reading: dict[str, Any], path: str) -> str:
    """Which row a place belongs to, as it is said: "STT II.3", "mục III.1", "Chỉ tiêu 2"; empty for the head."""
    group, *rest = path.split(".")
    if group == "document":
        return ""
    record = reading[group][int(rest[0])]
    if group == "tasks" and record.get("ordinal"):
        said = _("STT %s") % ".".join(filter(None, (record.get("section"), record["ordinal"])))
    elif group == "duties" and record.get("where"):
        said = _("mục %s") % record["where"]
    else:
        said = f"{labels.group(group)} {int(rest[0]) + 1}"
    part = _("phần %s")
    return f"{said}, {part % (int(rest[2]) + 1)}" if rest[1:2] == ["parts"] else said


def pieces(text: str, raw: str) -> tuple[Piece, ...]:
    """The text in pieces, each with whether it differs from what the file held."""
    if text == raw:
        return ((text, False),)
    now, found = text.split(" "), raw.split(" ")
    if len(now) * len(found) > WORD_PAIRS_COMPARED:
        return ((text, True),)
    steps = SequenceMatcher(None, found, now, autojunk=False).get_opcodes()
    return tuple((" ".join(now[low:high]), kind != "equal") for kind, _a, _b, low, high in steps if low < high)


def _raw(reviewed: Reviewed, path: str) -> str | None:
    """What the file held, where the content was repaired and nobody has judged that yet."""
    row = row_path(path)
    if path != f"{row}.content" or path in reviewed.seen:
        return None
    raw: str | None = value_at(reviewed.reading, row).get("content_raw")
    return raw


def _same(one: str, other: str) -> bool:
    """Whether two texts say the same but for capitals, marks and leading zeros."""
    plain = [re.sub(r"\b0+(?=\d)", "", fold(text)).strip(" .;") for text in (one, other)]
    return plain[0] == plain[1]


def _was(reviewed: Reviewed, path: str, kind: str) -> str | None:
    if path not in reviewed.as_read:
        return None
    return words.shown(typed(reviewed.as_read[path], kind), kind) or _("(trống)")


def _note(path: str, kind: str, value: Any) -> str:
    if kind == "deadline":
        said = words.deadline(value)
        return "" if _same(said, typed(value, kind)) else said
    return words.indicator_name(value) if path.endswith((".indicator", ".index")) else ""
