"""What tests of surveys need, put in by the wing's own verbs: a questionnaire, a round, visitors."""

import hashlib
import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

from tests import cast

from hailong.agency.people.rights import SYSTEM
from hailong.measure import surveys
from hailong.measure.models import Questionnaire, Round, Version
from hailong.measure.questionnaires.form import Form, Item, Section

VIETNAM = timezone(timedelta(hours=7))
NOW = datetime(2025, 8, 15, 9, 0, tzinfo=VIETNAM)


def form(title: str = "Phiếu khảo sát sự hài lòng") -> Form:
    """Five items of SIPAS in five criteria, and a comment."""
    items = tuple(
        Item(f"q0{place}", f"Câu hỏi {place} về lần giải quyết vừa rồi?", criterion=criterion)
        for place, criterion in enumerate(("TC", "HC", "PV", "KQ", "TT"), start=1)
    )
    said = Item("y_kien", "Ông, bà mong điều gì được làm tốt hơn?", kind="text")
    sections = (Section("dv", "Lần giải quyết vừa rồi", items), Section("yk", "Ý kiến", (said,)))
    return Form(title, "Mời ông, bà trả lời.", "Tôi đồng ý trả lời.", sections)


def version(code: str = "PHIEU-THU", *, unit: Any = None, title: str = "Phiếu khảo sát sự hài lòng") -> Version:
    """A draft of that form."""
    content = form(title).to_json()
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    asked, _made = Questionnaire.objects.get_or_create(
        code=code, defaults={"title": title, "unit": unit, "created": NOW}
    )
    number = asked.versions.count() + 1
    return Version.objects.create(questionnaire=asked, number=number, content=content, digest=digest, changed=NOW)


def planned(*, unit: Any = None, now: datetime = NOW, **more: Any) -> Round:
    """A round of the ward over the third quarter of 2025."""
    said: dict[str, Any] = {"period": "2025Q3", "opens": date(2025, 7, 1), "closes": date(2025, 9, 30)}
    said |= more
    said.setdefault("version", None)
    said["version"] = said["version"] or version()
    return surveys.plan_round(unit=unit or cast.unit(), by=SYSTEM, now=now, **said)


def opened(*, unit: Any = None, now: datetime = NOW, **more: Any) -> Round:
    """The same, open."""
    made = planned(unit=unit, now=now, **more)
    surveys.open_round(round=made, by=SYSTEM, now=now)
    return made
