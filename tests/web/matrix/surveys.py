"""What a unit of the world has of surveys: a questionnaire of its own, a round that is open, one that is planned."""

from datetime import date, datetime
from typing import Any

from tests.measure import making
from tests.plan import living

from hailong.agency import journal
from hailong.agency.models import Unit
from hailong.measure.models import Questionnaire, Round, RoundKey, Session, Version, Visit

NOW: datetime = living.NOW


def of(name: str, unit: Unit) -> dict[str, Any]:
    """Put into the tables; a word of the unit stands in titles and questions."""
    title, asked = f"Đợt zqround0{name}0z", f"Phiếu zqasked0{name}0z"
    own = Questionnaire.objects.create(code=f"PHIEU-{name}", title=asked, unit=unit, created=NOW)
    content = making.form(asked).to_json()
    version = Version.objects.create(
        questionnaire=own, number=1, content=content, digest=name, changed=NOW, state="frozen", frozen=NOW
    )
    place = {"province": journal.province_of(unit.path), "unit": unit, "version": version, "title": title}
    counts = {"quota": 60, "quota_counts": ["paper", "coded"], "pooled": ["paper", "coded"], "seed": 7}
    opened = Round.objects.create(
        code=f"MO-{name}", period="2025Q4", opens=date(2025, 10, 1), closes=date(2025, 12, 31), state="open",
        opened=NOW, **place, **counts,
    )  # fmt: skip
    RoundKey.objects.create(round=opened, secret=b"0" * 32)
    planned = Round.objects.create(
        code=f"LAP-{name}", period="2026Q1", opens=date(2026, 1, 1), closes=date(2026, 3, 31), **place, **counts
    )
    session = Session.objects.create(round=opened, unit=unit, day=NOW.date(), half="morning")
    visit = Visit.objects.create(session=session, number=1, selected=True)
    return {"asked": version, "round": opened, "planned": planned, "visit": visit}
