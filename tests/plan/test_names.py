"""Where the name of a unit or of a person begins, ends and divides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.plan.intake.reading.names import name_end, opens_name, split_names, unit_score, words

LISTS = {
    "Văn phòng": ["Văn phòng"],
    "Văn phòng, Phòng Kênh mương và Trạm bơm số 3": ["Văn phòng", "Phòng Kênh mương", "Trạm bơm số 3"],
    "Các phòng, ban; UBND các xã, phường; Công an xã": ["Các phòng, ban", "UBND các xã, phường", "Công an xã"],
    "Sở Tài chính\nSở Y tế": ["Sở Tài chính", "Sở Y tế"],
    "- Văn phòng;\n- Phòng Kênh mương.": ["Văn phòng", "Phòng Kênh mương"],
    "Văn phòng/Phòng Kênh mương": ["Văn phòng", "Phòng Kênh mương"],
    "UBND xã/phường": ["UBND xã/phường"],
    "Văn phòng HĐND và UBND xã": ["Văn phòng HĐND và UBND xã"],
    "Văn phòng HĐND/UBND xã": ["Văn phòng HĐND/UBND xã"],
    "VP + P. Tổ chức": ["VP", "P. Tổ chức"],
    "TT Tin học, VP": ["TT Tin học", "VP"],
    "Trung tâm Đo đạc và Bản đồ": ["Trung tâm Đo đạc và Bản đồ"],
    "Phòng Tưới & Tiêu nước": ["Phòng Tưới & Tiêu nước"],
    "Phòng Văn hóa - Xã hội": ["Phòng Văn hóa - Xã hội"],
    "Ông Lò Văn Sậy, Phó Chánh Văn phòng; bà Mùa Thị Lau": ["Ông Lò Văn Sậy, Phó Chánh Văn phòng", "bà Mùa Thị Lau"],
    "cán bộ, công chức, viên chức các phòng": ["cán bộ, công chức, viên chức các phòng"],
    "Trường công lập thuộc Sở; Kho": ["Trường công lập thuộc Sở", "Kho"],
    "Văn phòng (bộ phận một cửa), Thanh tra": ["Văn phòng", "Thanh tra"],
    "1. Văn phòng\n2. Trạm bơm": ["Văn phòng", "Trạm bơm"],
    "a) Văn phòng; b) Kho": ["Văn phòng", "Kho"],
    "Không": [],
    "": [],
    " ; - ": [],
}


@pytest.mark.parametrize("text", LISTS)
def test_a_list_of_names_divides_between_units_and_not_inside_them(text: str) -> None:
    assert split_names(text) == LISTS[text]


ENDS = {
    "Văn phòng Sở theo dõi việc trực quầy": "Văn phòng Sở",
    "Phòng Kênh mương lập sổ trực": "Phòng Kênh mương",
    "Các trường công lập thực hiện": "Các trường công lập",
    "Sở Giao thông chủ trì": "Sở Giao thông",
    "Đội cảnh sát giao thông phối hợp": "Đội cảnh sát giao thông",
    "Quỹ Trợ giúp người già trực quầy": "Quỹ Trợ giúp người già",
    "Tổ hướng dẫn lưu động trực tại chợ": "Tổ hướng dẫn lưu động trực tại chợ",
    "Sở Nội vụ hướng dẫn, kiểm tra, đôn đốc": "Sở Nội vụ",
    "Ban Quản lý xây dựng và các xã": "Ban Quản lý xây dựng và các xã",
    "Văn phòng: trực quầy": "Văn phòng",
    "P. Tổ chức chủ trì": "P. Tổ chức",
    "VĂN PHÒNG CHỦ TRÌ VIỆC NÀY": "VĂN PHÒNG",
    "SỞ GIAO THÔNG CHỦ TRÌ": "SỞ GIAO THÔNG",
    "Phòng": "Phòng",
}


@pytest.mark.parametrize("text", ENDS)
def test_a_name_ends_at_the_first_verb_and_not_at_a_verb_that_belongs_to_it(text: str) -> None:
    assert text[: name_end(text)].strip() == ENDS[text]


@pytest.mark.parametrize(
    "text",
    [
        *["Văn phòng", "các phòng", "Tất cả công chức", "Toàn thể CBCCVC", "đồng chí Sậy", "đ/c Lau", "Ông Sậy"],
        *["Chuyên viên trực quầy", "P. Tổ chức", "TT Tin học", "VP", "- Trạm bơm", "các ngành", "Lãnh đạo Sở"],
    ],
)
def test_units_and_people_open_a_name(text: str) -> None:
    assert opens_name(text)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "Tổ chức hội nghị",
            "Báo cáo tuần",
            "Bản đồ số",
            "Bà con nông dân",
            "Phòng, chống lụt bão",
            "Hội nghị tổng kết",
        ],
        *["TT 01/2018", "p", "các", "", "Theo quy định", "Trực quầy"],
    ],
)
def test_verbs_things_and_law_numbers_open_none(text: str) -> None:
    assert not opens_name(text)


def test_a_text_is_the_more_surely_a_list_of_units_the_more_of_it_names_them() -> None:
    assert unit_score("Văn phòng; các trạm bơm") == 0.9
    assert 0 < unit_score("Văn phòng lập sổ trực quầy và gọi điện hỏi thăm người dân") < 0.9
    assert unit_score("Văn phòng Sở Thủy lợi và Trạm bơm lập sổ") == 0.5
    assert unit_score("Lập sổ trực quầy") == 0.0


def test_the_longest_word_of_the_vocabulary_comes_first() -> None:
    for name in ("nouns", "verbs", "many"):
        lengths = [len(word) for word in getattr(words(), name)]
        assert lengths == sorted(lengths, reverse=True)


UNITS = st.sampled_from(
    ["Văn phòng", "Phòng Kênh mương", "Trạm bơm số 3", "Công an xã", "UBND xã Ao Sen", "Thanh tra Sở"]
)


@given(st.lists(UNITS, min_size=1, unique=True), st.sampled_from(["; ", "\n", ", ", " và ", ",\n- "]))
def test_names_joined_by_any_usual_sign_come_apart_again(names: list[str], sign: str) -> None:
    assert split_names(sign.join(names)) == names


@given(st.text(max_size=120))
def test_no_text_makes_the_search_for_names_fail(text: str) -> None:
    assert 0 <= name_end(text) <= len(text)
    assert 0 <= unit_score(text) <= 1
    assert all(name.strip() == name and name for name in split_names(text))
