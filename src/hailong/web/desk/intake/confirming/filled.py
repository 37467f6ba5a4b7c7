"""What the page is filled in with: proposed at first, then as a person sent it; and the choices it comes to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict

from hailong.plan.intake.importing import Choices
from hailong.plan.intake.matching import Matches
from hailong.plan.queries import Reviewed

Reading = dict[str, Any]

UNIT: Final = "unit-"
ACCOUNTABLE: Final = "accountable-"


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields: a code for each printed name, which lead of a task is accountable, the duties that become tasks.

    `accountable` holds, by the number the import knows a task by, the place of the lead among its leads.
    """

    units: dict[str, str]
    duties: frozenset[int]
    accountable: dict[int, int] = field(default_factory=dict)
    parent: str = ""
    twin: bool = False
    looked: bool = False

    @classmethod
    def proposed(cls, reading: Reading, matches: Matches) -> "Filled":
        """What a person finds filled in: the units known by name, the first lead of each task."""
        return cls(_matched(matches), Choices.default_for(reading).duties)

    @classmethod
    def sent(cls, post: QueryDict, reading: Reading, matches: Matches) -> "Filled":
        """What was sent; a name that the form did not have keeps its proposal."""
        units = {name: post.get(f"{UNIT}{n}", code) for n, (name, code) in enumerate(_matched(matches).items())}
        return cls(
            units=units,
            duties=frozenset(int(typed) for typed in post.getlist("duties") if _is_number(typed)),
            accountable=dict(_places(post)),
            parent=post.get("parent", ""),
            twin="twin" in post,
            looked="looked" in post,
        )

    def choices(self, reading: Reading) -> Choices:
        """What the import is told; the first lead needs no telling, for it is accountable unless nobody knows it."""
        return Choices(
            units=self.units,
            duties=self.duties,
            accountable={
                number: leads[place]
                for number, place in self.accountable.items()
                for leads in [leads_of(reading, number)]
                if 0 < place < len(leads)
            },
            parent=self.parent,
            allow_twin=self.twin,
        )


def version(reviewed: Reviewed) -> str:
    """Which state of the draft a page shows: its corrections are only ever appended."""
    return str(len(reviewed.draft.corrections))


def leads_of(reading: Reading, number: int) -> list[str]:
    """The printed leads of a task by the number the import knows it by; none where there is no such task."""
    rows = [*reading["tasks"], *reading["duties"]]
    found: list[str] = rows[number]["lead"] if number < len(rows) else []
    return found


def _matched(matches: Matches) -> dict[str, str]:
    return {match.name: match.unit.code if match.unit else "" for match in matches.all}


def _places(post: QueryDict) -> Iterator[tuple[int, int]]:
    """By number of the task, the place of the lead chosen."""
    for key in post:
        number, place = key.removeprefix(ACCOUNTABLE), post.get(key, "")
        if key.startswith(ACCOUNTABLE) and _is_number(number) and _is_number(place):
            yield int(number), int(place)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6
