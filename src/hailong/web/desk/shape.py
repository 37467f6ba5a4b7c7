"""The reading in the shape of its page: cells that can be corrected, rows tied to their source, sections, warnings."""

import bisect
import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hailong.lexicon.text import fold
from hailong.plan.intake.corrections import kind_of, typed, value_at
from hailong.plan.queries import Reviewed
from hailong.web.desk import labels, words

Record = dict[str, Any]
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """One value on the page: its text, what was read there where that differs, and where it is corrected."""

    path: str
    label: str
    text: str
    kind: str
    was: str | None
    note: str
    edit_url: str
    undo_url: str
    plain_url: str
    page_url: str

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
    def shown(self) -> str:
        """The text as the reader sees it."""
        return words.shown(self.text, self.kind)

    @property
    def hint(self) -> str:
        """How to write in it, where that is not plain."""
        return labels.hint(self.kind)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the page: named cells, how sure the reading is, and the source line it came from."""

    id: str
    cells: dict[str, Cell]
    level: str = ""
    level_word: str = ""
    percent: str = ""
    place: str = ""
    source: str = ""
    raw: str | None = None
    parts: tuple["Row", ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading of the plan."""

    number: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table of figures: its title, its column heads and rows of cells."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source; raw is what the file held where lost letters were repaired."""

    id: str
    text: str
    raw: str | None
    number: str


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning in words, with the row it speaks of where that is known."""

    title: str
    message: str
    href: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page of a read draft shows."""

    title: str
    facts: tuple[Cell, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    warnings: tuple[Warned, ...]
    sections: tuple[Section, ...]
    duties: tuple[Row, ...]
    grids: tuple[Grid, ...]
    source: tuple[tuple[str, tuple[Line, ...]], ...]
    tasks: str = "0"
    doubtful: str = "0"
    corrected: str = "0"


def anchor(path: str) -> str:
    """The name on the page of the row a path belongs to."""
    return "h-" + "-".join(path.split(".")[:2])


@lru_cache(maxsize=32)
def _address(draft_id: uuid.UUID) -> str:
    """The draft's page; asked once a page, not four times for each of a thousand rows' cells."""
    return reverse("draft", args=[draft_id])


def cell(reviewed: Reviewed, path: str, label: str | None = None) -> Cell:
    """One correctable value; NotCorrectable where the reading has no such place."""
    kind, value = kind_of(path), value_at(reviewed.reading, path)
    base = _address(reviewed.draft.id)
    return Cell(
        path=path,
        label=label or labels.label(path),
        text=typed(value, kind),
        kind=kind,
        was=_was(reviewed, path, kind),
        note=_note(path, kind, value),
        edit_url=f"{base}sua/?o={path}",
        undo_url=f"{base}hoan-lai/?o={path}",
        plain_url=f"{base}o/?o={path}",
        page_url=f"{base}#{anchor(path)}",
    )


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


@dataclass
class _Source:
    """The lines of the source, in reading order, and how to find the one a row came from."""

    lines: list[Record]
    order: list[tuple[Key, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.order = sorted((_key(line), index) for index, line in enumerate(self.lines))

    def nearest(self, source: Record | None) -> str:
        """The name of the last line at or before a place; empty where there is none."""
        if not source or source.get("line") is None or not self.order:
            return ""
        found = bisect.bisect_right(self.order, (_key(source), len(self.lines))) - 1
        return self.name(self.order[max(found, 0)][1])

    @staticmethod
    def name(index: int) -> str:
        """What the line is called on the page."""
        return f"n-{index}"

    def pages(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        numbered = list(enumerate(self.lines))
        grouped = groupby(numbered, key=lambda pair: pair[1].get("page"))
        return tuple(
            (words.place({"page": page}), tuple(self._line(index, line) for index, line in group))
            for page, group in grouped
        )

    def _line(self, index: int, line: Record) -> Line:
        raw = line.get("raw")
        shown = raw if raw and raw != line["text"] else None
        return Line(self.name(index), line["text"], shown, str(line.get("line") or ""))


def _key(place: Record) -> Key:
    return place.get("page") or 0, place.get("line") or 0


def page(reviewed: Reviewed) -> Page:
    """The whole page of a read draft."""
    reading = reviewed.reading
    source = _Source(reading.get("_source") or [])
    tasks = [_row(reviewed, source, "tasks", i, labels.TASK) for i in range(len(reading["tasks"]))]
    duties = [_row(reviewed, source, "duties", i, labels.DUTY) for i in range(len(reading["duties"]))]
    document = reading["document"]
    return Page(
        title=document.get("title") or (document.get("attached") or {}).get("title") or reviewed.draft.name,
        facts=tuple(cell(reviewed, path) for path in labels.FACTS if _stands(reading, path)),
        lists=tuple((label, tuple(map(str, document[key]))) for key, label in labels.lists() if document.get(key)),
        warnings=tuple(_warned(warning, _targets(reading), source) for warning in reading["warnings"]),
        sections=tuple(_sections(reading["tasks"], tasks)),
        duties=tuple(duties),
        grids=(*(grid for name in labels.GRIDS if (grid := _grid(reviewed, source, name))), *_parts_grids(reviewed)),
        source=source.pages(),
        tasks=str(len(tasks)),
        doubtful=str(sum(row.level == "doubt" for row in [*tasks, *duties])),
        corrected=str(len(reviewed.as_read)),
    )


def _stands(reading: Record, path: str) -> bool:
    *parents, last = path.split(".")
    holder: Any = reading
    for step in parents:
        holder = (holder or {}).get(step)
    return isinstance(holder, dict) and last in holder


def _row(reviewed: Reviewed, source: _Source, group: str, index: int, keys: Iterable[str]) -> Row:
    record = reviewed.reading[group][index]
    path = f"{group}.{index}"
    level, word = words.confidence(record.get("confidence"))
    return Row(
        id=anchor(path),
        cells={key: cell(reviewed, f"{path}.{key}") for key in keys if _stands(record, key)},
        level=level,
        level_word=word,
        percent=f"{record['confidence'] * 100:.0f} %" if level else "",
        place=words.place(record.get("source")),
        source=source.nearest(record.get("source")),
        raw=record.get("content_raw"),
        parts=tuple(_part(reviewed, f"{path}.parts.{i}") for i in _part_numbers(group, record)),
        where=str(record.get("where") or ""),
    )


def _part_numbers(group: str, record: Record) -> range:
    return range(len(record.get("parts") or []) if group == "tasks" else 0)


def _part(reviewed: Reviewed, path: str) -> Row:
    return Row("", {key: cell(reviewed, f"{path}.{key}") for key in ("product", "deadline")})


def _sections(tasks: list[Record], rows: list[Row]) -> Iterable[Section]:
    def heading(pair: tuple[Record, Row]) -> tuple[str, str]:
        return str(pair[0].get("section") or ""), str(pair[0].get("section_title") or "")

    for (number, title), group in groupby(zip(tasks, rows, strict=True), key=heading):
        yield Section(number, title, tuple(row for _task, row in group))


def _grid(reviewed: Reviewed, source: _Source, name: str) -> Grid | None:
    """A small table of one kind of figures; `values` among its keys stands for a column a criterion."""
    records = reviewed.reading.get(name) or []
    if not records:
        return None
    values = [f"values.{key}" for key in dict.fromkeys(key for record in records for key in record.get("values") or {})]
    keys = [key for wanted in labels.GRIDS[name] for key in (values if wanted == "values" else [wanted])]
    shown = [key for key in keys if any(_stands(record, key) for record in records)]
    rows = [_row(reviewed, source, name, index, shown) for index in range(len(records))]
    heads = [labels.label(f"{name}.0.{key}") for key in shown]
    return Grid(labels.grid(name), tuple(heads), tuple(rows))


def _parts_grids(reviewed: Reviewed) -> Iterable[Grid]:
    """The parts of each scorecard as a small table of their own."""
    for index, card in enumerate(reviewed.reading.get("scorecards") or []):
        keys = ("name", "score", "max")
        paths = [f"scorecards.{index}.parts.{i}" for i in range(len(card.get("parts") or []))]
        rows = tuple(Row(anchor(path), {key: cell(reviewed, f"{path}.{key}") for key in keys}) for path in paths)
        title = " · ".join(filter(None, (_("Điểm thành phần"), card.get("unit"), card.get("index"))))
        if rows:
            yield Grid(title, tuple(labels.label(key) for key in keys), rows)


def _targets(reading: Record) -> dict[str, str]:
    """Where a warning may point: a row by section and ordinal, a body passage by its number."""
    found: dict[str, str] = {}
    for group in ("duties", "targets", "quotas", "time_limits"):
        for index, record in enumerate(reading.get(group) or []):
            found.setdefault(str(record.get("where")), anchor(f"{group}.{index}"))
    for index, task in enumerate(reading["tasks"]):
        found.setdefault(str(task.get("ordinal")), anchor(f"tasks.{index}"))
        found[f"{task.get('section')}.{task.get('ordinal')}"] = anchor(f"tasks.{index}")
    return found


def _warned(warning: Record, targets: dict[str, str], source: _Source) -> Warned:
    where = str(warning.get("where") or "")
    numbered = re.search(r"trang (\d+)(?:, dòng (\d+))?|dòng (\d+)", where)
    name = targets.get(where.removeprefix("PL."), "")
    if not name and numbered:
        name = source.nearest({"page": int(numbered[1] or 0), "line": int(numbered[2] or numbered[3] or 0)})
    return Warned(words.warning(warning["code"]), warning["message"], f"#{name}" if name else "")
