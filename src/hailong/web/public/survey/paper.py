"""A form as a page shows it: what was said so far, what is asked next, what must be carried along.

Nothing is kept on the server between screens: earlier answers travel in hidden fields.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.http import QueryDict

from hailong.measure.questionnaires.form import MANY, Checked, Form, Item, Section, check, shown

PREFIX: Final = "c-"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to press: its id, its code, its words, whether it is pressed."""

    id: str
    code: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One question on a screen; `after` is the earlier question on the same screen that it depends on."""

    item: Item
    name: str
    value: str
    choices: tuple[Choice, ...]
    fault: str
    after: Item | None


class Filled:
    """What somebody has said to a form so far, as the fields of a page."""

    def __init__(self, form: Form, fields: QueryDict) -> None:
        """Read the answers among the fields; what is no answer is left alone."""
        self.form, self._fields = form, fields
        self.content: dict[str, Any] = {name: value for name, value in self._read() if value not in ("", [])}

    def _read(self) -> Iterator[tuple[str, Any]]:
        kinds = {item.code: item.kind for item in self.form.items}
        for field in self._fields:
            code = field.removeprefix(PREFIX)
            if code != field:
                several = kinds.get(code) == MANY
                yield code, self._fields.getlist(field) if several else self._fields[field]

    @cached_property
    def checked(self) -> Checked:
        """The answers as they would be kept, and what is wrong with them."""
        return check(self.form, self.content)

    def faults(self, step: int | None = None) -> dict[str, str]:
        """What is wrong, by item; on one screen only, where one is given."""
        there = {item.code for item in self.section(step).items} if step else None
        return {one.item: one.message for one in self.checked.faults if there is None or one.item in there}

    def section(self, step: int) -> Section:
        """The section of a screen; screens of questions count from 1."""
        return self.form.sections[step - 1]

    def rows(self, step: int, faults: Mapping[str, str]) -> list[Row]:
        """What is asked on a screen; a question is left out where an earlier screen has decided so."""
        return [self._row(item, faults) for item in self.asked(step)]

    def asked(self, step: int) -> list[Item]:
        """The questions of a screen, those among them that depend on another on it."""
        items = self.section(step).items
        beside = {item.code for item in items}
        return [
            one for one in items if shown(one, self.checked.content) or (one.show_if and one.show_if.item in beside)
        ]

    def next(self, step: int) -> int | None:
        """The next screen with a question on it; None after the last."""
        return next((at for at in range(step + 1, len(self.form.sections) + 1) if self.asked(at)), None)

    def before(self, step: int) -> int:
        """The screen before; 0 is the first, with the consent."""
        return next((at for at in range(step - 1, 0, -1) if self.asked(at)), 0)

    def first_wrong(self) -> int | None:
        """The first screen with something wrong on it; None where the fault is on none."""
        steps = range(1, len(self.form.sections) + 1)
        return next((step for step in steps if self.faults(step)), None)

    def carried(self, step: int) -> list[tuple[str, str]]:
        """The fields of the other screens, to be hidden on this one."""
        here = {item.code for item in self.section(step).items} if step else set()
        others = [item.code for item in self.form.items if item.code not in here]
        pairs = ((PREFIX + code, self.content[code]) for code in others if code in self.content)
        return [(name, one) for name, value in pairs for one in (value if isinstance(value, list) else [value])]

    def _row(self, item: Item, faults: Mapping[str, str]) -> Row:
        value = self.content.get(item.code, "")
        pressed = value if isinstance(value, list) else [value]
        name = PREFIX + item.code
        choices = tuple(
            Choice(f"{name}-{at}", str(one.code), one.label, str(one.code) in pressed)
            for at, one in enumerate(item.choices)
        )
        return Row(item, name, "" if choices else str(value), choices, faults.get(item.code, ""), self._after(item))

    def _after(self, item: Item) -> Item | None:
        """The question on the same screen on which this one depends."""
        if item.show_if is None:
            return None
        section = next(one for one in self.form.sections if item in one.items)
        return next((one for one in section.items if one.code == item.show_if.item), None)
