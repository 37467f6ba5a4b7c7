"""The instruments that come with the program, and how long they are to read."""

from dataclasses import replace

import pytest

from hailong.measure.questionnaires import builtin, reading, soundness
from hailong.measure.questionnaires.form import TEXT, Form, Item, Option, Section, check
from hailong.measure.rules import INSTRUMENTS

ALL = pytest.mark.parametrize("one", builtin.load(), ids=lambda one: one.code)
SERVICE = {"TC": 4, "HC": 4, "PV": 5, "KQ": 3, "TT": 3}


@ALL
def test_each_is_sound_and_of_a_known_instrument(one: builtin.Builtin) -> None:
    assert soundness.wrong(one.form) == []
    assert one.instrument in INSTRUMENTS


@ALL
def test_each_is_short_and_plain(one: builtin.Builtin) -> None:
    assert reading.length(one.form).heavy == ()


@ALL
def test_each_asks_for_consent_and_no_name(one: builtin.Builtin) -> None:
    assert "tự nguyện" in one.form.consent
    asked = " ".join(item.text.casefold() for item in one.form.items)
    assert not any(word in asked for word in ("họ tên", "họ và tên", "số điện thoại", "dân tộc", "căn cước"))


def test_the_unit_instrument_has_nineteen_items_in_five_criteria() -> None:
    index = builtin.form(builtin.UNIT).index()
    assert {criterion: len(items) for criterion, items in index} == SERVICE
    assert [item for _, items in index for item in items] == [f"q{number:02}" for number in range(1, 20)]


def test_the_national_structure_has_fourteen_items_of_policy_and_nineteen_of_service() -> None:
    form = builtin.form(builtin.NATIONAL)
    assert {criterion: len(items) for criterion, items in form.index()} == SERVICE
    policy = {criterion: len(items) for criterion, items in form.index("CHINH-SACH")}
    assert policy == {"TN": 2, "TG": 2, "CL": 8, "TD": 2}


def test_the_service_part_is_worded_as_in_the_unit_instrument() -> None:
    unit, national = ({item.code: item for item in builtin.form(code).items} for code in ("KS-DV", "KS-QG"))
    assert all(replace(national[code], show_if=None) == unit[code] for code in unit if code.startswith("q"))


def test_who_used_no_service_is_not_asked_about_it() -> None:
    form = builtin.form(builtin.NATIONAL)
    checked = check(form, {"a06": 2, "p01": 4} | {f"q{number:02}": 5 for number in range(1, 20)})
    assert (checked.content, checked.faults) == ({"a06": 2, "p01": 4}, ())


def test_the_slip_gives_points_of_none_to_two_and_no_text() -> None:
    form = builtin.form(builtin.SLIP)
    assert all([option.code for option in item.options] == [2, 1, 0] for item in form.items)
    assert form.index() == ()


def test_an_unknown_instrument_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        builtin.form("KS-XX")


def asked(*items: Item, intro: str = "") -> reading.Length:
    return reading.length(Form("t", intro, "", (Section("S", "s", items),)))


def test_a_syllable_is_what_stands_between_spaces_and_signs() -> None:
    assert reading.syllables("Giấy tờ, 3 bản (sao) – đủ?") == 6
    assert reading.syllables("") == 0


def test_long_parts_are_told_with_their_length() -> None:
    told = asked(Item("q1", "dài " * 16, hint="dài " * 15, options=(Option(1, "dài " * 9),)), intro="dài " * 61)
    assert [(heavy.place, heavy.message) for heavy in told.heavy] == [
        ("intro", "Lời mở đầu dài 61 tiếng, nên từ 60 trở xuống; viết gọn lại."),
        ("q1", "Câu q1 dài 16 tiếng, nên từ 15 trở xuống; viết gọn lại."),
        ("q1", "Lựa chọn 1 của câu q1 dài 9 tiếng, nên từ 8 trở xuống; viết gọn lại."),
    ]


def test_an_abbreviation_is_told_once_and_a_shouted_word_is_not() -> None:
    told = asked(Item("q1", "TTHC và TTHC ở NHÀ"))
    assert [heavy.message for heavy in told.heavy] == ["Câu q1 có chữ viết tắt “TTHC”; viết đủ lời."]


def test_a_form_of_too_many_minutes_is_told() -> None:
    told = asked(*(Item(f"t{number}", "Ý kiến", TEXT) for number in range(20)))
    assert (told.syllables, told.minutes) == (40, 14)
    assert told.heavy[-1].message == "Cả phiếu chừng 14 phút, nên dưới 12; bỏ bớt câu."
