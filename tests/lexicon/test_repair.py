"""Letters that fonts lost are put back, as a suggestion, and only in texts that lost some."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hailong.lexicon.repair import Repaired, lost_letters, repair

# Invented; none of it stands in the text the word list is made of.
BODY = """
Để chuẩn bị cho mùa mưa bão sắp tới, Phòng Kinh tế đề nghị các thôn rà soát lại danh sách hộ dân sống ven sông
và gửi kết quả về trước ngày 12 tháng 8. Hồ sơ hỗ trợ gồm đơn đề nghị, bản sao căn cước và ảnh chụp ngôi nhà bị hư hại.
Bộ phận Một cửa bố trí hai công chức trực vào sáng thứ bảy để tiếp nhận đơn của bà con ở xa.
Khi tiếp nhận, công chức kiểm tra giấy tờ, hướng dẫn bổ sung một lần và hẹn ngày trả kết quả không quá ba ngày làm việc.
Đối với hộ có người già yếu, cán bộ thôn phối hợp với đoàn thanh niên đến tận nhà giúp kê khai.
Kinh phí hỗ trợ lấy từ quỹ phòng chống thiên tai của xã; việc chi trả phải công khai tại nhà văn hóa thôn.
Kế hoạch kiểm tra việc chi trả do Thanh tra nhân dân xây dựng, báo cáo Hội đồng nhân dân vào kỳ họp cuối năm.
Dịch vụ công trực tuyến được ưu tiên, song người không có điện thoại vẫn được nộp đơn giấy như trước.
Đơn vị nào để hồ sơ quá hạn thì phải gửi thư xin lỗi và báo cáo Chủ tịch Ủy ban nhân dân xã.
Số hộ được hỗ trợ, số tiền và lý do từ chối được niêm yết trong mười lăm ngày để mọi người góp ý.
Hội Phụ nữ, Hội Nông dân và Công đoàn cùng giám sát, phản ánh kịp thời những trường hợp chưa đúng đối tượng.
Kết thúc đợt hỗ trợ, Văn phòng tổng hợp số liệu, đánh giá mức độ hài lòng của người dân và rút kinh nghiệm.
Bảng tổng hợp ghi rõ từng thôn, từng hộ, số điểm đánh giá và ý kiến đối với thái độ phục vụ của công chức.
Dự kiến đầu quý IV, Hội đồng thẩm định họp để xem xét các trường hợp còn vướng mắc theo quy định.
Đề nghị các đơn vị nghiêm túc thực hiện; khó khăn phát sinh thì báo về Phòng Kinh tế để được hướng dẫn.
""".strip().split("\n")
HEADINGS = """
MỤC ĐÍCH VÀ YÊU CẦU CỦA ĐỢT HỖ TRỢ
NHIỆM VỤ CỦA CÁC ĐƠN VỊ VÀ THỜI HẠN THỰC HIỆN
TRÁCH NHIỆM CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ
CHẾ ĐỘ BÁO CÁO KẾT QUẢ VÀ ĐÁNH GIÁ
""".strip().split("\n")
CLEAN = [line + " " for line in HEADINGS[:2] + BODY[:8] + HEADINGS[2:] + BODY[8:]]


def damaged(lines: list[str], letters: str, mark: str = " ") -> list[str]:
    """The lines as a font without the letters yields them."""
    return ["".join(mark if char in letters else char for char in line) for line in lines]


def share_right(suggested: list[str], truth: list[str]) -> float:
    """Share of the words of the truth that stand, letter for letter, at their place."""
    right = total = 0
    for got, want in zip(suggested, truth, strict=True):
        there = {(word.start(), word.group()) for word in re.finditer(r"[^\W\d_]+", got)}
        words = [(word.start(), word.group()) for word in re.finditer(r"[^\W\d_]+", want)]
        right += sum(word in there for word in words)
        total += len(words)
    return right / total


def mended(lines: list[str]) -> list[str]:
    return [line.text for line in repair(lines)]


def test_a_sound_text_is_left_alone() -> None:
    assert repair(CLEAN) == [Repaired(line, line, 1.0, "") for line in CLEAN]
    assert lost_letters(CLEAN) == frozenset()


@pytest.mark.parametrize("letters", ["BDHKố", "ếệH", "ưlị", "aN", "đ", "ơôr", "Pỉh", "tạĐIC"])
def test_words_are_restored_whatever_letters_were_lost(letters: str) -> None:
    raw = damaged(CLEAN, letters)
    assert share_right(raw, CLEAN) < 0.96
    assert share_right(mended(raw), CLEAN) >= 0.97


def test_even_a_font_that_lost_a_quarter_of_its_text_is_mostly_read() -> None:
    raw = damaged(CLEAN, "hnpgự")
    assert share_right(raw, CLEAN) < 0.5
    assert share_right(mended(raw), CLEAN) >= 0.93


def test_headings_in_another_font_may_have_lost_other_letters() -> None:
    truth = CLEAN * 2
    raw = [damaged([line], "CĐIẾỆN" if line.isupper() else "ốBHK")[0] for line in truth]
    suggested = mended(raw)
    upper = [number for number, line in enumerate(truth) if line.isupper()]
    assert share_right([raw[n] for n in upper], [truth[n] for n in upper]) < 0.5
    assert share_right([suggested[n] for n in upper], [truth[n] for n in upper]) >= 0.9
    assert share_right(suggested, truth) >= 0.97


def test_lines_in_italics_may_have_lost_letters_that_the_others_kept() -> None:
    truth = CLEAN * 3
    italic = range(30, 36)
    raw = [damaged([line], "hgnt" if number in italic else "ốBHK")[0] for number, line in enumerate(truth)]
    suggested = mended(raw)
    assert share_right([raw[n] for n in italic], [truth[n] for n in italic]) < 0.5
    assert share_right([suggested[n] for n in italic], [truth[n] for n in italic]) >= 0.93
    assert share_right(suggested, truth) >= 0.98


def test_two_further_fonts_are_told_apart() -> None:
    truth = CLEAN * 4
    lost = {30: "hgnt", 31: "hgnt", 32: "hgnt", 40: "aiâcm", 41: "aiâcm", 50: "hgnt"}
    raw = [damaged([line], lost.get(number, "ốBHK"))[0] for number, line in enumerate(truth)]
    suggested = mended(raw)
    assert share_right([suggested[n] for n in lost], [truth[n] for n in lost]) >= 0.9


def test_marks_that_stand_for_a_letter_without_a_code_are_gaps_too() -> None:
    for mark in "\ufffd\ue00c\u25a1":
        raw = damaged(CLEAN, "ốệH", mark)
        assert share_right(mended(raw), CLEAN) >= 0.98


def test_a_text_whose_blanks_were_squeezed_gets_back_letters_at_the_ends_of_words() -> None:
    def words(lines: list[str]) -> Counter[str]:
        return Counter(word for line in lines for word in re.findall(r"[^\W\d_]+", line))

    raw = [" ".join(line.split()) for line in damaged(CLEAN, "đKế")]
    truth = words(CLEAN)
    assert (words(raw) & truth).total() < 0.94 * truth.total()
    assert (words(mended(raw)) & truth).total() >= 0.97 * truth.total()


def test_only_blanks_become_letters_and_the_raw_line_is_kept() -> None:
    raw = damaged(CLEAN, "hnpgự")
    for line, was in zip(repair(raw), raw, strict=True):
        assert line.raw == was
        assert len(line.text) == len(was)
        assert all(new == old or (old == " " and new.isalpha()) for new, old in zip(line.text, was, strict=True))
        assert line.text.count(" ") + len(line.lost) == was.count(" ")


def test_confidence_is_full_where_nothing_changed_and_below_elsewhere() -> None:
    raw = damaged(CLEAN, "BDHKốt")
    for line in repair(raw):
        assert 0 < line.confidence <= 1
        if line.text == line.raw:
            assert (line.confidence, line.lost) == (1.0, "")


def test_sure_suggestions_are_right_more_often_than_unsure_ones() -> None:
    truth, sure, unsure = CLEAN * 2, [], []
    for letters in ("hnpgự", "Tộcq", "tạĐIC", "Pỉh", "BDHKố"):
        for line, want in zip(repair(damaged(truth, letters)), truth, strict=True):
            if line.text != line.raw:
                (sure if line.confidence > 0.9 else unsure).append(line.text == want)
    assert sum(sure) / len(sure) >= 0.9
    assert sum(unsure) / len(unsure) < sum(sure) / len(sure)


def test_lost_letters_names_what_was_put_back() -> None:
    named = lost_letters(damaged(CLEAN, "BHKố"))
    assert {"B", "H", "K", "ố"} <= named
    assert len(named) <= 7


def test_layout_is_kept_blank_lines_and_the_space_that_opens_a_page() -> None:
    lines = [" " + CLEAN[3], "", " ", *damaged(CLEAN, "ốHBK"), "", "   ", " " + CLEAN[5]]
    suggested = mended(lines)
    assert [suggested[n] for n in (0, 1, 2, -3, -2, -1)] == [lines[n] for n in (0, 1, 2, -3, -2, -1)]


def test_a_lost_letter_that_opened_a_line_is_put_back() -> None:
    raw = [*damaged(CLEAN, "BDHKố"), " iên tập ", "các tin bài ", " ướng dẫn ", "người dân "]
    assert mended(raw)[-4:] == ["Biên tập ", "các tin bài ", "Hướng dẫn ", "người dân "]


def test_abbreviations_are_restored_in_capitals() -> None:
    raw = [*damaged(CLEAN, "BDHKố"), "Văn phòng U N  tỉnh công khai TT C trên Cổng thông tin "]
    assert mended(raw)[-1] == "Văn phòng UBND tỉnh công khai TTHC trên Cổng thông tin "


def test_numbers_and_digits_are_never_made_up() -> None:
    raw = damaged(CLEAN, "ốHBK0123456789")
    assert not any(char.isdigit() for line in mended(raw) for char in line)


ENGLISH = [
    "The agency shall publish the list of services on its website.",
    "a) the form, b) the copy  c) a fee of $ 5",
    "Each file is kept for ten years after the case is closed.",
    "No officer may ask for papers that are not on the list.",
]
CODES = ["Mã  T T  H", "x y z", "k = v  # p", "<p>a</p> <b>Sở</b>", "A.B. c)  d)", "0  1  2  đ", "S  Đ  Q"]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["", " ", "\t"],
        ENGLISH * 9,
        CODES * 9,
        [line.replace(", ", ",     ") for line in CLEAN],
        ["      " + line for line in CLEAN],
        [line.replace("đ", "d").upper() for line in CLEAN],
        ["Họ và tên:           Ngày sinh:      ", "Số:      /KH-UBND     ngày     tháng     năm 2025 "] * 5 + CLEAN,
        CLEAN + ENGLISH,
        CLEAN + CODES,
    ],
)
def test_what_merely_looks_odd_is_left_alone(lines: list[str]) -> None:
    assert mended(lines) == lines


def test_one_or_two_slips_of_the_pen_are_not_damage() -> None:
    lines = [*CLEAN, "Cải thiện chỉ s  hài lòng ", "Các đơn vị ph i hợp "]
    assert mended(lines) == lines


def test_lines_with_loose_marks_are_left_alone() -> None:
    loose = "Tiê\u0301p nhâ\u0323n hồ sơ  ố "
    assert mended([*damaged(CLEAN, "ốHBK"), loose])[-1] == loose


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(damaged(CLEAN, "hốBKệ") + CODES + ENGLISH), max_size=12),
    st.lists(st.text(alphabet="aăếộ BĐ.,(0\t\ufffd\u0301²-", max_size=30), max_size=4),
)
def test_any_text_comes_back_line_by_line(known: list[str], strange: list[str]) -> None:
    lines = known + strange
    answer = repair(lines)
    assert [line.raw for line in answer] == lines
    for line in answer:
        assert (line.text == line.raw) == (line.lost == "")


def test_crosses_in_a_table_and_rare_names_are_no_damage() -> None:
    rows = [f"Phòng Kỹ thuật {number} x x Quý II x" for number in range(1, 40)]
    lines = ["Người ký: Lò Bá Khoái", *rows, "Nơi nhận: Các phòng x", "x", "X"]
    assert [line.text for line in repair(lines)] == lines
