"""What people do to occurrences and tasks, a page each."""

import uuid
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hailong.agency import evidence
from hailong.agency.models import Unit
from hailong.agency.people.rights import Viewer
from hailong.agency.queries import branch, valid
from hailong.agency.succession import ended, heirs, named
from hailong.plan import tasks
from hailong.plan.models import Occurrence, Report, Task
from hailong.plan.queries import states
from hailong.plan.queries import tasks as asked
from hailong.web.desk import errors
from hailong.web.desk.acting import perform
from hailong.web.desk.plans import forms
from hailong.web.desk.plans.more import managed
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded


def _units(viewer: Viewer, verb: str, task: Task, *, leads: bool) -> QuerySet[Unit]:
    """The task's own units in whose name this person may do the verb."""
    roles = {"leads": True} if leads else {}
    mine = task.units.filter(unit__isnull=False, **roles).values("unit")
    return Unit.objects.filter(viewer.reach(verb).q(), pk__in=mine)


def _assignable(task: Task, on: date) -> QuerySet[Unit]:
    """Those who may be given work of a plan: its unit and everything below; and who takes part in the task already."""
    near = Q(path__below=task.plan.unit.path) | Q(pk__in=task.units.filter(unit__isnull=False).values("unit"))
    return Unit.objects.filter(near, valid(on))


def _page(task: Task, title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "about": str(task), **more}


def _home(task: Task, one: Occurrence | None = None) -> str:
    return reverse("task", args=[task.id]) + (f"#ky-{one.id}" if one else "")


def _detail(one: Occurrence) -> str:
    due = _("hạn %(day)s") % {"day": f"{one.due:%d/%m/%Y}"} if one.due else ""
    return " · ".join(part for part in (one.label, due) if part)


def _occurrence(request: DeskRequest, occurrence_id: uuid.UUID, verb: str) -> Occurrence | HttpResponse:
    """The occurrence on which this person may do the verb, or the page that says why not."""
    one = asked.occurrence_seen(request.viewer, occurrence_id)
    if one is None:
        return errors.not_found(request)
    return one if asked.may(request.viewer, verb, one.task) else errors.forbidden(request)


@guarded("task.report")
def report(request: DeskRequest, occurrence_id: uuid.UUID) -> HttpResponse:
    """Say what was done."""
    one = _occurrence(request, occurrence_id, "task.report")
    if isinstance(one, HttpResponse):
        return one
    units = _units(request.viewer, "task.report", one.task, leads=False)
    form = forms.Report(request.POST or None, request.FILES or None, units=units)

    def do(typed: dict[str, Any]) -> object:
        kept = [
            evidence.add(data=file.read(), name=file.name, unit=typed["unit"], by=request.viewer, now=hour.now())
            for file in typed.pop("evidence")
        ]
        return tasks.report(occurrence=one, evidence=kept, by=request.viewer, now=hour.now(), **typed)

    page = _page(one.task, _("Báo cáo kết quả"), detail=_detail(one), button=_("Gửi báo cáo"))
    return perform(request, form, do, back=_home(one.task, one), done=_("Đã gửi báo cáo."), **page)


@guarded("task.explain")
def explain(request: DeskRequest, occurrence_id: uuid.UUID) -> HttpResponse:
    """Say why it is late."""
    one = _occurrence(request, occurrence_id, "task.explain")
    if isinstance(one, HttpResponse):
        return one
    units = _units(request.viewer, "task.explain", one.task, leads=True)
    form = forms.Explanation(request.POST or None, units=units)

    def do(typed: dict[str, Any]) -> object:
        return tasks.explain(occurrence=one, by=request.viewer, now=hour.now(), **typed)

    page = _page(one.task, _("Giải trình việc trễ hạn"), detail=_detail(one), button=_("Gửi giải trình"))
    return perform(request, form, do, back=_home(one.task, one), done=_("Đã gửi giải trình."), **page)


@guarded("plan.manage")
def trigger(request: DeskRequest, occurrence_id: uuid.UUID) -> HttpResponse:
    """What it waited for has come."""
    one = _occurrence(request, occurrence_id, "plan.manage")
    if isinstance(one, HttpResponse):
        return one

    def do(typed: dict[str, Any]) -> object:
        return tasks.set_trigger(occurrence=one, by=request.viewer, now=hour.now(), **typed)

    page = _page(one.task, _("Đặt hạn cho việc đang chờ"), detail=one.waits_for, button=_("Đặt hạn"))
    form = forms.Trigger(request.POST or None)
    return perform(request, form, do, back=_home(one.task, one), done=_("Đã đặt hạn."), **page)


def _reported(request: DeskRequest, occurrence_id: uuid.UUID) -> Report | HttpResponse:
    """The report that waits for this person's decision, or the page that says why not."""
    one = _occurrence(request, occurrence_id, "task.accept")
    if isinstance(one, HttpResponse):
        return one
    found = one.reports.filter(finishes=True, decision=None).order_by("at").last()
    return found or errors.not_found(request)


@guarded("task.accept")
def accept(request: DeskRequest, occurrence_id: uuid.UUID) -> HttpResponse:
    """Take what was reported as done."""
    found = _reported(request, occurrence_id)
    if isinstance(found, HttpResponse):
        return found
    one = found.occurrence

    def do(_typed: dict[str, Any]) -> object:
        return tasks.accept(report=found, by=request.viewer, now=hour.now())

    page = _page(one.task, _("Nghiệm thu"), detail=_detail(one), quoted=found.text)
    form = forms.Nothing(request.POST if request.method == "POST" else None)
    return perform(request, form, do, back=_home(one.task, one), done=_("Đã nghiệm thu."), **page)


@guarded("task.accept")
def return_(request: DeskRequest, occurrence_id: uuid.UUID) -> HttpResponse:
    """Give what was reported back with a reason."""
    found = _reported(request, occurrence_id)
    if isinstance(found, HttpResponse):
        return found
    one = found.occurrence

    def do(typed: dict[str, Any]) -> object:
        return tasks.return_(report=found, by=request.viewer, now=hour.now(), **typed)

    page = _page(one.task, _("Trả lại báo cáo"), detail=_detail(one), quoted=found.text, button=_("Trả lại"))
    form = forms.Reason(request.POST or None)
    return perform(request, form, do, back=_home(one.task, one), done=_("Đã trả lại, đơn vị nhận được lý do."), **page)


@guarded("task.accept")
def answer(request: DeskRequest, report_id: uuid.UUID) -> HttpResponse:
    """Answer an obstacle."""
    found = asked.report_seen(request.viewer, report_id)
    if found is None:
        return errors.not_found(request)
    one = found.occurrence
    if not asked.may(request.viewer, "task.accept", one.task):
        return errors.forbidden(request)

    def do(typed: dict[str, Any]) -> object:
        return tasks.answer_obstacle(report=found, by=request.viewer, now=hour.now(), **typed)

    page = _page(one.task, _("Trả lời vướng mắc"), detail=_detail(one), quoted=found.obstacle, button=_("Gửi trả lời"))
    form = forms.Answer(request.POST or None)
    return perform(request, form, do, back=_home(one.task, one), done=_("Đã trả lời."), **page)


def _managed(request: DeskRequest, task_id: uuid.UUID, verb: str = "plan.manage") -> Task | HttpResponse:
    """The task this person may change, or the page that says why not."""
    task = asked.task_seen(request.viewer, task_id)
    if task is None:
        return errors.not_found(request)
    return task if asked.may(request.viewer, verb, task) else errors.forbidden(request)


@guarded("task.event")
def event(request: DeskRequest, task_id: uuid.UUID) -> HttpResponse:
    """Something happened that makes the task due."""
    task = _managed(request, task_id, "task.event")
    if isinstance(task, HttpResponse):
        return task

    def do(typed: dict[str, Any]) -> object:
        return tasks.record_event(task=task, by=request.viewer, now=hour.now(), **typed)

    page = _page(task, _("Ghi sự kiện phát sinh"), button=_("Ghi sự kiện"))
    form = forms.Event(request.POST or None, initial={"happened": hour.now().date()})
    return perform(request, form, do, back=_home(task), done=_("Đã ghi; một đợt thực hiện mới được mở."), **page)


@guarded("plan.manage")
def deadline(request: DeskRequest, task_id: uuid.UUID) -> HttpResponse:
    """Change the deadline, in the plan's own kind of words."""
    task = _managed(request, task_id)
    if isinstance(task, HttpResponse):
        return task

    def do(typed: dict[str, Any]) -> object:
        return tasks.set_deadline(task=task, by=request.viewer, now=hour.now(), **typed)

    page = _page(task, _("Đổi thời hạn"))
    form = forms.Deadline(request.POST or None, initial={"text": (task.deadline or {}).get("text") or ""})
    return perform(request, form, do, back=_home(task), done=_("Đã đổi thời hạn; hạn cũ còn trong nhật ký."), **page)


@guarded("plan.manage")
def assign(request: DeskRequest, task_id: uuid.UUID) -> HttpResponse:
    """Say who leads, who coordinates, and who is accountable."""
    task = _managed(request, task_id)
    if isinstance(task, HttpResponse):
        return task
    on = hour.now().date()

    def do(typed: dict[str, Any]) -> object:
        for name, printed in _printed(task).items():
            typed[name] = [*typed[name], *printed]
        return tasks.assign(task=task, by=request.viewer, now=hour.now(), **typed)

    form = forms.Assignment(request.POST or None, initial=_proposed(task, on), units=_assignable(task, on))
    page = _page(task, _("Phân công"), detail=_ended(task, on))
    return perform(request, form, do, back=_home(task), done=_("Đã phân công."), **page)


def _printed(task: Task) -> dict[str, list[str]]:
    """The names of nobody known here, which stay beside the units; not a lead that the units are named for."""
    unknown = [part for part in task.units.all() if part.unit is None]
    known = any(part.leads and part.unit for part in task.units.all())
    return {
        "leads": [part.name for part in unknown if part.leads and known],
        "coordinating": [part.name for part in unknown if not part.leads],
    }


def _proposed(task: Task, on: date) -> dict[str, Any]:
    """Who takes part now, and for whoever has ended those who took over."""
    known = [(part, [heir.pk for heir in heirs(part.unit, on=on)]) for part in task.units.all() if part.unit]
    return {
        "leads": [pk for part, after in known if part.leads for pk in after],
        "coordinating": [pk for part, after in known if not part.leads for pk in after],
        "accountable": next((pk for part, after in known if part.accountable for pk in after), None),
    }


def _ended(task: Task, on: date) -> str:
    """Which leads have ended, and who is proposed instead."""
    gone = [part.unit for part in task.units.all() if part.leads and part.unit and ended(part.unit, on)]
    after = named(heir for unit in gone for heir in heirs(unit, on=on))
    return f"{named(gone)} · {_('Đơn vị kế tục')}: {after or '—'}" if gone else ""


@guarded("plan.manage")
def cancel(request: DeskRequest, task_id: uuid.UUID) -> HttpResponse:
    """Cancel a task; what was accepted stays."""
    task = _managed(request, task_id)
    if isinstance(task, HttpResponse):
        return task

    def do(typed: dict[str, Any]) -> None:
        tasks.cancel(task=task, by=request.viewer, now=hour.now(), **typed)

    page = _page(task, _("Hủy nhiệm vụ"), look="danger")
    form = forms.Reason(request.POST or None)
    return perform(request, form, do, back=_home(task), done=_("Đã hủy nhiệm vụ; lý do còn trong nhật ký."), **page)


@guarded("plan.manage")
def new(request: DeskRequest, code: str) -> HttpResponse:
    """Give a task after the plan was issued."""
    plan = managed(request, code, "plan.manage")
    if isinstance(plan, HttpResponse):
        return plan

    def do(typed: dict[str, Any]) -> object:
        leads = [typed.pop("lead")]
        return tasks.add(plan=plan, leads=leads, origin=states.ADDED, by=request.viewer, now=hour.now(), **typed)

    units = branch(plan.unit).filter(valid(hour.now().date()))
    form = forms.NewTask(request.POST or None, units=units)
    page = {"title": _("Giao thêm việc"), "about": plan.title, "button": _("Giao việc")}
    return perform(request, form, do, back=reverse("plan", args=[code]), done=_("Đã giao việc."), **page)
