"""A plan read whole: the shape of contract 4.1 for any document, sure of nothing it has not read."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plan.papers import HEAD, paper, plan, table
from tests.plan.shapes import problems

from hailong.documents.anatomy import Cell, Document, Note, Paragraph, Place, Row, Table, Unreadable
from hailong.plan.intake.listing import public
from hailong.plan.intake.reading.assemble import assemble, read_plan

FROZEN = Path(__file__).parent / "frozen"
BODY = """I. MỤC TIÊU
1. Ít nhất 92% người dân hài lòng với việc đón tiếp.
II. VIỆC
1. Văn phòng Sở phát ít nhất 60 phiếu hỏi mỗi quý.
2. Trạm bơm số 3 trả lời thư không quá 8 giờ làm việc kể từ khi nhận."""


def test_an_empty_document_gives_every_key_and_nothing_in_it() -> None:
    reading = public(assemble(Document("giay.docx", "docx", ()), "thư mục/giấy.docx"))
    assert problems(reading) == []
    assert reading["document"]["file"] == "thư mục/giấy.docx"
    assert not any(reading[key] for key in reading if key != "document")


def test_head_body_and_table_come_together_under_one_year_and_one_set_of_names() -> None:
    rows = (
        ("1", "Lập sổ trực", "Sổ", "VP", "Trạm bơm số 3", "Quý I"),
        ("2", "Trồng hoa", "", "Văn phòng Sở", "", "nt"),
    )
    reading = public(assemble(plan(BODY, "PHỤ LỤC", table(HEAD, *rows)), "giấy.docx"))
    assert problems(reading) == []
    assert [task["lead"] for task in reading["tasks"]] == [["Văn phòng Sở"], ["Văn phòng Sở"]]
    assert [task["deadline"]["due"] for task in reading["tasks"]] == ["2026-03-31", "2026-03-31"]
    assert [(duty["where"], duty["lead"]) for duty in reading["duties"]] == [
        ("II.1", ["Văn phòng Sở"]), ("II.2", ["Trạm bơm số 3"]),
    ]  # fmt: skip
    (target,) = reading["targets"]
    assert (target["operator"], target["value"], target["where"], target["year"]) == (">=", 92, "I.1", 2026)
    assert [(quota["value"], quota["per"]) for quota in reading["quotas"]] == [(60, "quarter")]
    assert [(limit["value"], limit["unit"]) for limit in reading["time_limits"]] == [(8, "working_hours")]


def test_figures_inside_the_cells_of_tasks_count_too() -> None:
    found = table(HEAD, ("4", "Trả lời thư không quá 5 ngày làm việc", "", "Văn phòng", "", "Thường xuyên"))
    (limit,) = assemble(paper(found), "x")["time_limits"]
    assert (limit["where"], limit["value"]) == ("PL.4", 5)


def test_what_the_reader_of_the_file_noted_is_a_warning_with_its_place() -> None:
    document = Document("x", "text", (), notes=(Note("letters_lost", "Mất chữ.", Place(2, 9)),))
    assert assemble(document, "x")["warnings"] == [
        {"code": "letters_lost", "message": "Mất chữ.", "where": "trang 2, dòng 9"}
    ]


def test_doubts_about_tables_numbers_and_an_absent_annex_are_among_the_warnings() -> None:
    def codes(document: Document) -> list[str]:
        return [doubt["code"] for doubt in assemble(document, "x")["warnings"]]

    rows = (("1", "Lập sổ", "", "Văn phòng", "", "Quý I/2026"), ("3", "Trồng hoa", "", "Văn phòng", "", "Quý I/2026"))
    assert codes(paper(table(HEAD, *rows))) == ["ordinal_gap"]
    assert codes(paper(table((), *rows))) == ["table_without_head", "ordinal_gap"]
    assert codes(paper("I. VIỆC\n1. Việc\n1. Chi tiết tại phụ lục kèm theo")) == ["ordinal_repeat", "annex_missing"]


def test_the_printed_source_stands_under_a_private_key_line_by_line() -> None:
    mended = Row((Cell("1"), Cell("Lập sổ", raw="L p sổ")), (Place(2, 4),))
    document = Document(
        "x", "pdf", (Paragraph("KẾ HOẠCH", Place(1, 1), raw="K HOẠCH"), Table(("STT", "Việc"), (mended,), Place(2, 3)))
    )
    assert assemble(document, "x")["_source"] == [
        {"page": 1, "line": 1, "text": "KẾ HOẠCH", "raw": "K HOẠCH"},
        {"page": 2, "line": 3, "text": "STT | Việc", "raw": None},
        {"page": 2, "line": 4, "text": "1 | Lập sổ", "raw": "1 | L p sổ"},
    ]


def test_what_is_no_document_is_refused_with_a_message_and_a_cure() -> None:
    with pytest.raises(Unreadable, match="trống") as refused:
        read_plan(b"", "rỗng.docx")
    assert refused.value.cure


@pytest.mark.parametrize(
    "path", sorted(path.with_suffix("") for path in FROZEN.glob("*.*.json")), ids=lambda path: path.name
)
def test_every_frozen_document_reads_into_the_shape_of_the_contract(path: Path) -> None:
    told: list[tuple[int, int]] = []
    reading = read_plan(path.read_bytes(), path.name, lambda done, total: told.append((done, total)))
    assert problems(public(reading)) == []
    assert all(0 <= done <= total for done, total in told)


WORDS = st.sampled_from(
    [
        *[
            "Văn phòng",
            "Phòng Kênh mương",
            "các trạm bơm",
            "chủ trì",
            "phối hợp với",
            "lập sổ",
            "Trồng hoa",
            "theo",
            ",",
        ],
        *["Quý I/2026", "Thường xuyên", "trước ngày 30/4/2026", "Tiếp cận dịch vụ", "TC", "nt", "-", ";", "Tổng cộng"],
        *["I.", "II", "1.", "2)", "a)", "(1)", "Điều 1.", "Phụ lục", "KẾ HOẠCH", "Nơi nhận:", "Số: 1/KH-STL", "92%"],
        *["ít nhất", "60 phiếu", "mỗi quý", "8 giờ làm việc", "PAR INDEX", "88,4 điểm", "GIÁM ĐỐC", "năm 2026", "\n"],
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=8).map(" ".join), st.text(max_size=30))
HEADS = st.sampled_from(
    [*HEAD, "Mục", "Tên mục", "Loại", "Hạn cuối", "Tiêu chí", "Phân công", "TC", "SIPAS", "", "Tệp"]
)
PLACES = st.builds(Place, st.none() | st.integers(1, 9), st.none() | st.integers(1, 999))
CELLS = st.builds(Cell, TEXTS, st.none() | TEXTS, st.floats(0, 1))
ROWS = st.builds(Row, st.lists(CELLS, min_size=1, max_size=8).map(tuple), st.tuples(PLACES), st.booleans())
TABLES = st.builds(Table, st.lists(HEADS, max_size=8).map(tuple), st.lists(ROWS, max_size=6).map(tuple), PLACES)
BLOCKS = st.lists(st.one_of(st.builds(Paragraph, TEXTS, PLACES, st.none() | TEXTS), TABLES), max_size=8)


@settings(max_examples=60, deadline=None)
@given(BLOCKS)
def test_any_paragraphs_and_tables_give_the_shape_of_the_contract(blocks: list[Any]) -> None:
    assert problems(public(assemble(Document("x", "docx", tuple(blocks)), "x"))) == []
