"""A unit's progress sheet in tests: a plan of four tasks, the sheet of one unit, edited as Excel would."""

from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from tests.plan import living
from tests.plan.living import row

from hailong.agency.models import Line, Unit
from hailong.agency.people.rights import Viewer
from hailong.plan import round_trip
from hailong.plan.models import Decision, Explanation, Occurrence, Plan, Report
from hailong.plan.round_trip import Difference

CULTURE, ECONOMY = "Phòng Văn hóa - Xã hội", "Phòng Kinh tế"
MAP, ASK, BOOK, SWEEP = "Dán sơ đồ quầy", "Hỏi ý kiến người chờ", "=1+1 lập sổ trực", "Trồng hoa trước cửa"
TEXT, PRODUCT, LINK, OBSTACLE, DONE = (
    "Kết quả thực hiện", "Sản phẩm, số văn bản", "Liên kết", "Vướng mắc", "Hoàn thành?",
)  # fmt: skip
CAUSE, REMEDY, WHO, WHEN = (
    "Nguyên nhân trễ", "Biện pháp khắc phục", "Người chịu trách nhiệm", "Hoàn thành trước ngày",
)  # fmt: skip
LATE = {CAUSE: "Thiếu giấy", REMEDY: "Mua thêm", WHO: "Lâm Hoài Sơn", WHEN: "15/10/2025"}
Edit = dict[tuple[str, str], Any]


def four_tasks() -> Plan:
    """A plan of four tasks: open, overdue, overdue and only coordinated, due later."""
    living.ward()
    rows = (
        row(MAP, due="Quý IV/2025", lead=[CULTURE], coordinating=[ECONOMY], section="I", ordinal="1"),
        row(ASK, due="Trước ngày 30/9/2025", lead=[CULTURE], section="I", ordinal="2"),
        row(BOOK, due="Quý III/2025", lead=[ECONOMY], coordinating=[CULTURE], section="I", ordinal="3"),
        row(SWEEP, due="Quý I/2026", lead=[CULTURE], product="+ Hoa", section="II", ordinal="1"),
    )
    return living.plan_of(living.reading_of(*rows))


def culture() -> Unit:
    """The unit whose sheet is tried."""
    return Unit.objects.get(code="X0101-VHXH")


def head() -> Viewer:
    """Its head."""
    return living.viewer("son")


def sheet(plan: Plan, unit: Unit | None = None, viewer: Viewer | None = None) -> bytes:
    """The sheet that goes out."""
    return round_trip.progress_workbook(plan, unit or culture(), viewer=viewer or head(), on=living.TODAY)


def back(data: bytes, plan: Plan) -> Difference:
    """The sheet read back."""
    return round_trip.read_back(data, plan=plan, unit=culture(), viewer=head(), on=living.TODAY)


def opened(data: bytes) -> Worksheet:
    """The sheet as Excel has it."""
    page = openpyxl.load_workbook(BytesIO(data)).active
    assert isinstance(page, Worksheet)
    return page


def places(page: Worksheet) -> tuple[int, dict[str, int], dict[str, int]]:
    """The head's row, the columns by head, the rows by content."""
    top = next(line[0].row for line in page.iter_rows() if line[0].value == "STT")
    columns = {str(cell.value): cell.column for cell in page[top]}
    rows = {str(page.cell(at, 2).value): at for at in range(top + 1, page.max_row + 1)}
    return top, columns, rows


def saved(page: Worksheet) -> bytes:
    """The workbook of a page as a file."""
    out = BytesIO()
    assert page.parent is not None
    page.parent.save(out)
    return out.getvalue()


def edited(data: bytes, edit: Edit) -> bytes:
    """The sheet with values put under heads in the rows of contents."""
    page = opened(data)
    _, columns, rows = places(page)
    for (content, title), value in edit.items():
        page.cell(rows[content], columns[title]).value = value
    return saved(page)


def of(content: str, values: dict[str, Any]) -> Edit:
    """Values under heads in one row."""
    return {(content, title): value for title, value in values.items()}


def shown(difference: Difference) -> list[tuple[str, str, str, str]]:
    """The difference in short."""
    return [(each.occurrence.task.content, each.field, each.was, each.now) for each in difference.rows]


def said(difference: Difference) -> list[tuple[int, str, str]]:
    """Where the faults are, and the values there."""
    return [(fault.row, fault.column, fault.value) for fault in difference.faults]


def everything() -> list[Any]:
    """All that a sheet could change."""
    kinds = (Occurrence, Report, Explanation, Decision, Line)
    return [sorted(map(str, kind.objects.values_list())) for kind in kinds]  # type: ignore[attr-defined]
