"""A round that takes answers, made with the models, and what people answer to it."""

from datetime import date
from typing import Any

from tests import cast

from hailong.agency.models import Unit
from hailong.measure import responses, rules
from hailong.measure.models import Answer, Questionnaire, Returned, Round, RoundKey, Version
from hailong.measure.questionnaires.form import CHOICE, TEXT, Condition, Form, Item, Option, Section

OPENS, TODAY, CLOSES = date(2025, 10, 1), date(2025, 10, 3), date(2025, 12, 31)
SECRET = bytes(range(32))
FIELD = "Hộ tịch"
FORM = Form(
    title="Phiếu hỏi về phục vụ hành chính",
    intro="Mười câu, chừng ba phút.",
    consent="Tôi đồng ý trả lời; không ai hỏi tên tôi.",
    sections=(
        Section("TC", "Tiếp cận", (Item("q1", "Nơi ngồi chờ", criterion="TC", required=True),
                                   Item("q2", "Bảng chỉ dẫn", criterion="TC"))),
        Section("PV", "Phục vụ", (Item("q3", "Cán bộ hướng dẫn dễ hiểu", criterion="PV"),
                                  Item("q4", "Đã góp ý chưa?", CHOICE, (Option("co", "Có"), Option("chua", "Chưa"))))),
        Section("GY", "Góp ý", (Item("q5", "Nơi ấy trả lời thế nào?", show_if=Condition("q4", ("co",))),
                                Item("q6", "Điều muốn nói thêm", TEXT, high=200))),
    ),
)  # fmt: skip
GOOD = {"q1": "5", "q2": "3", "q3": "4", "q4": "chua", "q6": "Cảm ơn"}


def open_round(*, code: str = "KS-X0101-2025Q4", state: str = rules.OPEN, form: Form = FORM, **more: Any) -> Round:
    """A round of the sample ward with its secret, where it is open."""
    unit = cast.unit()
    asked, _new = Questionnaire.objects.get_or_create(code="THU", title=form.title, created=cast.NOW)
    version = Version.objects.create(
        questionnaire=asked, number=asked.versions.count() + 1, content=form.to_json(), digest="0" * 64,
        changed=cast.NOW, state=rules.FROZEN, frozen=cast.NOW,
    )  # fmt: skip
    made = Round.objects.create(
        code=code, province="QV", unit=unit, version=version, title="Khảo sát quý IV/2025", period="2025Q4", seed=1,
        opens=OPENS, closes=CLOSES, state=state, quota=60, consent=form.consent, **more,
    )  # fmt: skip
    if state == rules.OPEN:
        RoundKey.objects.create(round=made, secret=SECRET)
    return made


def framed(round: Round, *, field: str = FIELD, count: int = 1, day: date = TODAY) -> Round:
    """Results returned in that field on that day: the round has the place."""
    before = Returned.objects.count()
    Returned.objects.bulk_create(
        Returned(province=round.province, unit=round.unit, dossier=f"HS-{before + n}", field=field, day=day)
        for n in range(count)
    )
    return round


def key(number: int) -> bytes:
    """The key of the n-th answer."""
    return number.to_bytes(32)


def record(round: Round, number: int = 1, **more: Any) -> responses.Receipt:
    """Take the n-th answer, as a page does it."""
    unit: Unit = round.unit
    said: dict[str, Any] = {
        "key": key(number), "unit": unit, "field": "", "respondent": rules.INDIVIDUAL, "mode": rules.CODED,
        "day": TODAY, "content": GOOD, "consent": "v1",
    }  # fmt: skip
    return responses.record(round=round, **{**said, **more})


def contents() -> list[Any]:
    """What every answer says, in the order of the rows."""
    return list(Answer.objects.values_list("content", flat=True))
