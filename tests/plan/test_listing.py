"""A reading as rows for people."""

from tests.plan.papers import HEAD, plan, table

from hailong.plan.intake.listing import COLUMNS, deadline_text, due_text, public, rows, summary
from hailong.plan.intake.reading.assemble import assemble

READING = assemble(
    plan(
        "II. VIỆC\n1. Văn phòng Sở lập sổ theo dõi phiếu hẹn trước ngày 30/4/2026.",
        "PHỤ LỤC",
        table(
            HEAD,
            ("I", "Tiếp cận dịch vụ", "", "", "", ""),
            ("1", "Hỏi ý kiến", "Phiếu hỏi", "Văn phòng Sở", "Các trạm bơm", "Quý I"),
            ("", "", "Báo cáo", "", "", "Thường xuyên"),
            ("2", "Trồng hoa", "", "Trạm bơm số 3; Trạm bơm số 4", "", ""),
        ),
    ),
    "giấy.docx",
)
FAILED = {"document": {"file": "hỏng.pdf"}, "error": "Tệp trống (0 byte). Hãy chép lại."}


def test_tasks_stand_before_duties_one_row_a_printed_row_with_the_file_first() -> None:
    assert rows([READING]) == [
        ("giấy.docx", "Nhiệm vụ", "I", "Tiếp cận dịch vụ", "1", "Hỏi ý kiến", "Phiếu hỏi", "Văn phòng Sở",
         "Các trạm bơm", "Quý I", "31/03/2026", "TC", None, 2, 0.97),
        ("giấy.docx", "Nhiệm vụ", "I", "Tiếp cận dịch vụ", None, None, "Báo cáo", "",
         "", "Thường xuyên", "", "", None, 2, 0.97),
        ("giấy.docx", "Nhiệm vụ", "I", "Tiếp cận dịch vụ", "2", "Trồng hoa", None, "Trạm bơm số 3; Trạm bơm số 4",
         "", "", "", "TC", None, 4, 1.0),
        ("giấy.docx", "Trách nhiệm", "II.1", None, None,
         "Văn phòng Sở lập sổ theo dõi phiếu hẹn trước ngày 30/4/2026.", None, "Văn phòng Sở",
         "", "trước ngày 30/4/2026", "30/04/2026", "", None, 8, 0.9),
    ]  # fmt: skip
    assert {len(row) for row in rows([READING])} == {len(COLUMNS)}


def test_a_file_that_could_not_be_read_gives_no_row_and_a_line_of_its_own_in_the_summary() -> None:
    assert rows([FAILED]) == []
    assert summary([READING, FAILED]) == [
        "giấy.docx: 2 nhiệm vụ, 1 trách nhiệm, 0 chỉ tiêu, 0 điểm cần xem lại",
        "hỏng.pdf: Tệp trống (0 byte). Hãy chép lại.",
    ]


def test_deadlines_are_shown_in_the_plans_words_and_their_last_day_as_the_country_writes_it() -> None:
    assert deadline_text(None) == due_text(None) == ""
    assert due_text({"text": "Thường xuyên", "kind": "recurring", "freq": "continuous"}) == ""
    assert due_text({"text": "Quý I", "kind": "quarter", "due": "2026-03-31"}) == "31/03/2026"
    assert due_text({"text": "Quý I", "kind": "quarter", "due": None}) == ""


def test_private_keys_do_not_go_out() -> None:
    assert set(READING) - set(public(READING)) == {"_source"}
    assert "_source" in READING
