"""The reading in the shape of its page: rows of cells tied to their source, under headings, and what to see first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from hailong.plan.intake.corrections import kind_of
from hailong.plan.queries import Reviewed
from hailong.web.desk import words
from hailong.web.desk.intake.review import labels
from hailong.web.desk.intake.review.beside import Pane, Source, name
from hailong.web.desk.intake.review.cells import Cell, about, base_of, cell
from hailong.web.desk.intake.review.paging import Book, Heading, Slot, View, anchor

Record = dict[str, Any]
LONG_TITLE = 90


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the page: named cells, how sure the reading is and why not, and the source line it came from.

    `columns` are the cells in the order of the heads, None where the row has none. `level` is sure, fair, doubt, or
    seen where a person has been at a row of doubt.
    """

    path: str
    cells: dict[str, Cell]
    columns: tuple[Cell | None, ...] = ()
    level: str = ""
    level_word: str = ""
    percent: str = ""
    why: tuple[str, ...] = ()
    place: str = ""
    source: str = ""
    source_url: str = ""
    parts: tuple["Row", ...] = ()
    where: str = ""
    seen_url: str = ""

    @property
    def id(self) -> str:
        """The row's name on the page."""
        return anchor(self.path)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under one heading; `group` stands over the blocks of its kind, once a page; `heads` are label and kind."""

    id: str
    kind: str
    group: str
    title: str
    caption: str
    heads: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents: a heading, how many rows stand under it, how many of them wait to be seen."""

    title: str
    rows: str
    doubtful: int
    url: str


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning in words, with the place it speaks of where that is known."""

    title: str
    message: str
    url: str


@dataclass(frozen=True, slots=True)
class Pager:
    """The pages of the rows: this one, and the addresses of all."""

    number: int
    urls: tuple[tuple[int, str], ...]

    @property
    def before(self) -> str:
        """The address of the page before; empty at the first."""
        return self.urls[self.number - 2][1] if self.number > 1 else ""

    @property
    def after(self) -> str:
        """The address of the page after; empty at the last."""
        return self.urls[self.number][1] if self.number < len(self.urls) else ""


@dataclass(frozen=True, slots=True)
class Page:
    """Everything one page of a read draft shows."""

    title: str
    view: View
    base: str
    facts: tuple[Cell, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    warnings: tuple[Warned, ...]
    contents: tuple[Entry, ...]
    blocks: tuple[Block, ...]
    source: Pane
    pager: Pager
    tasks: str
    duties: str
    doubtful: str
    corrected: str

    @property
    def long(self) -> bool:
        """Whether the title is set smaller."""
        return len(self.title) > LONG_TITLE

    @property
    def gist(self) -> tuple[str, ...]:
        """The head's facts in one line: what it is, its number, its day, its agency."""
        held = {fact.path.rsplit(".", 1)[-1]: fact.text for fact in self.facts[:6]}
        named = (held.get("type"), held.get("number") or held.get("symbol"), held.get("date"), held.get("agency"))
        return tuple(filter(None, named))

    @property
    def blank(self) -> bool:
        """Whether number or day wait to be filled in: then the facts stand open."""
        return any(fact.path in ("document.number", "document.date") and not fact.text for fact in self.facts)


def page(reviewed: Reviewed, view: View) -> Page:
    """One page of a read draft."""
    book, reading = Book(reviewed), reviewed.reading
    view, base = book.within(view), base_of(reviewed.draft.id)
    source = Source(reading.get("_source") or [])
    slots = book.shown(view)
    window = source.window(view, (source.index(slot.record.get("source")) for slot in slots))
    making = _Making(reviewed, view, source, window, base)
    urls = tuple((number, view.at(number).address(base)) for number in range(1, book.pages(view) + 1))
    return Page(
        title=title(reviewed),
        view=view,
        base=base,
        facts=tuple(cell(reviewed, path) for path in labels.FACTS if _stands(reading, path)),
        lists=_lists(reading["document"]),
        warnings=_warnings(book, source, window, base),
        contents=_contents(book, base),
        blocks=making.blocks(slots),
        source=source.pane(window, view, base),
        pager=Pager(view.number, urls),
        tasks=str(len(reading["tasks"])),
        duties=str(len(reading["duties"])),
        doubtful=str(len(book.doubtful)),
        corrected=str(len(reviewed.as_read)),
    )


def title(reviewed: Reviewed) -> str:
    """What the plan is about; the file's name where that was not read."""
    document = reviewed.reading["document"]
    return document.get("title") or (document.get("attached") or {}).get("title") or reviewed.draft.name


def one_row(reviewed: Reviewed, path: str, view: View) -> Row:
    """A single row as its page shows it; LookupError where there is none of that path."""
    found = next(slot for slot in Book(reviewed).slots if slot.path == path)
    source = Source(reviewed.reading.get("_source") or [])
    window = source.window(view, [source.index(found.record.get("source"))])
    return _Making(reviewed, view, source, window, base_of(reviewed.draft.id)).row(found, _keys(found))


def all_blocks(reviewed: Reviewed) -> tuple[Block, ...]:
    """Every row of a draft, for its print."""
    making = _Making(reviewed, View(), Source([]), range(0), base_of(reviewed.draft.id))
    return making.blocks(Book(reviewed).slots)


def _lists(document: Record) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((label, tuple(map(str, document[key]))) for key, label in labels.lists() if document.get(key))


def _stands(reading: Record, path: str) -> bool:
    *parents, last = path.split(".")
    holder: Any = reading
    for step in parents:
        holder = (holder or {}).get(step)
    return isinstance(holder, dict) and last in holder


def _keys(slot: Slot) -> Sequence[str]:
    """The places of a row in the order shown; a score table's values are a place a criterion."""
    keys = labels.KEYS[slot.heading.group]
    values = [f"values.{code}" for code in slot.record.get("values") or {}]
    wanted = [key for known in keys for key in (values if known == "values" else [known])]
    return [key for key in wanted if _stands(slot.record, key)]


@dataclass(frozen=True, slots=True)
class _Making:
    """What every row of one page is made with."""

    reviewed: Reviewed
    view: View
    source: Source
    window: range
    base: str

    def blocks(self, slots: Sequence[Slot]) -> tuple[Block, ...]:
        """The rows under their headings."""
        found: list[Block] = []
        group = ""
        for heading, under in groupby(slots, key=lambda slot: slot.heading):
            shown = tuple(under)
            said = "" if heading.group == group else labels.group(heading.group)
            found.append(self._block(heading, shown, said))
            group = heading.group
        return tuple(found)

    def _block(self, heading: Heading, slots: tuple[Slot, ...], group: str) -> Block:
        keys = list(dict.fromkeys(key for slot in slots for key in _keys(slot)))
        rows = tuple(self.row(slot, keys) for slot in slots)
        heads = tuple((labels.label(path), kind_of(path)) for key in keys for path in [f"{slots[0].path}.{key}"])
        caption = ". ".join(filter(None, (heading.number, heading.title)))
        return Block(
            f"b-{slots[0].path.replace('.', '-')}", heading.group, group, caption,
            caption or labels.group(heading.group), heads, rows,
        )  # fmt: skip

    def row(self, slot: Slot, keys: Sequence[str]) -> Row:
        """One row of those places."""
        record, path = slot.record, slot.path
        level, word = words.confidence(record.get("confidence"))
        if level == "doubt" and path in self.reviewed.seen:
            level, word = "seen", _("đã xem")
        index = self.source.index(record.get("source"))
        said = about(self.reviewed.reading, path)
        shown = [key for key in keys if _stands(record, key)]
        cells = {key: cell(self.reviewed, f"{path}.{key}", self.view, said) for key in shown}
        return Row(
            path=path,
            cells=cells,
            columns=tuple(map(cells.get, keys)),
            level=level,
            level_word=word,
            percent=f"{record['confidence'] * 100:.0f} %" if level else "",
            why=words.reasons(record) if level == "doubt" else (),
            place=words.place(record.get("source")),
            source="" if index is None else name(index),
            source_url="" if index is None else self._to_source(index),
            parts=tuple(self._part(f"{path}.parts.{i}") for i in range(_parts(slot))),
            where=str(record.get("where") or ""),
            seen_url=f"{self.base}da-xem/?o={path}.content" + (f"&{self.view.words}" if self.view.doubtful else ""),
        )

    def _part(self, path: str) -> Row:
        return Row(path, {key: cell(self.reviewed, f"{path}.{key}", self.view) for key in ("product", "deadline")})

    def _to_source(self, index: int) -> str:
        if index in self.window:
            return f"#{name(index)}"
        return self.source.address(index, self.view, self.base, name(index))


def _parts(slot: Slot) -> int:
    return len(slot.record.get("parts") or []) if slot.heading.group == "tasks" else 0


def _contents(book: Book, base: str) -> tuple[Entry, ...]:
    doubtful = {slot.path for slot in book.doubtful}
    found = []
    for heading, slots in book.contents():
        title = ". ".join(filter(None, (heading.number, heading.title))) or labels.group(heading.group)
        url = book.view_of(slots[0].path).address(base, f"b-{slots[0].path.replace('.', '-')}")
        found.append(Entry(title, str(len(slots)), sum(slot.path in doubtful for slot in slots), url))
    return tuple(found)


def _targets(reading: Record) -> dict[str, str]:
    """Where a warning may point: a row by section and ordinal, a body passage by its number."""
    found: dict[str, str] = {"Số": "document.number", "Ngày": "document.date"}
    for group in ("duties", "targets", "quotas", "time_limits"):
        for index, record in enumerate(reading.get(group) or []):
            found.setdefault(str(record.get("where")), f"{group}.{index}")
    for index, task in enumerate(reading["tasks"]):
        found.setdefault(str(task.get("ordinal")), f"tasks.{index}")
        found[f"{task.get('section')}.{task.get('ordinal')}"] = f"tasks.{index}"
    return found


def _warnings(book: Book, source: Source, window: range, base: str) -> tuple[Warned, ...]:
    reading = book.reviewed.reading
    targets = _targets(reading)
    return tuple(
        Warned(words.warning(said["code"]), said["message"], _leads_to(said, targets, book, source, window, base))
        for said in reading["warnings"]
    )


def _leads_to(said: Record, targets: dict[str, str], book: Book, source: Source, window: range, base: str) -> str:
    """The address of what a warning speaks of: a fact, a row on its page, a line of the source."""
    where = str(said.get("where") or "")
    path = targets.get(where.removeprefix("PL."), "")
    if path.startswith("document."):
        return "#o-" + path.replace(".", "-")
    if path:
        return book.view_of(path).address(base, anchor(path))
    numbered = re.search(r"trang (\d+)(?:, dòng (\d+))?|dòng (\d+)", where)
    place = {"page": int(numbered[1] or 0), "line": int(numbered[2] or numbered[3] or 0)} if numbered else None
    index = source.index(place)
    if index is None:
        return ""
    return f"#{name(index)}" if index in window else source.address(index, View(), base, name(index))
