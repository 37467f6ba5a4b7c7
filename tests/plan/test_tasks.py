"""Tasks of contract 4.1 from rows: units, deadlines, criteria, parts, doubts and how sure the reader is."""

from typing import Any

import pytest
from tests.plan.papers import HEAD, paper, table

from hailong.documents.anatomy import Cell, Document, Place, Row, Table
from hailong.plan.intake.reading.directory import Directory
from hailong.plan.intake.reading.tasks import (
    assignment_of,
    plan_entries,
    printed_names,
    read_tasks,
    table_doubts,
    where_printed,
)

WITH_CRITERIA = (*HEAD, "Tiêu chí")


def read(found: Table, year: int | None = 2026) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """The tasks of a table, and the code and place of every doubt."""
    rows = plan_entries(paper(found))
    directory = Directory("Sở Thủy lợi")
    directory.learn(printed_names(rows))
    tasks, doubts = read_tasks(rows, year, directory)
    return tasks, [(doubt["code"], doubt["where"]) for doubt in doubts]


def one(*texts: str, head: tuple[str, ...] = HEAD) -> dict[str, Any]:
    """The only task of a table of one row."""
    (task,), _ = read(table(head, texts))
    return task


def test_a_row_becomes_a_task_with_every_field_of_the_contract() -> None:
    assert one("1", "Lập sổ trực quầy", "Sổ trực", "Văn phòng", "Các trạm bơm", "Quý II") == {
        "section": None, "section_title": None, "ordinal": "1", "content": "Lập sổ trực quầy", "product": "Sổ trực",
        "lead": ["Văn phòng"], "coordinating": ["Các trạm bơm"], "assignment_text": "Văn phòng\nCác trạm bơm",
        "deadline": {"text": "Quý II", "kind": "quarter", "year": 2026, "quarter": 2, "due": "2026-06-30"},
        "criteria": [], "parts": [], "source": {"page": None, "line": 1}, "confidence": 0.97,
    }  # fmt: skip


def test_empty_cells_are_null_or_empty_lists() -> None:
    task = one("1", "Lập sổ", "", "", "-", "…")
    assert (task["product"], task["lead"], task["coordinating"]) == (None, [], [])
    assert (task["assignment_text"], task["deadline"]) == (None, None)


def test_a_task_without_any_unit_printed_raises_no_doubt_about_units() -> None:
    assert read(table(HEAD, ("1", "Lập sổ", "", "", "", "Quý I")))[1] == []


def test_short_and_full_names_of_one_unit_become_one() -> None:
    tasks, _ = read(
        table(
            HEAD,
            ("1", "Lập sổ", "", "Phòng QLKM", "Văn phòng", "Quý I"),
            ("2", "Trồng hoa", "", "Phòng Quản lý kênh mương", "Văn phòng Sở", "Quý I"),
        )
    )
    assert [task["lead"] for task in tasks] == [["Phòng Quản lý kênh mương"]] * 2
    assert [task["coordinating"] for task in tasks] == [["Văn phòng Sở"]] * 2
    assert tasks[0]["assignment_text"] == "Phòng QLKM\nVăn phòng"


def test_who_leads_does_not_coordinate_the_same_task() -> None:
    task = one("1", "Lập sổ", "", "Văn phòng", "Văn phòng; Trạm bơm số 3", "Quý I")
    assert task["coordinating"] == ["Trạm bơm số 3"]


def test_lead_and_coordinator_in_one_cell_are_parted() -> None:
    head = ("TT", "Nhiệm vụ", "Tiến độ", "Phân công thực hiện")
    assert one("1", "Lập sổ", "Quý I", "Văn phòng chủ trì, phối hợp với Trạm bơm số 3 lập sổ", head=head)["lead"] == [
        "Văn phòng"
    ]
    told = one("1", "Lập sổ", "", "Văn phòng chủ trì; Trạm bơm số 3 phối hợp", "", "Quý I")
    assert (told["lead"], told["coordinating"]) == (["Văn phòng"], ["Trạm bơm số 3"])


def test_further_rows_of_a_task_are_parts_with_their_own_product_and_deadline() -> None:
    tasks, _ = read(
        table(
            HEAD,
            ("1", "Khảo sát", "Phiếu hỏi", "Văn phòng", "", "Quý I"),
            ("", "người nộp hồ sơ", "Báo cáo", "", "", ""),
        )
    )
    (task,) = tasks
    assert task["content"] == "Khảo sát\nngười nộp hồ sơ"
    assert task["product"] == "Phiếu hỏi"
    assert [(part["product"], part["deadline"] and part["deadline"]["due"]) for part in task["parts"]] == [
        ("Phiếu hỏi", "2026-03-31"), ("Báo cáo", None),
    ]  # fmt: skip


def test_criteria_come_from_their_column() -> None:
    assert one("1", "v", "", "VP", "", "Quý I", "TC, HC", head=WITH_CRITERIA)["criteria"] == ["TC", "HC"]
    assert one("1", "v", "", "VP", "", "Quý I", "", head=WITH_CRITERIA)["criteria"] == []


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Tiếp cận dịch vụ", ["TC"]),
        ("Tiêu chí về thủ tục hành chính", ["HC"]),
        ("Chỉ số Tiếp cận dịch vụ", ["TC"]),
        ("Việc trong quý", []),
        ("Công khai thủ tục hành chính ở quầy và ở chợ", []),
    ],
)
def test_a_section_that_is_named_after_a_criterion_gives_it_to_its_rows(title: str, codes: list[str]) -> None:
    tasks, doubts = read(table(HEAD, ("I", title, "", "", "", ""), ("1", "v", "", "Văn phòng", "", "Quý I")))
    assert tasks[0]["criteria"] == codes
    assert doubts == []


DOUBTS = {
    ("1", "v", "", "Văn phòng", "", "Lúc nào rảnh"): [("deadline_unread", "1")],
    ("2", "v", "", "Nhóm trăng khuyết; Khối xanh", "", "Quý I"): [("unit_unknown", "2")],
    ("3", "v", "", "", "Văn phòng", "Quý I"): [("unit_unknown", "3")],
}


@pytest.mark.parametrize("texts", DOUBTS)
def test_what_is_not_understood_is_kept_as_printed_and_doubted(texts: tuple[str, ...]) -> None:
    (task,), doubts = read(table(HEAD, texts))
    assert doubts == DOUBTS[texts]
    assert task["confidence"] <= 0.5


def test_an_unknown_criterion_is_doubted() -> None:
    (task,), doubts = read(table(WITH_CRITERIA, ("1", "v", "", "Văn phòng", "", "Quý I", "Màu sắc")))
    assert (task["criteria"], doubts) == ([], [("criterion_unknown", "1")])


def test_an_unread_deadline_has_its_words_and_no_kind() -> None:
    assert one("1", "v", "", "Văn phòng", "", "Lúc nào rảnh")["deadline"] == {"text": "Lúc nào rảnh", "kind": None}


def test_a_year_left_out_is_that_of_the_last_day_beside_it_and_else_the_plans() -> None:
    head = (*HEAD, "Hạn cuối")
    assert one("1", "v", "", "VP", "", "Quý I", "31/03/2024", head=head)["deadline"]["due"] == "2024-03-31"
    assert one("1", "v", "", "VP", "", "Quý I", "", head=head)["deadline"]["due"] == "2026-03-31"


def test_the_reader_is_as_sure_of_a_task_as_of_its_least_sure_cell() -> None:
    cells = tuple(
        Cell(text, confidence=0.7 if text == "Sổ" else 1.0) for text in ("1", "v", "Sổ", "Văn phòng", "", "2026")
    )
    tasks, _ = read(Table(HEAD, (Row(cells, (Place(2, 5),)),)))
    assert tasks[0]["confidence"] <= 0.7
    assert tasks[0]["source"] == {"page": 2, "line": 5}


def test_repaired_content_is_kept_beside_the_text_as_found() -> None:
    first = Row((Cell("1"), Cell("Lập sổ", raw="L p sổ"), Cell(""), Cell("VP"), Cell(""), Cell("Quý I")))
    further = Row((Cell(""), Cell("trực quầy"), Cell("Sổ"), Cell(""), Cell(""), Cell("")))
    tasks, _ = read(Table(HEAD, (first, further)))
    assert (tasks[0]["content"], tasks[0]["content_raw"]) == ("Lập sổ\ntrực quầy", "L p sổ\ntrực quầy")


def codes(*tables: Table) -> list[tuple[str, str]]:
    """The doubts about whole tables."""
    return [(doubt["code"], doubt["where"]) for doubt in table_doubts(paper(*tables))]


def test_columns_guessed_missing_or_unknown_are_told_once_a_table() -> None:
    rows = (
        ("1", "Xếp ghế ở sảnh chờ", "Văn phòng", "Quý I/2026"),
        ("2", "Quét sân trước", "Trạm bơm số 3", "Hằng ngày"),
    )
    assert codes(table((), *rows)) == [("table_without_head", "dòng 1")]
    assert codes(table(("Cột", "Phần", "Khối", "Lúc"), *rows)) == [("table_unread", "dòng 1")]
    assert codes(table(("STT", "Nội dung", "Chủ trì", "Ghi chú"), *rows)) == [("column_missing", "dòng 1")]
    assert codes(table(("STT", "Nội dung", "Chủ trì", "Hạn"), *rows)) == []
    assert codes(table(("STT", "Tên hoa", "Màu"), ("1", "Cúc", "Vàng"), ("2", "Lan", "Trắng"))) == []


def test_a_missing_column_is_named() -> None:
    (doubt,) = table_doubts(paper(table(("Nội dung", "Sản phẩm", "Tiêu chí"), ("Lập sổ", "Sổ", "TC"))))
    assert "đơn vị chủ trì" in doubt["message"]
    assert "thời hạn" in doubt["message"]


def test_places_are_said_as_a_person_says_them() -> None:
    assert where_printed(Place(3, 12)) == "trang 3, dòng 12"
    assert where_printed(Place(None, 12)) == "dòng 12"
    assert where_printed(Place()) == "cả văn bản"


def test_names_that_are_no_units_are_not_learnt() -> None:
    rows = plan_entries(paper(table(HEAD, ("1", "v", "", "Văn phòng; Khối xanh", "", "Quý I"))))
    assert assignment_of(rows[0]).lead == ("Văn phòng", "Khối xanh")
    assert printed_names(rows) == ["Văn phòng"]


def test_a_document_without_plan_tables_has_no_tasks() -> None:
    assert plan_entries(Document("x", "text", ())) == []
