"""Who carries on what a unit did once it has ended: the units that took over, at any remove. Nothing changes here."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from hailong.agency.faults import Refused
from hailong.agency.models import Succession, Unit


def ended(unit: Unit, on: date) -> bool:
    """Whether the unit's last day is past on that day."""
    return unit.valid_to is not None and unit.valid_to < on


def heirs(unit: Unit, *, on: date) -> list[Unit]:
    """The units that carry on on that day: itself while it works, else those that took over, at any remove.

    Of a room that nobody took over, those of the agency that ended above it; none where nobody wrote any.
    """
    return list(_heirs(unit, on, {unit.pk}))


def _heirs(unit: Unit, on: date, met: set[object]) -> Iterable[Unit]:
    if not ended(unit, on):
        return [unit]
    links = Succession.objects.filter(old=unit, day__lte=on).select_related("new").order_by("day", "new__sort_key")
    after = [link.new for link in links]
    if not after and unit.parent is not None and ended(unit.parent, on):
        after = [unit.parent]
    new = [one for one in after if one.pk not in met]
    met.update(one.pk for one in new)
    found = {heir.pk: heir for one in new for heir in _heirs(one, on, met)}
    return found.values()


def forebears(unit: Unit) -> list[Unit]:
    """The unit and all from which it took over, at any remove."""
    found = {unit.pk: unit}
    level = [unit]
    while level:
        links = Succession.objects.filter(new__in=level).select_related("old")
        level = [link.old for link in links if link.old_id not in found]
        found |= {one.pk: one for one in level}
    return list(found.values())


def left_to(new: Q) -> set[object]:
    """The ids of the units from which others took over, at any remove; `new` says which others ("new__path")."""
    found: set[object] = set()
    level = set(Succession.objects.filter(new).values_list("old", flat=True))
    while level - found:
        found |= level
        level = set(Succession.objects.filter(new__in=level).values_list("old", flat=True))
    return found


def named(units: Iterable[Unit]) -> str:
    """The units by name, one behind the other."""
    return ", ".join(unit.name for unit in units)


def check_works(unit: Unit, *, on: date, field: str, cure: str = "Chọn") -> None:
    """Refused where the unit has ended by that day, naming who took over; `cure` is what to do with that unit."""
    if not ended(unit, on):
        return
    after = named(heirs(unit, on=on))
    told = f"đơn vị kế tục: {after}" if after else "đơn vị đang hoạt động (chưa ghi đơn vị nào kế tục)"
    raise Refused(
        f"{unit.name} đã kết thúc hoạt động ngày {unit.valid_to:%d/%m/%Y}.", cure=f"{cure} {told}.", field=field
    )
