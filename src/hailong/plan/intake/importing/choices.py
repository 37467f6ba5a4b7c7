"""What a person chooses before confirming: whose name is whose, which duties become tasks, who is accountable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.lexicon.dates import format_date
from hailong.plan.intake.corrections import Reading
from hailong.plan.intake.matching import Matches, printed


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices; what is not chosen is as matched.

    `units`: printed name to the code of the unit it means, "" for nobody known here. `duties`: the numbers (from 0) of
    the duties that become tasks. `accountable`: number of the task (from 0; those of duties follow the rows, counted
    by the duty's own number) to the printed name of the lead that is accountable. `parent`: the code of the plan above.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    duties: frozenset[int] = frozenset()
    accountable: Mapping[int, str] = field(default_factory=dict)
    parent: str = ""
    allow_twin: bool = False

    @classmethod
    def default_for(cls, reading: Reading) -> "Choices":
        """What is proposed: where a plan has no table of tasks, its duties are its tasks."""
        return cls(duties=frozenset() if reading["tasks"] else frozenset(range(len(reading["duties"]))))


def chosen_duties(choices: Choices, reading: Reading) -> list[int]:
    """The numbers of the duties that become tasks, in printed order; Refused for one that is not there."""
    for number in sorted(choices.duties):
        if not 0 <= number < len(reading["duties"]):
            message = f"Văn bản có {len(reading['duties'])} trách nhiệm, không có trách nhiệm thứ {number + 1}."
            raise Refused(message, cure="Chọn lại trong danh sách.", field="duties")
    return sorted(choices.duties)


def units_by_name(choices: Choices, reading: Reading, matches: Matches, on: date) -> dict[str, Unit | None]:
    """The unit of every printed name: as chosen, else as matched; Refused where a choice names nobody that works."""
    names = printed(reading)
    for name in choices.units:
        if name not in names:
            cure = "Có thể tên vừa được sửa ở tab khác: mở lại bản nháp rồi chọn lại."
            raise Refused(f"Văn bản không có tên đơn vị “{name}”.", cure=cure, field=f"units.{name}")
    by_code = {unit.code: unit for unit in Unit.objects.filter(code__in=set(choices.units.values()))}
    found = {match.name: match.unit for match in matches.all}
    for name, code in choices.units.items():
        found[name] = _working(by_code.get(code), code, name, on) if code else None
    return found


def _working(unit: Unit | None, code: str, name: str, on: date) -> Unit:
    """The unit if it exists on that day."""
    field_name, cure = f"units.{name}", "Chọn đơn vị khác, hoặc “chưa rõ là đơn vị nào”."
    if unit is None:
        raise Refused(f"Không có đơn vị mã {code} để gán cho “{name}”.", cure=cure, field=field_name)
    if unit.valid_to is not None and unit.valid_to < on:
        ended = format_date(unit.valid_to)
        raise Refused(f"“{unit.name}” ({code}) đã kết thúc ngày {ended}.", cure=cure, field=field_name)
    return unit


def accountable(
    choices: Choices, number: int, leads: list[str], units: Mapping[str, Unit | None], where: str
) -> int | None:
    """Which of the leads is accountable, counted from 0: the one chosen, else the first that is known; None for none.

    `where` names the task in the message of a choice that cannot be.
    """
    known = [place for place, name in enumerate(leads) if units.get(name) is not None]
    chosen = choices.accountable.get(number)
    if chosen is None:
        return known[0] if known else None
    place = next((place for place in known if leads[place] == chosen), None)
    if place is None:
        cure = "Chọn một đơn vị chủ trì đã rõ là đơn vị nào."
        message = f"{where}: “{chosen}” không phải đơn vị chủ trì đã biết."
        raise Refused(message, cure=cure, field=f"accountable.{number}")
    return place
