"""A form: sections of items bound to criteria, as JSON and back, and the check of what somebody answered to it.

| kind | answer in `content` |
|---|---|
| `likert` | 1 to 5, the worst first; 0 is "no opinion" and is left out |
| `choice` | the code of one option |
| `many` | the codes of options, in the order of the form |
| `number` | a whole number from `low` to `high` |
| `text` | a text of at most `high` characters |

Pure: no database. Whether a form is sound (codes once, conditions on earlier items) is `soundness.wrong`.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Final

from hailong.lexicon.text import squeeze
from hailong.measure.questionnaires import indexes

LIKERT: Final = "likert"
CHOICE: Final = "choice"
MANY: Final = "many"
NUMBER: Final = "number"
TEXT: Final = "text"
KINDS: Final = (LIKERT, CHOICE, MANY, NUMBER, TEXT)

NO_OPINION: Final = 0
LONGEST: Final = 2000
"""Characters of a text where the item says nothing else."""

_WHOLE: Final = re.compile(r"-?\d{1,15}", re.ASCII)
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]+")
_QUOTED: Final = 40

Code = int | str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: its code (a whole number or a word) and what people read."""

    code: Code
    label: str


@dataclass(frozen=True, slots=True)
class Condition:
    """Shown only where the earlier item `item` was answered with one of the codes."""

    item: str
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `options` of a Likert item may be empty: the scale of five in its usual words."""

    code: str
    text: str
    kind: str = LIKERT
    options: tuple[Option, ...] = ()
    criterion: str | None = None
    required: bool = False
    show_if: Condition | None = None
    low: int | None = None
    high: int | None = None
    hint: str = ""

    @property
    def choices(self) -> tuple[Option, ...]:
        """What can be chosen, in printed order; for a Likert item the five and, last, "no opinion" (0)."""
        return _with_no_opinion(self.options) if self.kind == LIKERT else self.options


@lru_cache(maxsize=1024)
def _with_no_opinion(own: tuple[Option, ...]) -> tuple[Option, ...]:
    five = own or tuple(Option(code, label) for code, label in enumerate(indexes.scale(), start=1))
    return (*five, Option(NO_OPINION, indexes.no_opinion()))


@dataclass(frozen=True, slots=True)
class Section:
    """Items that stand on one screen under a title."""

    code: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked: a title, words before it, the text agreed to ("" where none is asked), sections."""

    title: str
    intro: str
    consent: str
    sections: tuple[Section, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return tuple(item for section in self.sections for item in section.items)

    def index(self, name: str = indexes.SIPAS) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The criteria of an index with the codes of their items, for `stats`; criteria without items are left out."""
        bound = ((code, self._bound(code)) for code in indexes.criteria_of(name))
        return tuple((code, items) for code, items in bound if items)

    def _bound(self, criterion: str) -> tuple[str, ...]:
        return tuple(item.code for item in self.items if item.kind == LIKERT and item.criterion == criterion)

    def to_json(self) -> dict[str, Any]:
        """The form as `Version.content` keeps it."""
        content: dict[str, Any] = _plain(asdict(self))
        return content

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Form":
        """The form that `to_json` gave; KeyError or TypeError for anything else."""
        sections = tuple(
            Section(each["code"], each["title"], tuple(map(_item, each["items"]))) for each in content["sections"]
        )
        return cls(content["title"], content["intro"], content["consent"], sections)


def _plain(value: Any) -> Any:
    """Tuples as lists, as JSON gives them back."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple | list) else value


def _item(row: Mapping[str, Any]) -> Item:
    options = tuple(Option(each["code"], each["label"]) for each in row.get("options", ()))
    given = row.get("show_if")
    show_if = Condition(given["item"], tuple(given["codes"])) if given else None
    return Item(**{**row, "options": options, "show_if": show_if})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the answer to an item, and the cure, in Vietnamese on one line."""

    item: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer as it is kept ({item: code}, only what was asked and answered), and what is wrong with it."""

    content: dict[str, Any]
    faults: tuple[Fault, ...]


class _Wrong(ValueError):
    """An answer that an item does not take; its text says what it takes."""


def check(form: Form, content: Mapping[str, Any]) -> Checked:
    """Check answers as a page or a device sent them: texts of digits are codes, "" and None are no answer.

    What a skip rule hides is dropped without a word, whatever was sent for it.
    """
    kept: dict[str, Any] = {}
    known = {item.code for item in form.items}
    faults = [_fault(str(code), code, "phiếu không có câu này; bỏ ra") for code in content if code not in known]
    for item in form.items:
        if not shown(item, kept):
            continue
        given = content.get(item.code)
        try:
            answer = _READ[item.kind](item, given)
        except _Wrong as wrong:
            faults.append(_fault(item.code, given, str(wrong)))
            continue
        if answer is None and item.required:
            faults.append(Fault(item.code, f"Câu {item.code}: chưa trả lời; câu này bắt buộc, hãy trả lời."))
        elif answer is not None and not (item.kind == LIKERT and answer == NO_OPINION):
            kept[item.code] = answer
    return Checked(kept, tuple(faults))


def shown(item: Item, kept: Mapping[str, Any]) -> bool:
    """Whether the item is asked, given the answers to earlier ones."""
    if item.show_if is None:
        return True
    answer = kept.get(item.show_if.item)
    chosen = answer if isinstance(answer, list) else [answer]
    return any(code in item.show_if.codes for code in chosen)


def _fault(item: str, value: object, message: str) -> Fault:
    told = squeeze(str(value))
    short = told if len(told) <= _QUOTED else f"{told[:_QUOTED]}…"
    return Fault(item, f"Câu {squeeze(item)[:_QUOTED]}: “{short}” - {message}.")


def _code(item: Item, given: object) -> Code | None:
    if given is None or given == "":
        return None
    if isinstance(given, str | int) and not isinstance(given, bool):
        wanted = str(given).strip()
        for option in item.choices:
            if str(option.code) == wanted:
                return option.code
    codes = ", ".join(str(option.code) for option in item.choices[:12])
    raise _Wrong(f"không phải một lựa chọn của câu này; chọn một trong {codes}")


def _codes(item: Item, given: object) -> list[Code] | None:
    several = given if isinstance(given, list | tuple) else [given]
    found = {_code(item, one) for one in several} - {None}
    return [option.code for option in item.options if option.code in found] or None


def _number(item: Item, given: object) -> int | None:
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    whole = str(given).strip() if isinstance(given, str | int) and not isinstance(given, bool) else ""
    if not _WHOLE.fullmatch(whole):
        raise _Wrong("không phải số nguyên; ghi số không có dấu phẩy, dấu chấm")
    number = int(whole)
    if (item.low is not None and number < item.low) or (item.high is not None and number > item.high):
        raise _Wrong(f"ngoài khoảng{_bounds(item)}; ghi lại số trong khoảng đó")
    return number


def _bounds(item: Item) -> str:
    low = "" if item.low is None else f" từ {item.low}"
    return low if item.high is None else f"{low} đến {item.high}"


def _text(item: Item, given: object) -> str | None:
    if given is None:
        return None
    if not isinstance(given, str):
        raise _Wrong("không phải chữ; ghi câu trả lời bằng chữ")
    text = tidy(given)
    most = LONGEST if item.high is None else item.high
    if len(text) > most:
        raise _Wrong(f"dài {len(text)} ký tự, nhiều nhất {most}; viết gọn lại")
    return text or None


def tidy(text: str) -> str:
    """A text as forms and answers keep it: NFC, no invisible characters, lines without blank ends, none empty."""
    return "\n".join(line for line in map(squeeze, _CONTROLS.sub("", text).splitlines()) if line)


def one_line(text: str) -> str:
    """The same for a title or a label: its lines on one."""
    return tidy(text).replace("\n", " ")


_READ: Final = {LIKERT: _code, CHOICE: _code, MANY: _codes, NUMBER: _number, TEXT: _text}
