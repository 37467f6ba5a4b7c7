"""The form of a round on paper: every item of the instruments that come with the program, in words a pen can answer."""

import io

import docx
import pytest
from tests.measure import answering, papering

from hailong.measure import printing
from hailong.measure.questionnaires import builtin
from hailong.measure.questionnaires.form import MANY, Condition, Form, Item, Option, Section

pytestmark = pytest.mark.django_db


def _said(data: bytes) -> str:
    made = docx.Document(io.BytesIO(data))
    return " ".join(node.text for node in made.element.iter() if node.tag.endswith("}t") and node.text)


@pytest.mark.parametrize("code", builtin.CODES)
def test_every_item_is_numbered_and_printed_with_its_options(code):
    form = builtin.form(code)
    one = answering.open_round(form=form)

    said = _said(printing.sheets(one, ["0001"]))

    for place, item in enumerate(form.items, start=1):
        assert f"{place}. {item.text}" in said
        assert all(option.label in said for option in item.options)
    assert form.consent.splitlines()[0] in said


def test_a_question_for_some_says_for_whom_and_one_of_many_that_several_may_be_ticked():
    yes = (Option(1, "Có"), Option(2, "Không"))
    items = (
        Item("a", "Đã góp ý?", "choice", yes),
        Item("b", "Góp ý được nghe", show_if=Condition("a", (1,))),
        Item("c", "Ở đâu?", MANY, (Option(1, "Tại quầy"), Option(2, "Trên mạng")), show_if=Condition("a", (1, 2))),
    )
    one = papering.round_()
    form = Form("Phiếu", "", "", (Section("s", "Góp ý", items),))
    one.version.content = form.to_json()
    one.version.digest = "1" * 64
    one.version.save()

    said = _said(printing.sheets(one, ["0001"]))

    assert "2. Góp ý được nghe (Chỉ trả lời nếu câu 1 chọn “Có”.)" in said
    assert "Chỉ trả lời nếu câu 1 chọn “Có” hoặc “Không”. Có thể đánh dấu nhiều ô." in said
