"""Ways of writing plans met in agencies' papers of every level: words here are invented."""

from datetime import date
from typing import Any

import pytest

from hailong.clock.phrases import read_deadline
from hailong.documents.anatomy import Cell, Document, Paragraph, Row, Table
from hailong.plan.intake.reading.amounts import quotas, targets, time_limits
from hailong.plan.intake.reading.assignment import read_assignment
from hailong.plan.intake.reading.columns import role_of
from hailong.plan.intake.reading.directory import Directory
from hailong.plan.intake.reading.duties import read_duties
from hailong.plan.intake.reading.names import listed
from hailong.plan.intake.reading.outline import passages
from hailong.plan.intake.reading.target_tables import table_targets
from hailong.plan.intake.reading.tasks import assignment_of, plan_entries, read_tasks


def row(*texts: str, heading: bool = False) -> Row:
    """A row of cells."""
    return Row(tuple(map(Cell, texts)), heading=heading)


def said(text: str, year: int = 2026) -> dict[str, Any]:
    """The deadline of a cell as JSON without its text."""
    shape = read_deadline(text, year).as_json()
    shape.pop("text")
    return shape


def steps(text: str, year: int = 2026) -> list[tuple[object, object]]:
    """What each step of a cell is and when it is due."""
    return [(step.what, step.deadline.due) for step in read_deadline(text, year).milestones]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("6 tháng đầu năm và cả năm 2026", [date(2026, 6, 30), date(2026, 12, 31)]),
        ("Quý I và cả năm 2026", [date(2026, 3, 31), date(2026, 12, 31)]),
        ("02 đợt/năm", [date(2026, 6, 30), date(2026, 12, 31)]),
    ],
)
def test_a_cell_naming_a_part_and_the_whole_of_a_year_holds_two_steps(text: str, due: list[date]) -> None:
    """A year behind "cả" is a span of its own, not the year of the part before it."""
    assert [when for _, when in steps(text)] == due


@pytest.mark.parametrize(
    ("text", "freq"),
    [
        ("3 tháng/1 lần", "quarterly"),
        ("Ngày 05 tháng đầu quý sau", "quarterly"),
        ("Trước ngày 10 của tháng sau", "monthly"),
        ("01 tháng 01 lần", "monthly"),
        ("01 đợt/quý", "quarterly"),
    ],
)
def test_rhythms_of_reports_are_read(text: str, freq: str) -> None:
    """Rhythms told by months of a quarter, by rounds, or by the month after."""
    assert said(text) == {"kind": "recurring", "freq": freq}


def test_a_stretch_between_two_days_ends_on_the_second() -> None:
    """ "12/4 - 25/4/2026" holds no year 25."""
    assert said("12/4 - 25/4/2026") == {"kind": "date", "due": "2026-04-25", "before": False}


def test_a_step_that_is_only_a_verb_and_a_year_is_named_by_the_verb() -> None:
    """ "sơ kết năm 2028" beside other steps."""
    assert steps("Bộ chỉ số quý II/2027; sơ kết năm 2028; tổng kết năm 2030") == [
        ("Bộ chỉ số", date(2027, 6, 30)),
        ("sơ kết", date(2028, 12, 31)),
        ("tổng kết", date(2030, 12, 31)),
    ]


@pytest.mark.parametrize("text", ["Trong 07 ngày làm việc kể từ khi nhận đơn", "Trong ngày làm việc", "Trong 02 giờ"])
def test_a_length_of_time_waits_for_what_starts_it(text: str) -> None:
    """A limit is an event: its day is not in the calendar."""
    assert said(text)["kind"] == "event"


def test_a_day_counted_before_a_session_depends_on_it() -> None:
    """Sessions are called by others."""
    assert said("Trước kỳ họp HĐND cuối năm")["kind"] == "depends"


def test_an_open_beginning_and_an_end_of_year_are_read() -> None:
    """ "trở đi" and "từ nay đến hết năm"."""
    assert said("Từ nay đến hết năm") == {"kind": "year", "year": 2026, "due": "2026-12-31"}
    assert read_deadline("Từ tháng 3 trở đi", 2026).confidence > 0.7


def test_a_school_year_is_left_to_a_person() -> None:
    """It ends on no day of the calendar that the phrase tells."""
    assert said("Năm học 2025 - 2026") == {"kind": None}


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Văn phòng Đăng ký đất đai, Chi cục Đê điều", ("Văn phòng Đăng ký đất đai", "Chi cục Đê điều")),
        ("VP Sở, P. Quy hoạch - Kiến trúc", ("VP Sở", "P. Quy hoạch - Kiến trúc")),
        ("Sở Giáo dục và Đào tạo, cơ sở đào tạo nghề", ("Sở Giáo dục và Đào tạo", "cơ sở đào tạo nghề")),
        ("Hiệp hội Nhà thầu xây dựng tỉnh", ("Hiệp hội Nhà thầu xây dựng tỉnh",)),
        ("UBND các xã, phường, doanh nghiệp", ("UBND các xã, phường", "doanh nghiệp")),
        ("Các phòng, chi cục, đơn vị", ("Các phòng, chi cục, đơn vị",)),
        ("Công an tỉnh, BQL Khu kinh tế", ("Công an tỉnh", "BQL Khu kinh tế")),
        ("Các cơ quan là thành viên Tổ kiểm tra", ("Các cơ quan là thành viên Tổ kiểm tra",)),
        ("Đơn vị để hồ sơ quá hạn", ("Đơn vị để hồ sơ quá hạn",)),
        ("Phòng Nội vụ tham mưu, trình ký", ("Phòng Nội vụ",)),
    ],
)
def test_a_column_of_actors_lists_whole_names(cell: str, names: tuple[str, ...]) -> None:
    """Capitals with marks are capitals; what only tells which of a kind is meant belongs to the name."""
    table = Table(("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"), (row("1", "Làm bảng tin", cell, "Quý I/2026"),))
    found = plan_entries(Document("x", "docx", (table,)))
    assert assignment_of(found[0]).lead == names


def test_a_person_named_without_the_title_is_the_person_named_with_it() -> None:
    """One canonical name for both forms."""
    directory = Directory("Ủy ban nhân dân phường Bến Dừa")
    directory.learn(["Đ/c Hứa Văn Tám - Trưởng phòng Kinh tế", "Đ/c Hứa Văn Tám"])
    assert directory.canonical("Đ/c Hứa Văn Tám") == "Đ/c Hứa Văn Tám - Trưởng phòng Kinh tế"


def test_contents_of_another_index_are_no_criteria_of_satisfaction() -> None:
    """A section headed by a content of PAPI names no criterion, though the words are the same."""
    rows = (row("", "Chỉ số nội dung 5: Thủ tục hành chính công", "", "", heading=True), row("1", "A", "Sở B", "Quý I"))
    table = Table(("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"), rows)
    document = Document("x", "docx", (table,))
    tasks, _ = read_tasks(plan_entries(document), 2026, Directory())
    assert tasks[0]["criteria"] == []


@pytest.mark.parametrize(
    "head",
    ["Cơ quan, đơn vị, địa phương thực hiện", "Bộ phận thực hiện", "Phân công nhiệm vụ"],
)
def test_a_head_of_actors_and_doing_is_the_column_of_responsibility(head: str) -> None:
    """Whatever kinds of actors it lists."""
    assert role_of(head) == "responsibility"


def test_a_head_of_those_who_lead_the_doing_stays_the_leads() -> None:
    """ "chủ trì" decides."""
    assert role_of("Phòng, đơn vị chủ trì thực hiện") == "lead"


def test_a_column_of_content_blank_beside_another_titles_groups() -> None:
    """The left of two columns, printed once for several tasks, is no part of a task's words."""
    head = ("TT", "Nội dung thành phần", "Nhiệm vụ, giải pháp", "Cơ quan chủ trì", "Thời hạn")
    rows = (row("1", "Tri thức", "In tờ gấp", "Phòng A", "Quý I"), row("2", "", "Mở lớp", "Phòng B", "Quý II"))
    found = plan_entries(Document("x", "docx", (Table(head, rows),)))
    assert [entry.content for entry in found] == ["In tờ gấp", "Mở lớp"]


def test_two_columns_of_content_filled_in_every_row_are_both_kept() -> None:
    """Nothing printed is left out."""
    head = ("TT", "Nhiệm vụ", "Giải pháp", "Cơ quan chủ trì", "Thời hạn")
    rows = (row("1", "Giảm chờ", "Thêm quầy", "Phòng A", "Quý I"),)
    assert plan_entries(Document("x", "docx", (Table(head, rows),)))[0].content == "Giảm chờ\nThêm quầy"


def test_units_and_times_merged_over_several_tasks_hold_for_each() -> None:
    """A cell that reaches down gives its text to every task beside it, but not to a continuation row."""
    covered = Cell("", covered=True)
    first = row("1", "Dọn kho", "Phòng A", "Quý I/2026")
    second = Row((Cell("2"), Cell("Sơn tường"), covered, covered))
    third = Row((covered, covered, covered, Cell("Quý II/2026")))
    table = Table(("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"), (first, second, third))
    tasks, _ = read_tasks(plan_entries(Document("x", "docx", (table,))), 2026, Directory())
    assert [task["lead"] for task in tasks] == [["Phòng A"], ["Phòng A"]]
    assert [task["deadline"]["quarter"] for task in tasks] == [1, 1]
    assert [part["deadline"]["quarter"] for part in tasks[1]["parts"]] == [1, 2]


@pytest.mark.parametrize(
    ("cell", "lead", "coordinating"),
    [
        ("Phòng Nội vụ chủ trì tham mưu, các phòng, ban phối hợp", ("Phòng Nội vụ",), ("các phòng, ban",)),
        ("Đ/c Lục Văn Mười - Giám đốc Trung tâm", ("Đ/c Lục Văn Mười - Giám đốc Trung tâm",), ()),
    ],
)
def test_a_cell_of_responsibility_is_read_by_its_sentence(
    cell: str, lead: tuple[str, ...], coordinating: tuple[str, ...]
) -> None:
    """Helpers named last; a person with the title behind a dash."""
    found = read_assignment(cell)
    assert (found.lead, found.coordinating) == (lead, coordinating)


def duties(*lines: str) -> list[dict[str, Any]]:
    """The duties of a body of these paragraphs."""
    document = Document("x", "docx", tuple(Paragraph(line) for line in lines))
    return read_duties(passages(document), 2026, Directory())


def test_lines_below_a_duty_say_who_does_it_and_when() -> None:
    """A duty in the body followed by labels, each on a line or several on one."""
    first, second = duties(
        "II. NHIỆM VỤ",
        "1. Rà soát bảng niêm yết tại các thôn và trên trang thông tin điện tử.",
        "- Đơn vị chủ trì: Văn phòng xã.",
        "- Đơn vị phối hợp: Các trưởng thôn.",
        "- Thời gian hoàn thành: Quý II/2026.",
        "- Sản phẩm: Bảng niêm yết mới.",
        "2. Mở thêm quầy tiếp nhận cho người cao tuổi, người khuyết tật.",
        "- Chủ trì: Phòng Kinh tế; phối hợp: Văn phòng xã. Thời gian hoàn thành: trước ngày 15/7/2026.",
    )
    assert (first["lead"], first["coordinating"]) == (["Văn phòng xã"], ["Các trưởng thôn"])
    assert first["deadline"]["quarter"] == 2
    assert (second["lead"], second["coordinating"]) == (["Phòng Kinh tế"], ["Văn phòng xã"])
    assert (second["deadline"]["due"], second["deadline"]["before"]) == ("2026-07-15", True)


def test_a_heading_with_nothing_but_details_under_it_is_the_duty() -> None:
    """And details below several bullets hold for each of them."""
    one, two, three = duties(
        "II. NHIỆM VỤ",
        "1. Kiểm kê hồ sơ tồn đọng của năm cũ",
        "- Đơn vị thực hiện: Phòng Lưu trữ.",
        "2. Về cơ sở vật chất",
        "- Sơn lại khu vực chờ của người dân.",
        "- Thay hệ thống lấy số tự động đã hỏng.",
        "- Cơ quan chủ trì: Phòng Kế toán.",
    )
    assert one["content"] == "Kiểm kê hồ sơ tồn đọng của năm cũ"
    assert one["lead"] == ["Phòng Lưu trữ"]
    assert two["lead"] == three["lead"] == ["Phòng Kế toán"]


def test_brackets_that_close_a_duty_say_who_does_it() -> None:
    """With the time inside them before one that only counts."""
    (duty,) = duties(
        "II. NHIỆM VỤ",
        "1. Hỏi ý kiến 20 người mỗi quý (Thanh tra Sở chủ trì, phối hợp Công đoàn; hoàn thành trong quý IV/2026).",
    )
    assert (duty["lead"], duty["coordinating"]) == (["Thanh tra Sở"], ["Công đoàn"])
    assert duty["deadline"]["quarter"] == 4


def test_text_under_a_heading_that_names_units_charges_them() -> None:
    """The heading need not say "trách nhiệm"."""
    (duty,) = duties("III. TỔ CHỨC THỰC HIỆN", "3. Sở Tài chính", "Bố trí kinh phí cho các nhiệm vụ của Kế hoạch này.")
    assert duty["lead"] == ["Sở Tài chính"]


def test_a_table_of_indicators_sets_targets() -> None:
    """Its unit of measure stands in a column of its own; results of past years set none."""
    head = ("STT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2025", "Mục tiêu năm 2026", "Đơn vị theo dõi")
    rows = (
        row("1", "Chỉ số cải cách hành chính", "Điểm", "88,1", "≥ 90", "Văn phòng"),
        row("2", "Mức độ hài lòng của người dân (SIPAS)", "%", "87", "Từ 91 trở lên", "Văn phòng"),
        row("3", "Hồ sơ giải quyết đúng hạn", "", "95%", "98%", "Văn phòng"),
        row("4", "Mô hình mới", "Mô hình", "1", "2", "Văn phòng"),
    )
    document = Document("x", "docx", (Paragraph("II. MỤC TIÊU"), Table(head, rows)))
    found, doubts = table_targets(document, 2026)
    assert [(one["indicator"], one["operator"], one["value"], one["unit"], one["where"]) for one in found] == [
        ("PAR_INDEX", ">=", 90, "điểm", "II"),
        ("SIPAS", ">=", 91, "%", "II"),
        ("HS_DUNG_HAN", "=", 98, "%", "II"),
    ]
    assert {one["year"] for one in found} == {2026}
    assert doubts == []


def test_tables_of_tasks_and_of_results_set_no_targets() -> None:
    """A column of products or of points had is no aim."""
    tasks = Table(("TT", "Nội dung", "Kết quả", "Thời gian"), (row("1", "Họp", "02 cuộc", "Quý I"),))
    results = Table(("TT", "Tiêu chí", "Điểm tối đa", "Năm 2024"), (row("1", "Chỉ đạo điều hành", "9", "8,5"),))
    assert table_targets(Document("x", "docx", (tasks, results)), 2026) == ([], [])


def test_a_sentence_that_goes_on_keeps_the_indicator() -> None:
    """ "riêng lĩnh vực ..." names none of its own."""
    body = passages(Document("x", "docx", (Paragraph("Chỉ số hài lòng đạt từ 90% trở lên; riêng đất đai đạt 92%."),)))
    found, _ = targets(body, 2026)
    assert [one["indicator"] for one in found] == ["SIPAS", "SIPAS"]


def test_what_each_of_several_has_is_a_quota() -> None:
    """No period need be printed."""
    body = passages(Document("x", "docx", (Paragraph("Mỗi huyện, thị xã phát 350 phiếu cho người dân."),)))
    assert [(one["value"], one["unit"], one["per"]) for one in quotas(body)] == [(350, "phiếu", None)]


def test_what_is_counted_is_no_verb() -> None:
    """ "các tổ chức ..." goes on as a name."""
    found = read_assignment("Hội Nông dân xã và các tổ chức chính trị - xã hội giám sát việc làm của ấp.")
    assert found.lead == ("Hội Nông dân xã", "các tổ chức chính trị - xã hội")


def test_those_who_follow_an_indicator_have_no_task() -> None:
    """A table of targets names units too; it is no table of tasks."""
    head = ("STT", "Chỉ tiêu", "Mục tiêu năm 2026", "Đơn vị chủ trì theo dõi")
    table = Table(head, (row("1", "Hồ sơ đúng hạn", "98%", "Văn phòng"),))
    assert plan_entries(Document("x", "docx", (table,))) == []


@pytest.mark.parametrize(
    ("labels", "text", "quarters"),
    [
        (("Quý I", "Quý II", "Quý III", "Quý IV"), "Quý II, Quý III", (2, 3)),
        (("I", "II", "III", "IV"), "Quý II, Quý III", (2, 3)),
    ],
)
def test_crosses_under_times_are_deadlines(labels: tuple[str, ...], text: str, quarters: tuple[int, int]) -> None:
    """A head of two rows: "Thời gian thực hiện" over the quarters."""
    head = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", *(f"Thời gian thực hiện - {label}" for label in labels))
    table = Table(head, (row("1", "Kiểm tra kho", "Phòng A", "", "x", "X", ""),))
    tasks, _ = read_tasks(plan_entries(Document("x", "docx", (table,))), 2026, Directory())
    deadline = tasks[0]["deadline"]
    assert (deadline["text"], deadline["quarter"], deadline["until_quarter"]) == (text, *quarters)


def test_a_weekday_of_the_first_week_is_a_monthly_rhythm() -> None:
    """It comes once a month."""
    assert said("Thứ hai tuần đầu tháng") == {"kind": "recurring", "freq": "monthly"}


def test_several_tables_each_under_a_heading_have_it_as_their_section() -> None:
    """Their numbers begin anew; a single table under a chapter has no section."""
    head = ("TT", "Công việc", "Người thực hiện", "Thời gian")
    one, two = (Table(head, (row("1", work, "Phòng A", "Quý I"),)) for work in ("Rà soát", "Công bố"))
    blocks = (Paragraph("II. NHIỆM VỤ"), Paragraph("A. THỂ CHẾ"), one, Paragraph("B. THỦ TỤC"), two)
    found = plan_entries(Document("x", "docx", blocks))
    assert [(entry.section, entry.section_title) for entry in found] == [("A", "THỂ CHẾ"), ("B", "THỦ TỤC")]
    assert plan_entries(Document("x", "docx", (Paragraph("II. NHIỆM VỤ"), one)))[0].section is None


def test_a_numbered_title_of_a_group_is_the_title_of_its_tasks_and_may_name_their_criterion() -> None:
    """Where the table has no sections."""
    head = ("TT", "Công việc", "Đơn vị chủ trì", "Thời gian")
    rows = (row("1", "Tiêu chí tiếp cận dịch vụ", "", ""), row("1.1", "Lắp biển", "Phòng A", "Quý I"))
    tasks, _ = read_tasks(plan_entries(Document("x", "docx", (Table(head, rows),))), 2026, Directory())
    assert [(task["ordinal"], task["section_title"], task["criteria"]) for task in tasks] == [
        ("1.1", "Tiêu chí tiếp cận dịch vụ", ["TC"])
    ]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Các sở: Nội vụ, Giáo dục và Đào tạo, Công an tỉnh", ("Sở Nội vụ", "Sở Giáo dục và Đào tạo", "Công an tỉnh")),
        ("các phòng: Nội vụ, Kinh tế và Tư pháp", ("Phòng Nội vụ", "Phòng Kinh tế", "Phòng Tư pháp")),
        ("UBND các xã: Hòa Lộc, Bình Minh", ("UBND xã Hòa Lộc", "UBND xã Bình Minh")),
        ("Các phòng: Nội vụ, Kinh tế, Văn phòng HĐND", ("Phòng Nội vụ", "Phòng Kinh tế", "Văn phòng HĐND")),
    ],
)
def test_a_kind_printed_once_before_a_list_belongs_to_each_name(cell: str, names: tuple[str, ...]) -> None:
    """In columns and in sentences alike."""
    assert listed(cell) == names
    assert read_assignment(f"Văn phòng Sở chủ trì, phối hợp với {cell}").coordinating == names


def test_a_limit_counts_from_its_day_and_not_from_the_clause_behind() -> None:
    """A comma before those who act ends the origin."""
    body = passages(Document("x", "docx", (Paragraph("Trong thời hạn 15 ngày, kể từ ngày ký, các đơn vị báo cáo."),)))
    assert [one["from"] for one in time_limits(body)] == ["ngày ký"]
