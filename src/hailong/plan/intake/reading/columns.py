"""Which column of a plan's table is which: by the words of its head, or by what its cells hold where it has none."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from statistics import mean
from typing import Any

from hailong.clock.phrases import deadline_score
from hailong.documents.anatomy import Row, Table
from hailong.documents.read.head_words import role_of as head_role
from hailong.lexicon.criteria import criterion_score, find_criteria
from hailong.lexicon.text import fold, roman_to_int, squeeze
from hailong.plan.intake.reading.names import unit_score

_MEANT = ("content", "product", "lead", "coordinating", "responsibility", "deadline", "criterion")
_SURE = 0.5
_QUARTERS = 4
# The reader of flattened tables knows heads by more words; what it calls a column counts where our rules are silent.
_AS_THE_READER_SAYS = {
    **{role: role for role in ("ordinal", "content", "product", "lead", "coordinating", "responsibility")},
    "indicator": "criterion",
    "budget": "funding",
    "note": "note",
}
_SCORED_LEAST = 3
_TOP, _LONGEST_LABEL = 3, 30
_INDEX = "sipas"
_DASHES = ("-", "–", "—")


@cache
def wording() -> dict[str, Any]:
    """The words of plan tables (folded), read once from data/columns.toml."""
    return tomllib.loads(files(__package__).joinpath("data/columns.toml").read_text(encoding="utf-8"))


def role_of(head: str) -> str | None:
    """The role that a head cell names: ordinal, content, product, lead, coordinating, responsibility, deadline...

    A head of two rows ("Trách nhiệm - Chủ trì") is decided by its lower row where that row says enough.
    """
    key = fold(squeeze(head)).strip(" .:*()")
    lower = key.rsplit(" - ", 1)[-1]
    return _role(lower) or _role(key) or _AS_THE_READER_SAYS.get(head_role(head) or "")


def _role(key: str) -> str | None:
    for rule in wording()["role"]:
        whole = key in rule.get("whole", ())
        part = any(word in key for word in rule.get("words", ())) or _tells_who(key, rule)
        if whole or (part and not any(word in key for word in rule.get("without", ()))):
            return str(rule["name"])
    return None


def _tells_who(key: str, rule: Mapping[str, Any]) -> bool:
    """Whether a head says which kind of actor does it: "Cơ quan, đơn vị, địa phương thực hiện"."""
    actors, does, _ = key.partition(rule.get("does", "\n"))
    return bool(does) and any(actor in actors for actor in rule["actors"])


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by role; a role may stand over several columns."""

    places: dict[str, tuple[int, ...]]
    guessed: bool = False
    unsure_lead: bool = False
    spans: tuple[tuple[int, str], ...] = ()
    """Columns whose head is a time ("Quý I") and whose cells only mark it."""

    def text(self, row: Row, role: str) -> str:
        """The text of a row under a role; several columns joined by a line feed; "" where there is none but a dash."""
        if role == "deadline" and self.spans:
            return ", ".join(head for i, head in self.spans if i < len(row.cells) and row.cells[i].text.strip())
        texts = (row.cells[i].text.strip() for i in self.places.get(role, ()) if i < len(row.cells))
        return "\n".join(text for text in texts if any(char.isalnum() for char in text))

    def denied(self, row: Row, role: str) -> bool:
        """Whether a row says "none" under a role: a dash in every column of it."""
        texts = [row.cells[i].text.strip() for i in self.places.get(role, ()) if i < len(row.cells)]
        return bool(texts) and all(text in _DASHES for text in texts)

    def raw(self, row: Row, role: str) -> str | None:
        """The text as found before letters were repaired; None where nothing was."""
        cells = [row.cells[i] for i in self.places.get(role, ()) if i < len(row.cells)]
        return "\n".join(cell.raw or cell.text for cell in cells) if any(cell.raw for cell in cells) else None

    def has(self, role: str) -> bool:
        """Whether the table has a column of that role."""
        return role in self.places

    def is_plan(self) -> bool:
        """Whether these are the columns of tasks: something to do, and who, when or with what result."""
        if self.guessed:
            return self.has("content") and self.has("deadline")
        return (self.has("content") and (self.others >= 2 or self._assigns())) or self.others >= 3

    @property
    def others(self) -> int:
        """How many columns besides the content's say something about a task."""
        return sum(self.has(role) for role in _MEANT[1:])

    @property
    def sure(self) -> bool:
        """Whether the head itself says enough to know the columns."""
        return not self.guessed and self.others >= 2

    def _assigns(self) -> bool:
        """Whether a column is surely of those who act (a bare "Đơn vị" may be a unit of measure)."""
        return (self.has("lead") or self.has("responsibility")) and not self.unsure_lead and not self.has("score")


def headed(table: Table) -> Table:
    """The table with the head that was left among its first rows: a row of short labels that name two columns."""
    head = None if table.head else next((i for i, row in enumerate(table.rows[:_TOP]) if _is_head(row)), None)
    if head is None:
        return table
    return replace(table, head=tuple(map(squeeze, table.rows[head].texts)), rows=table.rows[head + 1 :])


def _is_head(row: Row) -> bool:
    labels = [squeeze(text) for text in row.texts if text.strip()]
    if any(len(label) > _LONGEST_LABEL or label[0].isdigit() or deadline_score(label) >= _SURE for label in labels):
        return False
    return len({role_of(label) for label in labels} & set(_MEANT)) >= 2


def columns(table: Table) -> Columns:
    """The columns of a table by the words of its head; guessed from the cells where there is no head."""
    if is_scored(table):
        return Columns({})
    if not table.head:
        return _guessed(table)
    places = _named(table.head)
    unsure_lead = "unit" in places and "lead" not in places
    if "unit" in places:
        places["lead"] = tuple(sorted(places.get("lead", ()) + places.pop("unit")))
    places = _without_groups(_with_content(places, table), table)
    return Columns(places, unsure_lead=unsure_lead, spans=_spans(places.get("deadline", ()), table))


def _named(heads: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The columns by the roles that their heads name, two roles settled by what stands beside them."""
    places: dict[str, tuple[int, ...]] = {}
    for i, head in enumerate(heads):
        role = role_of(head)
        if role:
            places[role] = (*places.get(role, ()), i)
    if "section" in places and not {"ordinal", "section_title"} & set(places):
        places["ordinal"] = places.pop("section")  # "Mục" alone numbers the rows
    if {"person", "deadline"} <= set(places) and not {"lead", "responsibility", "unit"} & set(places):
        places["lead"] = places.pop("person")  # a list of names with times is a plan, one without is a list
    return places


def _spans(columns: Sequence[int], table: Table) -> tuple[tuple[int, str], ...]:
    """Columns of times that rows only mark with a cross, each with its time: "Quý I", or "I" and "1" among such."""
    labels = [squeeze(table.head[i]).rsplit(" - ", 1)[-1].strip() for i in columns]
    marks = {fold(text) for i in columns for text in _cells(table.rows, i)}
    if len(columns) < 2 or not marks or not marks <= set(wording()["marks"]):
        return ()
    if all(roman_to_int(label) or label.isdigit() for label in labels):
        labels = [f"{'Quý' if len(labels) == _QUARTERS else 'Tháng'} {label}" for label in labels]
    timed = all(deadline_score(label) > _SURE for label in labels)
    return tuple(zip(columns, labels, strict=True)) if timed else ()


def is_scored(table: Table) -> bool:
    """Whether a table gives scores by criterion and so holds no tasks: its head may stand among its first rows."""
    return any(_names_criteria(texts) for texts in (table.head, *(row.texts for row in table.rows[:3])))


def looks_like_tasks(table: Table) -> bool:
    """Whether a table's cells hold deadlines in one column and those who act in another, whatever its head says."""
    if is_scored(table) or len(table.rows) < 2:
        return False
    count = max(len(row.cells) for row in table.rows)
    scores = [(_mean(deadline_score, table.rows, i), _mean(unit_score, table.rows, i)) for i in range(count)]
    return any(when >= _SURE for when, _ in scores) and any(who >= _SURE > when for when, who in scores)


def _mean(judge: Callable[[str], float], rows: Sequence[Row], column: int) -> float:
    texts = _cells(rows, column)
    return mean(map(judge, texts)) if texts else 0.0


def _names_criteria(texts: Sequence[str]) -> bool:
    """Whether several cells name a criterion each; "TT" is left out, since it heads the ordinals too."""
    named = (find_criteria(text) or (fold(squeeze(text)) == _INDEX and (_INDEX,)) for text in texts)
    alone = {found[0] for found in named if found and len(found) == 1}
    return len(alone - {"TT"}) >= _SCORED_LEAST


def _with_content(places: dict[str, tuple[int, ...]], table: Table) -> dict[str, tuple[int, ...]]:
    """A table whose head names no content has it in its wordiest unnamed column."""
    taken = {i for found in places.values() for i in found}
    free = [i for i in range(len(table.head)) if i not in taken and _width(table.rows, i)]
    if "content" in places or len(places) < 2 or not free:
        return places
    return {**places, "content": (max(free, key=lambda i: _width(table.rows, i)),)}


def _without_groups(places: dict[str, tuple[int, ...]], table: Table) -> dict[str, tuple[int, ...]]:
    """Of two columns of content, the left one titles groups of rows where it is blank beside a filled right one."""
    left, *right = places.get("content", ()) or (0,)
    rows = [row for row in table.rows if not row.heading and len(row.cells) > max(left, *right, 0)]
    blank = any(not row.cells[left].text and any(row.cells[i].text for i in right) for row in rows)
    if not right or not blank or not rows or not rows[0].cells[left].text:
        return places
    return {**places, "content": tuple(right), "group": (left,)}


def _cells(rows: Sequence[Row], column: int) -> list[str]:
    texts = (row.cells[column].text.strip() for row in rows if not row.heading and column < len(row.cells))
    return [text for text in texts if text]


def _width(rows: Sequence[Row], column: int) -> float:
    """The mean number of letters in a column's cells: figures make no content."""
    texts = _cells(rows, column)
    return mean(sum(map(str.isalpha, text)) for text in texts) if texts else 0.0


def _ordinal_score(text: str) -> float:
    return float(len(text) <= 5 and text.strip(" .)").replace(".", "").isalnum())


def _guessed(table: Table) -> Columns:
    """The columns of a headless table: each role goes to the column that looks most like it; wordiest is content."""
    count = max((len(row.cells) for row in table.rows), default=0)
    judges: tuple[tuple[str, Callable[[str], float]], ...] = (
        ("ordinal", _ordinal_score), ("deadline", deadline_score), ("criterion", criterion_score), ("lead", unit_score),
        ("coordinating", unit_score),
    )  # fmt: skip
    places: dict[str, tuple[int, ...]] = {}
    free = list(range(count))
    for role, judge in judges:
        scores = {i: _mean(judge, table.rows, i) for i in free}
        best = max(scores, key=lambda i: (scores[i], -i), default=None)
        if best is not None and scores[best] >= _SURE:
            places[role] = (best,)
            free.remove(best)
    for role in ("content", "product"):
        best = max(free, key=lambda i: _width(table.rows, i), default=None)
        if best is not None and _width(table.rows, best):
            places[role] = (best,)
            free.remove(best)
    return Columns(places, guessed=True)
