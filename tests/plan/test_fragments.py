"""Plans as offices really lay them out, from Word files: odd heads, odd numbers, sums, times as crosses, no numbers."""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.documents.office_samples import docx_file
from tests.plan.papers import LETTERHEAD

from hailong.plan.intake.reading.assemble import read_plan

Cells = Sequence[Sequence[str]]
Task = tuple[str | None, str | None, str, list[str], list[str], str | None]


def told(*parts: str | Cells) -> dict[str, Any]:
    """The reading of a Word file with a letterhead above these paragraphs and tables."""
    return read_plan(docx_file(*LETTERHEAD, *parts), "giấy.docx")


def tasks(*parts: str | Cells) -> list[Task]:
    """Section, number, content, units and last day (or kind) of every task."""
    return [
        (
            task["section"], task["ordinal"], task["content"], task["lead"], task["coordinating"],
            task["deadline"] and (task["deadline"].get("due") or task["deadline"]["kind"]),
        )
        for task in told(*parts)["tasks"]
    ]  # fmt: skip


OFFICE, PUMP = ["Văn phòng"], ["Trạm bơm số 3"]
FRAGMENTS: dict[str, tuple[Cells, list[Task]]] = {
    "no numbers, plain words, people": (
        (
            ("Nội dung công việc", "Người chịu trách nhiệm", "Hạn"),
            ("Lập sổ trực", "Phó Giám đốc phụ trách thủy nông", "15/3/2026"),
            ("Dán sơ đồ", "Trưởng phòng Tổ chức; đồng chí Sậy", "Quý II"),
            ("Gọi hỏi thăm", "Chuyên viên ở quầy", "Hằng ngày"),
        ),
        [
            (None, None, "Lập sổ trực", ["Phó Giám đốc phụ trách thủy nông"], [], "2026-03-15"),
            (None, None, "Dán sơ đồ", ["Trưởng phòng Tổ chức", "đồng chí Sậy"], [], "2026-06-30"),
            (None, None, "Gọi hỏi thăm", ["Chuyên viên ở quầy"], [], "recurring"),
        ],
    ),
    "money and a sum": (
        (
            ("STT", "Nhiệm vụ", "Chủ trì", "Thời gian", "Kinh phí (triệu đồng)"),
            ("1", "Mua ghế", "Văn phòng", "Tháng 4/2026", "45"),
            ("2", "Sửa mái", "Trạm bơm số 3", "Quý III", "120"),
            ("", "Tổng cộng", "", "", "165"),
        ),
        [
            (None, "1", "Mua ghế", OFFICE, [], "2026-04-30"),
            (None, "2", "Sửa mái", PUMP, [], "2026-09-30"),
        ],
    ),
    "sections typed into the content, numbers too": (
        (
            ("Nội dung", "Đơn vị thực hiện", "Thời gian hoàn thành"),
            ("A. TIẾP CẬN", "", ""),
            ("1. Dán sơ đồ", "Văn phòng", "Quý I/2026"),
            ("B. Thái độ", "", ""),
            ("1. Tập huấn", "Trạm bơm số 3", "Thường xuyên"),
        ),
        [
            ("A", "1", "Dán sơ đồ", OFFICE, [], "2026-03-31"),
            ("B", "1", "Tập huấn", PUMP, [], "recurring"),
        ],
    ),
    "Roman numbers that are tasks": (
        (
            ("STT", "Nội dung", "Chủ trì", "Thời gian"),
            ("I", "Dán sơ đồ", "Văn phòng", "Quý I/2026"),
            ("II", "Trồng hoa", "Trạm bơm số 3", "Quý IV/2026"),
        ),
        [
            (None, "I", "Dán sơ đồ", OFFICE, [], "2026-03-31"),
            (None, "II", "Trồng hoa", PUMP, [], "2026-12-31"),
        ],
    ),
    "who does what in one cell": (
        (
            ("STT", "Nội dung", "Đơn vị thực hiện", "Thời gian"),
            ("1)", "v", "Văn phòng (chủ trì); các phòng (phối hợp)", "Quý I"),
            ("02", "v", "- Văn phòng: chủ trì\n- Trạm bơm số 3: phối hợp", "Quý I"),
            ("(3)", "v", "Giám đốc giao Văn phòng chủ trì", "Quý I"),
            ("4.", "v", "Văn phòng/Trạm bơm số 3", "nt"),
        ),
        [
            (None, "1", "v", OFFICE, ["các phòng"], "2026-03-31"),
            (None, "02", "v", OFFICE, PUMP, "2026-03-31"),
            (None, "3", "v", OFFICE, [], "2026-03-31"),
            (None, "4", "v", OFFICE + PUMP, [], "2026-03-31"),
        ],
    ),
    "beginning and end, the end counts": (
        (
            ("STT", "Nội dung", "Chủ trì", "Bắt đầu", "Kết thúc"),
            ("1", "Dán sơ đồ", "Văn phòng", "01/02/2026", "30/4/2026"),
        ),
        [(None, "1", "Dán sơ đồ", OFFICE, [], "2026-04-30")],
    ),
    "English heads": (
        (
            ("No.", "Task", "Output", "PIC", "Support", "Deadline"),
            ("1", "Dán sơ đồ", "Sơ đồ", "Văn phòng", "Trạm bơm số 3", "30/4/2026"),
        ),
        [(None, "1", "Dán sơ đồ", OFFICE, PUMP, "2026-04-30")],
    ),
    "a criterion and what to do about it": (
        (
            ("TT", "Tiêu chí", "Giải pháp", "Đơn vị thực hiện", "Thời gian"),
            ("1", "Tiếp cận dịch vụ", "Dán sơ đồ", "Văn phòng", "Quý I"),
        ),
        [(None, "1", "Dán sơ đồ", OFFICE, [], "2026-03-31")],
    ),
    "no head at all": (
        (
            ("1", "Dán sơ đồ đường đi ở cổng và các ngã tư", "Văn phòng", "Trạm bơm số 3", "Quý I/2026"),
            ("2", "Mở quầy tiếp người nộp hồ sơ sáng thứ bảy", "Trạm bơm số 3", "", "Thường xuyên"),
        ),
        [
            (None, "1", "Dán sơ đồ đường đi ở cổng và các ngã tư", OFFICE, PUMP, "2026-03-31"),
            (None, "2", "Mở quầy tiếp người nộp hồ sơ sáng thứ bảy", PUMP, [], "recurring"),
        ],
    ),
    "in capitals": (
        (
            ("STT", "NỘI DUNG", "ĐƠN VỊ CHỦ TRÌ", "ĐƠN VỊ PHỐI HỢP", "THỜI GIAN"),
            ("1", "DÁN SƠ ĐỒ", "VĂN PHÒNG", "TRẠM BƠM, CÔNG AN XÃ", "QUÝ I/2026"),
        ),
        [(None, "1", "DÁN SƠ ĐỒ", ["VĂN PHÒNG"], ["TRẠM BƠM", "CÔNG AN XÃ"], "2026-03-31")],
    ),
}


@pytest.mark.parametrize("shape", FRAGMENTS)
def test_a_plan_of_this_shape_reads_as_a_person_reads_it(shape: str) -> None:
    cells, expected = FRAGMENTS[shape]
    assert tasks(cells) == expected


HEAD = ("STT", "Nội dung", "Đơn vị chủ trì", "Thời gian")


def test_one_table_in_two_pieces_and_two_annexes_with_tables_of_their_own_are_told_apart() -> None:
    first, second = (HEAD, ("1", "Dán sơ đồ", "Văn phòng", "Quý I")), (HEAD, ("2", "Trồng hoa", "Văn phòng", "Quý II"))
    other = (("TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"), ("1", "Quét sân", "UBND xã Ao Sen", "30/6/2026"))
    reading = told("PHỤ LỤC I", first, "Tiếp theo", second, "PHỤ LỤC II", other)
    assert [(task["ordinal"], task["content"]) for task in reading["tasks"]] == [
        ("1", "Dán sơ đồ"), ("2", "Trồng hoa"), ("1", "Quét sân"),
    ]  # fmt: skip
    assert reading["warnings"] == []


NO_PLANS: dict[str, Cells] = {
    "contents": (("Chương", "Tên chương", "Trang"), ("1", "Mở đầu", "3"), ("2", "Việc", "8")),
    "procedures": (("STT", "Tên thủ tục", "Thời hạn giải quyết", "Lệ phí"), ("1", "Cấp phép bơm", "05 ngày", "Không")),
    "people": (("STT", "Họ và tên", "Chức vụ", "Nhiệm vụ"), ("1", "Lò Văn Sậy", "Trưởng ban", "Chỉ đạo chung")),
    "counts": (("STT", "Đơn vị", "Số hồ sơ", "Đúng hạn", "Trễ hạn"), ("1", "Văn phòng", "30", "28", "2")),
    "scores": (
        ("STT", "Đơn vị", "Tiếp cận dịch vụ", "Thủ tục hành chính", "Sự phục vụ của công chức", "Xếp hạng"),
        ("1", "Xã Ao Sen", "80,1", "82", "79,5", "2"),
        ("2", "Xã Bến Tre", "70,1", "72", "79,5", "3"),
    ),
    "signatures": (("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"), ("Trần Lúa", "Đỗ Khoai")),
    "nothing": (("", ""), ("", "")),
}


@pytest.mark.parametrize("kind", NO_PLANS)
def test_tables_that_give_no_work_hold_no_tasks(kind: str) -> None:
    assert tasks(NO_PLANS[kind]) == []


def test_a_plan_without_times_is_read_and_its_missing_column_is_told() -> None:
    reading = told((("STT", "Nội dung", "Chủ trì", "Ghi chú"), ("1", "Dán sơ đồ", "Văn phòng", "Gấp")))
    assert [(task["content"], task["deadline"]) for task in reading["tasks"]] == [("Dán sơ đồ", None)]
    assert reading["tasks"][0]["confidence"] < 0.7
    assert [doubt["code"] for doubt in reading["warnings"]] == ["column_missing"]
