"""What is taken away reads back: JSON, CSV, workbook and DOCX."""

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.plan.papers import HEAD, paper, plan, table

from hailong.documents.anatomy import Table
from hailong.plan.intake.annex import PROGRESS_HEAD, annex_docx
from hailong.plan.intake.export import MEDIA_TYPES, csv_bytes, export, xlsx_bytes
from hailong.plan.intake.listing import COLUMNS, public
from hailong.plan.intake.reading.assemble import assemble, read_plan

KEPT = (
    "section",
    "section_title",
    "ordinal",
    "content",
    "product",
    "lead",
    "coordinating",
    "deadline",
    "criteria",
    "parts",
)
ROWS = (
    ("I", "Tiếp cận dịch vụ", "", "", "", ""),
    ("1", "Hỏi ý kiến", "Phiếu hỏi", "Văn phòng Sở", "Các phòng, trạm; UBND xã Ao Sen", "Quý I"),
    ("", "", "Báo cáo", "", "", "Thường xuyên"),
    ("2", "Trồng hoa; tưới hoa", "- Hoa\n- Chậu", "Phòng Kênh mương, Đập và Hồ", "", "Trước ngày 30/4"),
    ("II", "VIỆC KHÁC", "", "", "", ""),
    ("1", "=SUM(A1) không phải công thức", "", "Trạm bơm số 3", "", "Khi có mưa"),
    ("2", "- Quét sân", "+ Sân sạch", "Trạm bơm số 3", "Văn phòng Sở", ""),
)
BODY = """Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh;
I. MỤC TIÊU
1. Ít nhất 92,5% người dân hài lòng với việc đón tiếp.
II. VIỆC
1. Văn phòng Sở lập sổ theo dõi phiếu hẹn trước ngày 30/4/2026."""
READING = assemble(plan(BODY, "PHỤ LỤC", table(HEAD, *ROWS)), "giấy.docx")


def again(reading: dict[str, Any], kind: Any) -> dict[str, Any]:
    """The reading of what was taken away from a reading."""
    return read_plan(export(reading, kind), f"lại.{kind}")


def kept(reading: dict[str, Any]) -> list[dict[str, Any]]:
    """What of the tasks must come back."""
    return [{key: task[key] for key in KEPT} for task in reading["tasks"]]


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv"])
def test_tasks_come_back_as_they_were(kind: str) -> None:
    assert len(READING["tasks"]) == 4
    assert kept(again(READING, kind)) == kept(READING)


def test_cells_of_several_lines_and_many_commas_come_back_from_csv() -> None:
    work = ("Lập sổ, dán giá\nvà quét, lau", "Sổ, bìa\nThư", "Văn phòng, Trạm bơm", "", "Quý I/2026")
    rows = [(str(number), *work) for number in range(1, 6)]
    reading = assemble(paper(table(HEAD, *rows)), "a.docx")
    assert kept(again(reading, "csv")) == kept(reading)


def test_json_is_the_reading_without_its_private_keys() -> None:
    assert json.loads(export(READING, "json")) == [public(READING)]


def test_a_docx_carries_head_foot_and_targets_too() -> None:
    back = again(READING, "docx")
    assert {**back["document"], "file": "giấy.docx"} == READING["document"]
    assert [(t["operator"], t["value"], t["unit"]) for t in back["targets"]] == [(">=", 92.5, "%")]


def test_a_docx_carries_its_duties_in_the_body() -> None:
    (duty,) = again(READING, "docx")["duties"]
    assert (duty["content"], duty["lead"]) == (
        "Văn phòng Sở lập sổ theo dõi phiếu hẹn trước ngày 30/4/2026.",
        ["Văn phòng Sở"],
    )


def test_what_a_decision_issues_keeps_its_own_title_and_gives_the_year() -> None:
    issued = {"type": "Quyết định", "attached": {"type": "Kế hoạch", "title": "Trồng hoa năm 2027"}, "year": 2027}
    decision = {**READING, "document": {**READING["document"], **issued, "title": "Ban hành Kế hoạch trồng hoa"}}
    back = again(decision, "docx")["document"]
    assert {key: back[key] for key in (*issued, "title")} == {**issued, "title": "Ban hành Kế hoạch trồng hoa"}


def test_a_year_that_no_title_tells_is_written_behind_the_title() -> None:
    head = {**READING["document"], "year": 2028}
    assert again({**READING, "document": head}, "docx")["document"]["year"] == 2028


def test_columns_of_progress_are_no_part_of_the_plan() -> None:
    """Not even where they name a unit more fully than the plan does, many times over."""
    office = {**READING["tasks"][0], "lead": ["Văn phòng"], "coordinating": []}
    reading = {**READING, "tasks": [office], "duties": []}
    told = [("Đã nghiệm thu 1/2; quá hạn 1", "Ngày 05/5/2026: Văn phòng Sở báo, Văn phòng Sở ghi\nvà Văn phòng Sở dán")]
    assert kept(read_plan(annex_docx(reading, told), "x.docx")) == kept(reading)
    assert PROGRESS_HEAD == ("Tình hình thực hiện", "Kết quả gần nhất")


@pytest.mark.parametrize("kind", MEDIA_TYPES)
def test_a_document_without_tasks_head_or_title_is_taken_away_without_fault(kind: Any) -> None:
    bare = assemble(paper(""), "trống.docx")
    back = export(bare, kind)
    assert json.loads(back) == [public(bare)] if kind == "json" else not read_plan(back, f"x.{kind}")["tasks"]


def test_duties_in_a_table_taken_away_do_not_become_tasks() -> None:
    only_duties = assemble(plan(BODY), "x")
    assert only_duties["duties"]
    for kind in ("csv", "xlsx"):
        assert again(only_duties, kind)["tasks"] == []


def test_a_csv_opens_in_vietnamese_excel() -> None:
    data = csv_bytes([READING])
    assert data.startswith(b"\xef\xbb\xbf")
    first, *_ = data.decode("utf-8-sig").split("\r\n")
    assert first == ";".join(COLUMNS)
    assert "\r\ngiấy.docx;Nhiệm vụ;II;VIỆC KHÁC;1;'=SUM(A1)" in data.decode("utf-8-sig")
    assert ";0,97\r\n" in data.decode("utf-8-sig")


def test_a_workbook_has_a_sheet_for_tasks_figures_scores_and_doubts_and_none_for_what_is_empty() -> None:
    scores = table(("Đơn vị", "TC", "HC", "PV", "SIPAS"), ("Xã Ao Sen", "80", "82", "84", "82"))
    doubtful = table(HEAD, ("1", "Lập sổ", "", "Khối xanh", "", "Lúc rảnh"))
    full = assemble(plan(BODY, "Bảng điểm năm 2025", scores, "PHỤ LỤC", doubtful), "a.docx")
    book = load_workbook(BytesIO(xlsx_bytes([full, {"document": {"file": "hỏng.pdf"}, "error": "Hỏng."}])))
    assert book.sheetnames == ["Nhiệm vụ", "Chỉ tiêu", "Bảng điểm", "Cần xem lại"]
    assert [cell.value for cell in book["Bảng điểm"][1]] == ["Đơn vị", "Năm", "TC", "HC", "PV", "SIPAS", "Tăng/giảm"]
    assert [cell.value for cell in book["Bảng điểm"][2]] == ["Xã Ao Sen", 2025, 80, 82, 84, 82, None]
    assert [cell.value for cell in book["Chỉ tiêu"][2]][4:7] == [">=", 92.5, "%"]
    assert {row[3].value for row in book["Cần xem lại"].iter_rows(min_row=2)} == {"unit_unknown", "deadline_unread"}
    assert load_workbook(BytesIO(xlsx_bytes([assemble(paper(""), "x")]))).sheetnames == ["Nhiệm vụ"]


def test_two_readings_of_the_same_name_share_one_workbook() -> None:
    scores = table(("Đơn vị", "TC", "HC", "PV", "SIPAS"), ("Xã Ao Sen", "80", "82", "84", "82"))
    both = [assemble(paper(scores), "a.docx"), assemble(paper(scores), "a.docx")]
    assert len(load_workbook(BytesIO(xlsx_bytes(both))).sheetnames) == 3


NAMES = [
    "Văn phòng Sở",
    "Phòng Kênh mương, Đập và Hồ",
    "Trạm bơm số 3",
    "UBND các xã, phường",
    "Công an xã",
    "Thanh tra Sở",
]
TIMES = ["Quý I", "Quý II/2027", "Tháng 5", "Thường xuyên", "Trước ngày 30/4", "Khi có mưa", "Hằng quý", "", "Lúc rảnh"]
WORK = ["Lập sổ", "Trồng hoa; tưới cây", "- Quét sân\n- Lau bàn", "Dán giá 5.000 đồng", "Hỏi thăm, xin lỗi người chờ"]
UNITS = st.lists(st.sampled_from(NAMES), unique=True, max_size=3).map("; ".join)
TASK = st.tuples(
    st.sampled_from(WORK), st.sampled_from(["", "Sổ", "Báo cáo\nBiên bản"]), UNITS, UNITS, st.sampled_from(TIMES)
)
SECTION = st.sampled_from(["", "Tiếp cận dịch vụ", "VIỆC KHÁC", "Thủ tục hành chính"])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """An annex: sections with Roman numerals, tasks numbered within them, some with a further product."""
    rows: list[tuple[str, ...]] = []
    for number, (title, tasks) in enumerate(
        draw(st.lists(st.tuples(SECTION, st.lists(TASK, min_size=1, max_size=3)), max_size=3))
    ):
        rows += [(("I", "II", "III")[number], title, "", "", "", "")] if title else []
        for ordinal, task in enumerate(tasks, 1):
            rows.append((str(ordinal), *task))
            further = draw(st.booleans())
            rows += [("", "", "Thư cảm ơn", "", "", draw(st.sampled_from(TIMES)))] if further else []
    return table(HEAD, *rows)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.sampled_from(["docx", "xlsx", "csv"]))
def test_any_plan_comes_back_as_it_was(annex: Table, kind: str) -> None:
    reading = assemble(plan("PHỤ LỤC", annex), "giấy.docx")
    assert kept(again(reading, kind)) == kept(reading)
