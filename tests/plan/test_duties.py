"""Duties of the body: what counts as one, whom it charges, by when, under which criterion."""

from typing import Any

import pytest
from tests.plan.papers import plan

from hailong.plan.intake.reading.directory import Directory
from hailong.plan.intake.reading.duties import read_duties
from hailong.plan.intake.reading.outline import passages


def read(body: str) -> list[dict[str, Any]]:
    """The duties of a plan with this body."""
    return read_duties(passages(plan(body)), 2026, Directory("Sở Thủy lợi"))


def charged(body: str) -> list[tuple[str, list[str], list[str]]]:
    """Place, lead and coordinating of every duty."""
    return [(duty["where"], duty["lead"], duty["coordinating"]) for duty in read(body)]


def test_a_duty_has_every_field_of_the_contract() -> None:
    (duty,) = read("I. VIỆC\n1. Văn phòng Sở chủ trì, phối hợp với Trạm bơm số 3 lập sổ trực trước ngày 30/4/2026.")
    assert duty == {
        "where": "I.1",
        "content": "Văn phòng Sở chủ trì, phối hợp với Trạm bơm số 3 lập sổ trực trước ngày 30/4/2026.",
        "lead": ["Văn phòng Sở"], "coordinating": ["Trạm bơm số 3"],
        "deadline": {"text": "trước ngày 30/4/2026", "kind": "date", "due": "2026-04-30", "before": True},
        "criteria": [], "source": {"page": None, "line": 8}, "confidence": 0.9,
    }  # fmt: skip


def test_bullets_and_letters_are_charged_to_the_unit_of_the_heading_above() -> None:
    body = """III. TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở
a) Bố trí đủ ghế chờ và nước uống ở sảnh.
- Lập sổ theo dõi phiếu hẹn của từng quầy.
2. Các phòng, trạm thuộc Sở:
- Phối hợp với Văn phòng Sở trả lời người dân qua điện thoại.
3. Giao Trạm bơm số 3
Dán sơ đồ đường đi từ cổng tới quầy."""
    assert charged(body) == [
        ("III.1.a", ["Văn phòng Sở"], []),
        ("III.1.a", ["Văn phòng Sở"], []),
        ("III.2", ["Các phòng, trạm thuộc Sở"], ["Văn phòng Sở"]),
        ("III.3", ["Trạm bơm số 3"], []),
    ]


def test_items_with_another_sign_are_charged_to_the_item_above_them() -> None:
    body = """II. VIỆC
1. Ở quầy
- Văn phòng Sở, các trạm bơm thuộc Sở:
+ Dán sơ đồ đường đi từ cổng tới quầy.
+ Trạm bơm số 3 đặt thêm ghế và nước uống.
+ Kê lại kệ hồ sơ cho gọn gàng hơn.
- Trạm bơm số 3: Cử người trực điện thoại vào giờ nghỉ.
+ Ghi âm các cuộc gọi để trả lời sau.
- Trả kết quả đúng hẹn cho mọi người.
2. Ở kho
+ Kê lại kệ hồ sơ cho gọn gàng hơn."""
    both = ["Văn phòng Sở", "các trạm bơm thuộc Sở"]
    assert [lead for _, lead, _ in charged(body)] == [
        both, ["Trạm bơm số 3"], both, ["Trạm bơm số 3"], ["Trạm bơm số 3"], [], [],
    ]  # fmt: skip


def test_a_sentence_without_a_verb_that_the_reader_knows_charges_the_unit_known_from_elsewhere_or_nobody() -> None:
    sentence = "Trạm bơm số 3 nhóm bếp pha trà mời người đến chờ."
    assert charged(f"I. VIỆC\n1. {sentence}") == [("I.1", [], [])]
    assert charged(f"I. VIỆC\n1. Trạm bơm số 3 lập sổ trực quầy.\n2. {sentence}")[1] == ("I.2", ["Trạm bơm số 3"], [])


def test_numbers_of_three_levels_keep_their_unit() -> None:
    body = "II. VIỆC\n1. Ở quầy\n1.1. Văn phòng Sở\n1.1.1. Bố trí đủ ghế chờ và nước uống ở sảnh."
    assert charged(body) == [("II.1.1.1", ["Văn phòng Sở"], [])]


@pytest.mark.parametrize("title", ["MỤC ĐÍCH, YÊU CẦU", "MỤC TIÊU TRỌNG TÂM", "KINH PHÍ", "Thực trạng", "Quan điểm"])
def test_chapters_that_say_why_or_how_much_hold_no_duties(title: str) -> None:
    assert (
        read(f"I. {title}\n1. Giảm phiền hà cho người nộp hồ sơ trong toàn tỉnh.\n- Ngân sách tỉnh giao năm nay.") == []
    )


def test_a_closed_chapter_opens_again_for_its_part_on_duties_and_the_next_chapter_is_open() -> None:
    body = """I. MỤC TIÊU, NHIỆM VỤ
1. Mục tiêu
Giảm phiền hà cho người nộp hồ sơ trong toàn tỉnh.
2. Nhiệm vụ
Văn phòng Sở lập sổ theo dõi phiếu hẹn của từng quầy.
II. VIỆC
1. Yêu cầu
Bảo đảm đúng giờ, không để người dân phải chờ lâu.
2. Ở quầy
Trạm bơm số 3 dán sơ đồ đường đi từ cổng tới quầy."""
    assert [duty["where"] for duty in read(body)] == ["I.2", "II.2"]


def test_articles_of_a_decision_hold_duties_and_its_closing_words_do_not() -> None:
    body = """Điều 1. Giao nhiệm vụ cho các phòng, trạm thuộc Sở như sau:
1. Văn phòng Sở chủ trì lập sổ theo dõi phiếu hẹn trong Quý I/2026.
2. Trạm bơm số 3:
a) Dán sơ đồ đường đi từ cổng tới quầy;
Điều 2. Chánh Văn phòng Sở theo dõi, đôn đốc việc trực quầy hằng ngày.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký ban hành.
Điều 4. Chánh Văn phòng Sở, Trưởng các phòng chịu trách nhiệm thi hành Quyết định này./."""
    assert charged(body) == [
        ("Điều 1.1", ["Văn phòng Sở"], []),
        ("Điều 1.2.a", ["Trạm bơm số 3"], []),
        ("Điều 2", ["Chánh Văn phòng Sở"], []),
    ]


def test_the_plan_that_a_decision_attaches_is_read_behind_the_decisions_recipients() -> None:
    body = """Điều 1. Ban hành kèm theo Quyết định này Kế hoạch đón tiếp người nộp hồ sơ.
Nơi nhận:
- Như Điều 1 và các phòng, trạm thuộc Sở Thủy lợi;
KẾ HOẠCH
Đón tiếp người nộp hồ sơ năm 2026
I. VIỆC
1. Văn phòng Sở lập sổ theo dõi phiếu hẹn của từng quầy."""
    assert charged(body) == [("I.1", ["Văn phòng Sở"], [])]


def test_chapters_numbered_in_arabic_and_bodies_without_chapters_are_read() -> None:
    body = "1. MỤC ĐÍCH\nGiảm phiền hà cho người nộp hồ sơ.\n2. VIỆC\n2.1. Văn phòng Sở lập sổ theo dõi phiếu hẹn."
    assert charged(body) == [("2.1", ["Văn phòng Sở"], [])]
    assert charged("1. Văn phòng Sở lập sổ theo dõi phiếu hẹn của từng quầy.") == [("1", ["Văn phòng Sở"], [])]


def test_a_body_in_capitals_is_read_and_its_titles_are_not_taken_for_duties() -> None:
    body = "I. VIỆC\n1. VĂN PHÒNG SỞ CHỦ TRÌ, PHỐI HỢP VỚI TRẠM BƠM SỐ 3 LẬP SỔ TRỰC.\nVIỆC CỦA CÁC TRẠM BƠM TRONG NĂM"
    assert charged(body) == [("I.1", ["VĂN PHÒNG SỞ"], ["TRẠM BƠM SỐ 3"])]


@pytest.mark.parametrize(
    "line",
    [
        "Trên đây là Kế hoạch đón tiếp người nộp hồ sơ của Sở.",
        "Trong quá trình thực hiện, nếu có khó khăn thì báo Sở.",
        "(Chi tiết tại Phụ lục kèm theo Kế hoạch này)",
        "Các nhiệm vụ cụ thể được giao như sau:",
        "Ngắn quá.",
    ],
)
def test_closing_words_pointers_and_lead_ins_are_no_duties(line: str) -> None:
    assert read(f"II. VIỆC\n{line}") == []


def test_annexes_letterhead_and_foot_hold_no_duties() -> None:
    assert read("PHỤ LỤC\n1. Văn phòng Sở lập sổ theo dõi phiếu hẹn của từng quầy.") == []
    assert read("Căn cứ thư của bà con về việc chờ lâu ở quầy nộp hồ sơ;") == []


TIMES = {
    "Văn phòng Sở lập sổ trực quầy trước ngày 20 hằng tháng.": "recurring",
    "Văn phòng Sở lập sổ trực quầy, hoàn thành trong Quý II.": "quarter",
    "Văn phòng Sở theo dõi phiếu hẹn theo Quy định số 61/QĐ-STL ngày 23/4/2018 của Sở.": None,
    "Văn phòng Sở lập sổ theo dõi phiếu hẹn của từng quầy.": None,
}


@pytest.mark.parametrize("line", TIMES)
def test_the_time_to_act_is_read_and_the_day_of_a_cited_document_is_not(line: str) -> None:
    (duty,) = read(f"II. VIỆC\n{line}")
    assert (duty["deadline"] or {"kind": None})["kind"] == TIMES[line]


def test_a_heading_that_names_a_criterion_gives_it_to_the_duties_below() -> None:
    body = """II. VIỆC
1. Tiếp cận dịch vụ
- Dán sơ đồ đường đi từ cổng tới quầy.
2. Ở kho
- Kê lại kệ hồ sơ cho gọn gàng."""
    assert [duty["criteria"] for duty in read(body)] == [["TC"], []]


def test_the_reader_is_less_sure_of_a_duty_that_charges_nobody() -> None:
    (duty,) = read("II. VIỆC\nDán sơ đồ đường đi từ cổng tới quầy.")
    assert (duty["lead"], duty["confidence"]) == ([], 0.6)
