"""The sheet that came back, laid beside the records: what differs, and what is wrong, cell by cell."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from hailong.agency.faults import CellFault, Refused
from hailong.agency.models import Unit
from hailong.agency.people.rights import Forbidden, Viewer
from hailong.plan.models import Plan
from hailong.plan.round_trip import keys
from hailong.plan.round_trip.difference import Change, Difference, Filled
from hailong.plan.round_trip.entries import LOCKED, Entry, entries
from hailong.plan.round_trip.pages import AGAIN, Page, page_of
from hailong.plan.round_trip.rows import Row, cell_fault
from hailong.plan.round_trip.writing import KEY_HEAD

_NO_ROW = "Dòng này không có trong bảng đã xuất."
_NO_KEY = "Dòng này mất mã ở cột ẩn “Mã dòng”, hoặc là dòng tự thêm."


def unit_of(data: bytes, *, plan: Plan, viewer: Viewer) -> Unit:
    """The unit whose sheet of this plan the file is; Refused where it is another plan's or none of ours, Forbidden to
    whoever may not see the unit's reports."""
    found = _marked(page_of(data))
    strange = _strange(found, plan, found[1] if found else plan.pk)
    if found is None or strange:
        raise Refused(strange, cure=AGAIN, field="file")
    unit = Unit.objects.get(pk=found[1])
    if not viewer.may("report.see", unit.path):
        raise Forbidden("report.see")
    return unit


def read_back(data: bytes, *, plan: Plan, unit: Unit, viewer: Viewer, on: date | None = None) -> Difference:
    """The difference between the sheet and the records of the unit; nothing is written.

    `on` is the day by which work is late; without it only the verbs ask. A row that is missing changes nothing, an
    order of its own neither. Refused for a file that is no sheet of ours, Forbidden as for the sheet that goes out.
    """
    if not viewer.may("report.see", unit.path):
        raise Forbidden("report.see")
    page = page_of(data)
    strange = _strange(_marked(page), plan, unit.pk)
    if strange:
        value = next(iter(page.above()), "")
        return Difference(plan, unit, (), (CellFault(page.name, 1, "A", value, strange, AGAIN),), ())
    known = {entry.occurrence.pk: entry for entry in entries(plan, unit, on or plan.first)}
    changes: list[Change] = []
    faults: list[CellFault] = []
    filled: list[Filled] = []
    for found in _rows(page, plan, unit, known, on):
        if isinstance(found, CellFault):
            faults.append(found)
            continue
        row, digests = found
        said = row.read(digests)
        changes += row.changes
        faults += row.faults
        filled += [said] if said else []
    return Difference(plan, unit, tuple(changes), tuple(faults), tuple(filled))


def _marked(page: Page) -> tuple[UUID, UUID] | None:
    """The plan and the unit that the mark above the head names."""
    return next(filter(None, map(keys.read_mark, page.above())), None)


def _strange(found: tuple[UUID, UUID] | None, plan: Plan, unit: UUID) -> str:
    """What is wrong with the sheet as a whole; "" where it is the plan's and the unit's."""
    if found is None:
        return "Không thấy mã của bảng: tệp này không phải bảng do hệ thống xuất ra, hoặc ô mã bị xoá."
    if found[0] != plan.pk:
        other = Plan.objects.filter(pk=found[0]).values_list("code", flat=True).first()
        return f"Đây là bảng của kế hoạch khác ({other or 'không còn'}), không phải {plan.code}."
    if found[1] != unit:
        other = Unit.objects.filter(pk=found[1]).values_list("name", flat=True).first()
        return f"Đây là bảng của đơn vị khác ({other or 'không còn'})."
    return ""


def _rows(
    page: Page, plan: Plan, unit: Unit, known: dict[UUID, Entry], on: date | None
) -> Iterator[CellFault | tuple[Row, tuple[str, ...]]]:
    """The rows below the head that are known, each with the digests of its key; a fault for each that is not."""
    met: dict[UUID, int] = {}
    for number in range(page.head + 1, len(page.rows)):
        if not any(page.text(number, head) for head in page.columns):
            continue
        found = keys.read_key(page.text(number, KEY_HEAD), plan.pk, unit.pk)
        entry = known.get(found[0]) if found else None
        if not page.text(number, KEY_HEAD).strip():
            yield cell_fault(page, number, _first(page, number), _NO_KEY, f"{AGAIN} Dòng tự thêm thì xoá.")
        elif found is None or entry is None:
            cure = "Xoá dòng này; việc mới thì thêm trên trang kế hoạch." if found is None else "Xoá dòng này."
            yield cell_fault(page, number, _first(page, number), _NO_ROW, cure)
        elif found[0] in met:
            message = f"Dòng này trùng với dòng {met[found[0]] + 1}."
            yield cell_fault(page, number, _first(page, number), message, "Giữ lại một dòng.")
        else:
            met[found[0]] = number
            yield Row(page, number, entry, on), found[1]


def _first(page: Page, number: int) -> str:
    """The head of the first cell of a row that holds something, the hidden one last."""
    return next((head for head in (*LOCKED, *page.columns) if page.text(number, head)), KEY_HEAD)
