"""Criteria by code, and found in cells and headings."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.lexicon import criteria as module
from hailong.lexicon.criteria import codes, criteria_on, criterion, criterion_score, find_criteria, problems
from hailong.lexicon.text import fold


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tiếp cận dịch vụ", ("TC",)),
        ("TIÊU CHÍ TIẾP CẬN DỊCH VỤ", ("TC",)),
        ("Tiếp cận dịch vụ hành chính công", ("TC",)),
        ("II Tiêu chí Thủ tục hành chính", ("HC",)),
        ("2. TTHC", ("HC",)),
        ("Sự phục vụ của công chức", ("PV",)),
        ("Sự phục vụ của cán bộ, công chức", ("PV",)),
        ("Sự phục vụ của đội ngũ cán bộ, công chức, viên chức và người lao động", ("PV",)),
        ("Công chức trực tiếp giải quyết công việc", ("PV",)),
        ("Tiêu chí Thái độ phục vụ của viên chức", ("PV",)),
        ("Kết quả, tiến độ giải quyết công việc", ("KQ",)),
        ("IV. Tiêu chí Kết quả giải quyết hồ sơ", ("KQ",)),
        ("Kết quả và tiến độ giải quyết công việc", ("KQ",)),
        ("Tiến độ, kết quả giải quyết hồ sơ", ("KQ",)),
        ("Kết quả cung ứng dịch vụ hành chính công", ("KQ",)),
        ("Kết quả giải quyết thủ tục hành chính", ("KQ",)),
        ("Tiếp nhận, xử lý thông tin phản hồi", ("TT",)),
        ("V Tiêu chí Tiếp nhận, giải quyết các thông tin phản hồi", ("TT",)),
        ("Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị", ("TT",)),
        ("Việc tiếp nhận và xử lý ý kiến góp ý, phản ánh, kiến nghị của người dân", ("TT",)),
        ("Điều kiện tiếp đón và phục vụ", ("DK",)),
        ("Chỉ số Điều kiện tiếp đón, phục vụ; Chỉ số Tiếp cận dịch vụ", ("DK", "TC")),
        ("Chỉ số Tiếp nhận, xử lý thông tin phản hồi và Chỉ số Thủ tục hành chính", ("TT", "HC")),
        ("Nâng cao các chỉ số: tiếp cận dịch vụ, kết quả giải quyết công việc, thủ tục hành chính", ("TC", "KQ", "HC")),
        ("Chi so tiep can dich vu va su phuc vu cua can bo cong chuc", ("TC", "PV")),
        ("Tiếp cận dịch vụ; tiếp cận dịch vụ", ("TC",)),
        ("Tiếp cận dịch vụ (TC)", ("TC",)),
        ("TC, HC", ("TC", "HC")),
        ("KQ/TT", ("KQ", "TT")),
        ("PV", ("PV",)),
        ("Tiêu chí Công chức", ("PV",)),
        ("Tiếp cận, thủ tục, kết quả", ("TC", "HC", "KQ")),
        ("TIÊ\u0302U CHI\u0301 TIẾP CẬN DỊCH VỤ", ("TC",)),
    ],
)
def test_a_cell_or_heading_names_its_criteria_in_printed_order(text, found):
    assert find_criteria(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "II",
        "Tiếp nhận",
        "Tiếp nhận hồ sơ của người dân",
        "Thông tư TT 01",
        "tt, hc",
        "Công chức thực hiện chế độ trực tại quầy",
        "Kết quả họp giao ban tuần",
        "Cả 5 tiêu chí",
        "Trung tâm Phục vụ hành chính công",
        "Cải thiện chỉ số",
    ],
)
def test_words_that_only_sound_like_a_criterion_name_none(text):
    assert find_criteria(text) == ()


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Cải thiện Chỉ số Tiếp cận dịch vụ", 1.0, 1.0),
        ("III. Tiêu chí Phục vụ của viên chức; Chỉ số Thủ tục hành chính", 1.0, 1.0),
        ("TC, HC", 0.85, 0.95),
        ("Tiêu chí Kết quả", 0.85, 0.95),
        ("TT", 0.5, 0.5),
        ("Kết quả", 0.5, 0.5),
        ("Rà soát, cắt giảm thủ tục hành chính thuộc thẩm quyền", 0.2, 0.5),
        ("tiếp nhận phản ánh, kiến nghị", 0.8, 0.8),
        ("Mọi phản ánh, kiến nghị của cá nhân", 0.5, 0.9),
        ("Thường xuyên", 0.0, 0.0),
        ("Cải thiện chỉ số", 0.0, 0.0),
        ("", 0.0, 0.0),
    ],
)
def test_the_score_says_how_wholly_a_text_names_criteria(text, least, most):
    assert least <= criterion_score(text) <= most


@given(st.text(max_size=40))
def test_any_text_has_a_score_between_nothing_and_one(text):
    assert 0.0 <= criterion_score(text) <= 1.0
    assert set(find_criteria(text)) <= set(codes())


@given(st.lists(st.sampled_from(["TC", "HC", "PV", "KQ", "TT", "DK"]), min_size=1, max_size=6, unique=True))
def test_names_joined_any_way_and_folded_are_found_again(wanted):
    names = [criterion(code).name for code in wanted]

    assert find_criteria("; ".join(names)) == tuple(wanted)
    assert find_criteria(fold("Chỉ số " + ", chỉ số ".join(names))) == tuple(wanted)


def test_names_change_with_time_and_the_sixth_criterion_ends():
    assert criterion("PV", date(2020, 1, 1)).name == "Công chức trực tiếp giải quyết công việc"
    assert criterion("PV").name == "Sự phục vụ của công chức"
    assert [one.code for one in criteria_on(date(2023, 6, 1))] == ["TC", "HC", "PV", "KQ", "TT", "DK"]
    assert [one.code for one in criteria_on(date(2025, 8, 1))] == ["TC", "HC", "PV", "KQ", "TT"]


def test_an_unknown_code_or_day_is_refused_by_name():
    with pytest.raises(LookupError, match="“XX”"):
        criterion("XX")
    with pytest.raises(LookupError, match="01/06/2026"):
        criterion("DK", date(2026, 6, 1))


def test_the_data_file_is_sound():
    assert problems() == []


def test_a_damaged_file_is_reported_with_code_and_fault(monkeypatch):
    good = criterion("TC")
    other = replace(good, code="XX", name="Một tên không ai gọi", source="")
    monkeypatch.setattr(module, "_criteria", lambda: (good, good, other))

    assert problems() == [
        "criteria.toml: mã XX không ghi nguồn.",
        "criteria.toml: mã TC có hai dòng cùng hiệu lực từ ngày 2023-12-11.",
        "criteria.toml: “TC Tiếp cận dịch vụ” được khai hai lần.",
        "criteria.toml: mã XX không có trong thứ tự in.",
        "criteria.toml: tên “Một tên không ai gọi” của mã XX lại nhận ra là không gì.",
    ]
