"""The sheet that goes out."""

from datetime import date
from typing import Final

from hailong.agency.models import Unit
from hailong.agency.people.rights import Forbidden, Viewer
from hailong.clock.period import containing
from hailong.documents.write.form import Column, Form, Line, form
from hailong.lexicon.dates import format_date
from hailong.plan.models import Plan
from hailong.plan.round_trip import keys
from hailong.plan.round_trip.entries import DONE, FIELDS, LOCKED, Entry, entries

KEY_HEAD: Final = "Mã dòng"
"""The head of the hidden column."""

_WIDTHS: Final = (7, 38, 20, 10, 20, 18)
_FILL: Final = {
    "text": Column(FIELDS["text"], 40, hint="Đã làm gì, kết quả ra sao, số liệu chính."),
    "product": Column(FIELDS["product"], 22, hint="Tên sản phẩm; số, ngày văn bản."),
    "link": Column(FIELDS["link"], 22, hint="Địa chỉ trang web, bắt đầu bằng https://"),
    "obstacle": Column(FIELDS["obstacle"], 24, hint="Để trống nếu không có."),
    "finishes": Column(FIELDS["finishes"], 12, (DONE, "Có"), "Ghi x hoặc Có nếu đã xong; để trống nếu chưa."),
    "cause": Column(FIELDS["cause"], 24, hint="Chỉ điền khi đã quá hạn."),
    "remedy": Column(FIELDS["remedy"], 24, hint="Chỉ điền khi đã quá hạn."),
    "responsible": Column(FIELDS["responsible"], 20, hint="Họ tên, chức vụ. Chỉ điền khi đã quá hạn."),
    "by_when": Column(FIELDS["by_when"], 14, hint="Ngày/tháng/năm, ví dụ 05/07/2025. Chỉ điền khi đã quá hạn."),
}


def progress_workbook(plan: Plan, unit: Unit, *, viewer: Viewer, on: date) -> bytes:
    """The unit's sheet as XLSX: what is due up to the end of the quarter, and what is open later.

    Forbidden for who may not see the unit's reports, for they stand in it.
    """
    if not viewer.may("report.see", unit.path):
        raise Forbidden("report.see")
    found = entries(plan, unit, on, until=containing("quarter", on).end)
    columns = [Column(head, width) for head, width in zip(LOCKED, _WIDTHS, strict=True)]
    return form(
        Form(
            name="Tiến độ",
            titles=(
                "BÁO CÁO KẾT QUẢ THỰC HIỆN KẾ HOẠCH",
                f"Kế hoạch: {plan} - {plan.title} (mã {plan.code})",
                f"Đơn vị: {unit.name} (mã {unit.code})",
                f"Tính đến ngày: {format_date(on)}",
                "Chỉ điền các ô trắng; không đổi ô xám, không thêm dòng. Dòng nào không có gì mới thì để nguyên.",
            ),
            columns=[*columns, *_FILL.values()],
            lines=[_line(plan, unit, each) for each in found],
            key_head=KEY_HEAD,
            mark=keys.mark(plan.pk, unit.pk),
        )
    )


def _line(plan: Plan, unit: Unit, entry: Entry) -> Line:
    opened = frozenset(len(LOCKED) + at for at, name in enumerate(FIELDS) if name in entry.open)
    texts = (*entry.locked, *(entry.current[name] for name in FIELDS))
    return Line(texts, opened, keys.key(plan.pk, unit.pk, entry.occurrence.pk, texts))
