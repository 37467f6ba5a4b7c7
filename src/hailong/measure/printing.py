"""The numbered form of a round as a file to be printed: its questionnaire laid out for a pen."""

from collections.abc import Sequence
from typing import Final

from hailong.documents.write import numbered
from hailong.documents.write.numbered import Block, Paper, Question
from hailong.measure import responses
from hailong.measure.models import Round
from hailong.measure.questionnaires.form import CHOICE, LIKERT, MANY, NUMBER, Form, Item

MOST: Final = 100
"""Copies of one file: more take a word processor too long to open."""
_HOW: Final = "Mời ông, bà đánh dấu X vào một ô ở mỗi câu. Phiếu không ghi tên; số phiếu chỉ để đếm đủ phiếu."
_THANKS: Final = "Trân trọng cảm ơn ông, bà!"
_MANY: Final = "Có thể đánh dấu nhiều ô."
_KINDS: Final = {LIKERT: "scale", CHOICE: "choice", MANY: "many", NUMBER: "number"}


def sheets(round: Round, serials: Sequence[str]) -> bytes:
    """A .docx with a copy of the round's form for each serial."""
    form = responses.form_of(round)
    return numbered.numbered(_paper(round, form), serials, label=f"{round.code} · Phiếu số")


def numbers(form: Form) -> dict[str, str]:
    """The number that each item bears on paper and on the page where it is typed: {code: "1"}."""
    return {item.code: str(place) for place, item in enumerate(form.items, start=1)}


def _paper(round: Round, form: Form) -> Paper:
    printed = numbers(form)
    blocks = tuple(
        Block(part.title, tuple(_question(item, printed, form) for item in part.items)) for part in form.sections
    )
    intro = "\n".join(part for part in (form.intro, _HOW) if part)
    return Paper(round.unit.name, form.title, intro, round.consent, blocks, _THANKS)


def _question(item: Item, printed: dict[str, str], form: Form) -> Question:
    options = tuple((str(option.code), option.label) for option in item.choices)
    kind = _KINDS.get(item.kind, "text")
    said = " ".join(
        part for part in (_only_if(item, printed, form), item.hint, _MANY if item.kind == MANY else "") if part
    )
    text = f"{item.text} ({said})" if said and kind == "scale" else item.text
    return Question(printed[item.code], text, kind, options, "" if kind == "scale" else said)  # type: ignore[arg-type]


def _only_if(item: Item, printed: dict[str, str], form: Form) -> str:
    """For whom the question is, where it is not for everybody."""
    if item.show_if is None:
        return ""
    asked = next(one for one in form.items if one.code == item.show_if.item)
    named = [option.label for option in asked.choices if option.code in item.show_if.codes]
    return f"Chỉ trả lời nếu câu {printed[asked.code]} chọn “{'” hoặc “'.join(named)}”."
