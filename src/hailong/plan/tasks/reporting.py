"""What the units themselves say of an occurrence: what was done, and why it is late."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency import succession
from hailong.agency.faults import Refused
from hailong.agency.models import Evidence, Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.plan import rules
from hailong.plan.models import Explanation, Occurrence, Report, Task
from hailong.plan.tasks.moving import held, move, note, person, still
from hailong.plan.typed import typed

_RESPONSIBLE: Final = 200  # characters that the column holds
_LINK: Final = 500
_address = URLValidator(schemes=["http", "https"])


def report(
    *,
    occurrence: Occurrence,
    unit: Unit,
    text: str,
    product: str = "",
    link: str = "",
    obstacle: str = "",
    evidence: Sequence[Evidence] = (),
    finishes: bool = True,
    by: Viewer,
    now: datetime,
) -> Report:
    """Say for `unit` what was done; with `finishes` the occurrence waits to be accepted, otherwise it stays as it is.

    Only a lead unit finishes; a coordinating one adds its part. What is finished late needs an explanation first.
    """
    actor = rights.actor(by, "task.report", unit.path)
    words = {
        "text": typed(text, what="Nội dung báo cáo", field="text"),
        "product": typed(product, what="Sản phẩm", field="product", required=False),
        "link": web_address(link),
        "obstacle": typed(obstacle, what="Vướng mắc", field="obstacle", required=False),
    }
    _own(evidence, by)
    with transaction.atomic():
        found = held(occurrence)
        _takes_part(found.task, unit, leads=finishes, today=localdate(now))
        if finishes:
            _explained(found, localdate(now))
        was = move(found, rules.REPORTED, reported=now) if finishes else still(found)
        made = Report.objects.create(
            province=found.province, occurrence=found, unit=unit, by_id=person(by), at=now, finishes=finishes, **words
        )
        made.evidence.set(evidence)
        after = {
            "state": rules.REPORTED if finishes else was,
            "report": made.pk,
            "evidence": len(evidence),
            "obstacle": bool(made.obstacle),
        }
        before = {"state": was}
        note(actor, "task.report", found.task, now=now, unit=unit, occurrence=found, before=before, after=after)
    return made


def explain(
    *,
    occurrence: Occurrence,
    unit: Unit,
    cause: str,
    responsible: str,
    remedy: str,
    by_when: date,
    by: Viewer,
    now: datetime,
) -> Explanation:
    """Say for a lead unit why an occurrence is overdue, who answers for it, what is done about it and by when."""
    actor, today = rights.actor(by, "task.explain", unit.path), localdate(now)
    words = {
        "cause": typed(cause, what="Nguyên nhân", field="cause"),
        "responsible": who_answers(responsible),
        "remedy": typed(remedy, what="Giải pháp", field="remedy"),
    }
    if by_when < today:
        raise Refused(f"Ngày hoàn thành {by_when:%d/%m/%Y} đã qua.", cure="Chọn từ hôm nay trở đi.", field="by_when")
    with transaction.atomic():
        found = held(occurrence)
        _takes_part(found.task, unit, leads=True, today=today)
        if found.due is None or found.due >= today:
            raise Refused("Đợt này chưa quá hạn nên chưa cần giải trình.", cure="Báo cáo kết quả như thường.")
        still(found)
        made = Explanation.objects.create(
            occurrence=found, unit=unit, by_when=by_when, by_id=person(by), at=now, **words
        )
        after = {"explanation": made.pk, "by_when": by_when}
        note(actor, "task.explain", found.task, now=now, unit=unit, occurrence=found, after=after)
    return made


def who_answers(text: str) -> str:
    """The name of who answers for late work; Refused where it is missing or too long."""
    return typed(text, what="Người chịu trách nhiệm", field="responsible", most=_RESPONSIBLE)


def web_address(text: str) -> str:
    """A web address, or nothing; Refused for anything else."""
    kept = typed(text, what="Liên kết", field="link", most=_LINK, required=False)
    try:
        if kept:
            _address(kept)
    except ValidationError as error:
        cure = "Chép cả địa chỉ trang, bắt đầu bằng https://."
        raise Refused(f"“{kept[:80]}” không phải địa chỉ trang web.", cure=cure, field="link") from error
    return kept


def _own(evidence: Sequence[Evidence], by: Viewer) -> None:
    """Nobody shows a file that somebody else brought: it might be one he may not see."""
    strange = [one.name for one in evidence if str(one.added_by_id) != by.person_id]
    if strange:
        raise Refused(f"Minh chứng “{strange[0]}” do người khác tải lên.", cure="Tự tải tệp lên.", field="evidence")


def _takes_part(task: Task, unit: Unit, *, leads: bool, today: date) -> None:
    parts = list(task.units.filter(unit=unit).select_related("unit"))
    if not parts:
        raise Refused(f"{unit} không tham gia nhiệm vụ này.", cure="Chọn đơn vị chủ trì hoặc phối hợp.", field="unit")
    if leads and not any(part.leads for part in parts):
        raise Refused(
            f"{unit} là đơn vị phối hợp, không kết thúc hay giải trình thay đơn vị chủ trì.",
            cure="Gửi phần phối hợp, không đánh dấu hoàn thành.",
            field="finishes",
        )
    cure = f"Đề nghị {task.plan.unit.name} giao nhiệm vụ này cho"
    succession.check_works(parts[0].unit or unit, on=today, field="unit", cure=cure)


def _explained(found: Occurrence, today: date) -> None:
    if found.due is not None and found.due < today and not found.explanations.exists():
        raise Refused(
            f"Đợt “{found.label}” đã quá hạn {found.due:%d/%m/%Y} mà chưa giải trình.",
            cure="Ghi giải trình (nguyên nhân, trách nhiệm, giải pháp, thời hạn) rồi báo cáo lại.",
        )
