"""A form as JSON and back, and the check of what was answered to it."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hailong.measure.questionnaires import indexes, soundness
from hailong.measure.questionnaires.form import (
    CHOICE,
    LONGEST,
    MANY,
    NUMBER,
    TEXT,
    Condition,
    Form,
    Item,
    Option,
    Section,
    check,
    tidy,
)

YES_NO = (Option(1, "Có"), Option(2, "Không"))
USED = Item("used", "Đã nộp hồ sơ chưa?", CHOICE, YES_NO, required=True)
ASKED = Condition("used", (1,))
FORM = Form(
    "Phiếu",
    "Kính chào",
    "Tôi đồng ý",
    (
        Section("A", "Chung", (USED, Item("age", "Tuổi", NUMBER, low=18, high=110))),
        Section(
            "B",
            "Phục vụ",
            (
                Item("q01", "Chỗ chờ", criterion="TC", show_if=ASKED, required=True),
                Item("q02", "Người tiếp", criterion="PV"),
                Item("q03", "Lối đi", criterion="TC"),
                Item("ways", "Nộp bằng cách nào?", MANY, (Option("counter", "Tại quầy"), Option("web", "Qua mạng"))),
                Item("said", "Ý kiến", TEXT, high=20),
            ),
        ),
    ),
)


def faults(**content: object) -> list[tuple[str, str]]:
    return [(fault.item, fault.message) for fault in check(FORM, {"used": 2} | content).faults]


def kept(**content: object) -> dict[str, object]:
    return check(FORM, {"used": 1, "q01": 3} | content).content


def test_the_sample_form_is_sound() -> None:
    assert soundness.wrong(FORM) == []


def test_a_form_goes_through_json_unchanged() -> None:
    assert Form.from_json(json.loads(json.dumps(FORM.to_json()))) == FORM
    assert FORM.to_json() == json.loads(json.dumps(FORM.to_json()))


def test_the_items_of_an_index_stand_under_their_criteria_in_printed_order() -> None:
    assert FORM.index() == (("TC", ("q01", "q03")), ("PV", ("q02",)))
    assert FORM.index("CHINH-SACH") == ()
    with pytest.raises(LookupError, match="Không có chỉ số “PAPI”"):
        FORM.index("PAPI")


def test_every_criterion_has_a_name() -> None:
    assert indexes.name_of("TC") == "Tiếp cận dịch vụ"
    assert indexes.name_of("CL") == "Chất lượng chính sách"
    assert all(indexes.name_of(code) for code in indexes.known())


def test_a_likert_item_offers_the_five_and_no_opinion() -> None:
    choices = FORM.items[2].choices
    assert [choice.code for choice in choices] == [1, 2, 3, 4, 5, 0]
    assert (choices[4].label, choices[5].label) == ("Rất hài lòng", "Không có ý kiến")


def test_an_own_wording_of_the_scale_is_offered_as_it_is() -> None:
    own = tuple(Option(code, f"Mức {code}") for code in range(1, 6))
    assert Item("q", "?", options=own).choices[:5] == own


@pytest.mark.parametrize("said", [5, "5", " 5 "])
def test_a_code_is_taken_as_a_number_or_as_typed(said: object) -> None:
    assert kept(q02=said)["q02"] == 5


@pytest.mark.parametrize("said", [0, "0", "", None])
def test_no_opinion_and_no_answer_are_left_out(said: object) -> None:
    assert "q02" not in kept(q02=said)
    assert check(FORM, {"used": 1, "q01": 3, "q02": said}).faults == ()


@pytest.mark.parametrize("said", [6, -1, "6", "năm", "5.0", 5.0, True, [5], {"a": 1}, "٥"])
def test_what_is_not_on_the_scale_is_a_fault(said: object) -> None:
    [(item, message)] = faults(q02=said)
    assert item == "q02"
    assert "không phải một lựa chọn của câu này; chọn một trong 1, 2, 3, 4, 5, 0" in message


def test_a_fault_names_the_item_the_value_and_the_cure_on_one_line() -> None:
    assert faults(age="mười\ntám") == [
        ("age", "Câu age: “mười tám” - không phải số nguyên; ghi số không có dấu phẩy, dấu chấm.")
    ]


def test_a_long_value_is_quoted_short() -> None:
    [(_, message)] = faults(age="9" * 5000)
    assert len(message) < 120


def test_a_required_item_must_be_answered() -> None:
    assert check(FORM, {}).faults[0].message == "Câu used: chưa trả lời; câu này bắt buộc, hãy trả lời."
    assert [fault.item for fault in check(FORM, {"used": 1}).faults] == ["q01"]


def test_no_opinion_answers_a_required_item() -> None:
    checked = check(FORM, {"used": 1, "q01": 0})
    assert (checked.content, checked.faults) == ({"used": 1}, ())


def test_what_is_skipped_is_neither_asked_nor_kept() -> None:
    checked = check(FORM, {"used": 2, "q01": 5})
    assert (checked.content, checked.faults) == ({"used": 2}, ())


def test_a_condition_holds_on_one_of_several_answers() -> None:
    many = Item("m", "?", MANY, (Option("a", "a"), Option("b", "b")))
    after = Item("t", "?", TEXT, show_if=Condition("m", ("b",)))
    form = Form("t", "", "", (Section("S", "s", (many, after)),))
    assert check(form, {"m": ["a", "b"], "t": "x"}).content == {"m": ["a", "b"], "t": "x"}
    assert check(form, {"m": ["a"], "t": "x"}).content == {"m": ["a"]}


def test_an_unknown_item_is_a_fault() -> None:
    assert faults(q99=5) == [("q99", "Câu q99: “q99” - phiếu không có câu này; bỏ ra.")]


def test_several_answers_come_back_once_each_in_the_order_of_the_form() -> None:
    assert kept(ways=["web", "counter", "web"])["ways"] == ["counter", "web"]
    assert kept(ways="web")["ways"] == ["web"]
    assert "ways" not in kept(ways=[])
    assert "ways" not in kept(ways=[""])
    assert [item for item, _ in faults(ways=["web", "fax"])] == ["ways"]


def test_a_number_keeps_to_its_range() -> None:
    assert kept(age="018")["age"] == 18
    assert "từ 18 đến 110" in faults(age=17)[0][1]
    assert "từ 18 đến 110" in faults(age=111)[0][1]
    assert "age" not in kept(age=" ")


def test_a_number_of_zero_is_an_answer() -> None:
    form = Form("t", "", "", (Section("S", "s", (Item("n", "?", NUMBER),)),))
    assert check(form, {"n": 0}).content == {"n": 0}


@pytest.mark.parametrize("said", [1.5, "1,5", "1.5", True, [1], "1e3"])
def test_a_number_is_whole(said: object) -> None:
    assert "không phải số nguyên" in faults(age=said)[0][1]


def test_a_text_is_tidy_and_no_longer_than_its_place() -> None:
    assert kept(said="  tốt\r\n\r\n lắm \x07")["said"] == "tốt\nlắm"
    assert "said" not in kept(said=" \n ")
    assert faults(said="x" * 21)[0][1].endswith("- dài 21 ký tự, nhiều nhất 20; viết gọn lại.")
    assert "không phải chữ" in faults(said=3)[0][1]


def test_a_text_without_a_length_of_its_own_has_the_usual_one() -> None:
    form = Form("t", "", "", (Section("S", "s", (Item("t", "?", TEXT),)),))
    assert check(form, {"t": "x" * LONGEST}).faults == ()
    assert len(check(form, {"t": "x" * (LONGEST + 1)}).faults) == 1


ANYTHING = some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=9)


@given(some.dictionaries(some.sampled_from([item.code for item in FORM.items]) | some.text(max_size=4),
                         ANYTHING | some.lists(ANYTHING, max_size=3), max_size=8))  # fmt: skip
def test_whatever_is_sent_is_kept_clean_or_told(content: dict[str, object]) -> None:
    checked = check(FORM, content)
    assert check(FORM, checked.content).content == checked.content
    assert all("\n" not in fault.message for fault in checked.faults)


@given(some.text())
def test_a_tidy_text_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def unsound(*items: Item, **parts: object) -> list[tuple[str, str]]:
    form = replace(FORM, sections=(Section("S", "Phần", items),), **parts) if items else replace(FORM, **parts)
    return [(one.field, one.message) for one in soundness.wrong(form)]


Q = Item("q01", "?", criterion="TC")


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (replace(Q, code="1q"), "code"),
        (replace(Q, code="câu"), "code"),
        (replace(Q, code="consent"), "code"),
        (replace(Q, code="s"), "code"),
        (replace(Q, text=""), "text"),
        (replace(Q, text="x" * (LONGEST + 1)), "text"),
        (replace(Q, text=" x"), "text"),
        (replace(Q, hint="${q01}"), "hint"),
        (replace(Q, kind="date"), "kind"),
        (replace(Q, criterion="XX"), "criterion"),
        (replace(USED, criterion="TC"), "criterion"),
        (replace(Q, options=YES_NO), "options"),
        (replace(USED, options=YES_NO[:1]), "options"),
        (replace(USED, options=(*YES_NO, YES_NO[0])), "code"),
        (replace(USED, options=(*YES_NO, Option("3", "x"))), "code"),
        (replace(USED, options=(*YES_NO, Option(True, "x"))), "code"),
        (replace(USED, options=(*YES_NO, Option(-1, "x"))), "code"),
        (replace(USED, options=(*YES_NO, Option(3, ""))), "label"),
        (replace(USED, options=(*YES_NO, Option(3, "a\nb"))), "label"),
        (replace(USED, options=(*YES_NO, Option(3, "a" * 201))), "label"),
        (Item("t", "?", TEXT, YES_NO), "options"),
        (Item("t", "?", TEXT, low=1), "bounds"),
        (Item("t", "?", TEXT, high=0), "bounds"),
        (Item("n", "?", NUMBER, low=2, high=1), "bounds"),
        (Item("n", "?", NUMBER, low=-(10**10)), "bounds"),
        (replace(Q, high=3), "bounds"),
        (replace(Q, show_if=Condition("q01", (1,))), "show_if"),
    ],
)
def test_an_item_that_cannot_be_asked_is_told_by_its_field(item: Item, field: str) -> None:
    assert [found for found, _ in unsound(item)] == [field]


@pytest.mark.parametrize("codes", [(), (3,), (0,), ("1",)])
def test_a_condition_asks_for_answers_that_there_are(codes: tuple[int | str, ...]) -> None:
    assert [field for field, _ in unsound(USED, replace(Q, show_if=Condition("used", codes)))] == ["show_if"]


def test_a_condition_on_no_opinion_can_never_hold() -> None:
    assert [field for field, _ in unsound(Q, replace(USED, show_if=Condition("q01", (0,))))] == ["show_if"]


def test_a_condition_on_a_typed_answer_is_refused() -> None:
    number = Item("n", "?", NUMBER)
    assert [field for field, _ in unsound(number, replace(Q, show_if=Condition("n", (1,))))] == ["show_if"]


def test_an_empty_form_or_section_is_told() -> None:
    assert unsound(sections=()) == [("sections", "phiếu chưa có câu hỏi nào")]
    assert ("code", "phần này không có câu hỏi") in unsound(sections=(*FORM.sections, Section("Z", "z", ())))
    assert unsound(title="") == [("title", "còn trống")]


def test_more_items_than_an_index_can_pack_are_told() -> None:
    items = [replace(Q, code=f"q{number}") for number in range(33)]
    assert unsound(*items) == [("sections", "chỉ số SIPAS có 33 câu, nhiều nhất 32")]
    assert unsound(*items[:32]) == []


def test_more_items_than_anybody_answers_are_told() -> None:
    items = [Item(f"t{number}", "?", TEXT) for number in range(201)]
    assert unsound(*items) == [("sections", "phiếu có hơn 200 câu")]


def test_tidying_mends_spaces_and_nothing_else() -> None:
    messy = replace(FORM, title=" Phiếu\n", intro="Kính  chào \n\n", sections=FORM.sections)
    assert soundness.tidied(messy) == FORM


def test_a_place_is_told_in_words() -> None:
    assert soundness.where(FORM, soundness.Place()) == "phần đầu"
    assert soundness.where(FORM, soundness.Place(1)) == "phần 2 “Phục vụ”"
    assert soundness.where(FORM, soundness.Place(0, 0, 1)) == "câu used (thứ 1 của phần 1), lựa chọn 2"
