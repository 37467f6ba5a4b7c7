"""Today: what waits for me, by the clock, each with one button to the very act; and who is behind."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from hailong.agency.people import queries as people
from hailong.agency.people.rights import Viewer
from hailong.agency.succession import named
from hailong.plan.models import Explanation
from hailong.plan.queries import stale, today
from hailong.plan.queries.today import DECIDE, LATE, LATER, WEEK, Today, Waiting
from hailong.web.skin import hour
from hailong.web.skin.context import WEEKDAYS
from hailong.web.skin.guard import DeskRequest, person_of, signed_in

SHOWN, MOST = 20, 100
"""Rows of a group before the rest is folded, and at most: what is beyond is found in the plans."""
_REPORTS = frozenset({"report", "event"})
_TITLES: Final[Mapping[str, str | Promise]] = {
    LATE: gettext_lazy("Quá hạn"),
    WEEK: gettext_lazy("Hôm nay và tuần này"),
    DECIDE: gettext_lazy("Chờ tôi quyết định"),
    LATER: gettext_lazy("Sắp tới"),
}
_ACTS: Final[Mapping[str, tuple[str | Promise, str | Promise]]] = {
    "report": (gettext_lazy("Báo cáo"), gettext_lazy("Báo cáo kết quả")),
    "event": (gettext_lazy("Báo cáo"), gettext_lazy("Báo cáo việc vừa phát sinh")),
    "report_late": (gettext_lazy("Báo cáo"), gettext_lazy("Báo cáo; trễ hạn nên trưởng đơn vị giải trình trước")),
    "explain": (gettext_lazy("Giải trình"), gettext_lazy("Giải trình vì sao trễ, rồi báo cáo")),
    "accept": (gettext_lazy("Xem và nghiệm thu"), gettext_lazy("Nghiệm thu hoặc trả lại báo cáo")),
    "obstacle": (gettext_lazy("Trả lời"), gettext_lazy("Trả lời vướng mắc")),
    "trigger": (gettext_lazy("Đặt hạn"), gettext_lazy("Đặt hạn khi đã có căn cứ")),
    "unassigned": (gettext_lazy("Phân công"), gettext_lazy("Phân công đơn vị chủ trì")),
    "child_plan": (gettext_lazy("Nhập kế hoạch"), gettext_lazy("Xây dựng kế hoạch riêng")),
    "child_watched": (gettext_lazy("Xem"), gettext_lazy("Chờ đơn vị gửi kế hoạch riêng")),
}
"""The button and the sentence of each kind of thing that waits."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits: what kind of act, on what, where it belongs, its day in words, and the button.

    `others` counts later times of the same task in the same group: they are done one after the other.
    """

    kind: str
    act: str
    what: str
    label: str
    url: str
    plan: str
    plan_url: str
    unit: str
    who: str
    due: date | None
    left: str
    button: str
    button_url: str
    others: int


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading: `more` are folded, `beyond` counts those that are not even that."""

    key: str
    title: str
    count: int
    rows: tuple[Row, ...]
    more: tuple[Row, ...]
    beyond: int


@signed_in
@require_GET
def show(request: DeskRequest) -> HttpResponse:
    """What waits for me."""
    return page(request)


def page(request: DeskRequest) -> HttpResponse:
    """The same as the first page of who signed in."""
    viewer, now = request.viewer, hour.now()
    on = now.date()
    groups = _groups(viewer, today.today(viewer, now=now, most=MOST), on)
    context = {
        "greeted": person_of(request).name,
        "day_name": WEEKDAYS[on.weekday()],
        "on": on,
        "groups": groups,
        "total": sum(group.count for group in groups),
        "stale": stale.stale(viewer, on)[:SHOWN] if viewer.reach("report.see").branches else [],
        "ask": [] if viewer.grants else people.who_to_ask(viewer, on),
        "has_role": bool(viewer.grants),
        "sees_plans": bool(viewer.reach("plan.see")),
        "imports": bool(viewer.reach("plan.import")),
        "manages": bool(viewer.reach("people.manage")),
    }
    return render(request, "desk/hall/today.html", context)


def _groups(viewer: Viewer, found: Today, on: date) -> list[Group]:
    held: dict[str, list[Waiting]] = {key: [] for key in _TITLES}
    for one in found.rows:
        held[one.span].append(one)
    explained = _explained(held[LATE])
    groups = []
    for key, waiting in held.items():
        rows = tuple(_row(one, viewer, on, explained) for one in waiting[:MOST])
        if rows:
            counted = found.counts[key]
            beyond = counted.rows - len(rows)
            groups.append(Group(key, str(_TITLES[key]), counted.things, rows[:SHOWN], rows[SHOWN:], beyond))
    return groups


def _explained(late: Iterable[Waiting]) -> frozenset[uuid.UUID]:
    """The late occurrences of which somebody has said why."""
    asked = [one.occurrence.pk for one in late if one.occurrence]
    return frozenset(Explanation.objects.filter(occurrence__in=asked).values_list("occurrence", flat=True))


def _row(one: Waiting, viewer: Viewer, on: date, explained: frozenset[uuid.UUID]) -> Row:
    mine = one.kind != "child_plan" or viewer.may("plan.import", one.unit.path)
    late = one.due is not None and one.due < on and one.occurrence is not None and one.occurrence.pk not in explained
    button, act = _ACTS["report_late" if late and one.kind in _REPORTS else one.kind if mine else "child_watched"]
    return Row(
        kind=one.kind,
        act=str(act),
        what=one.task.content if one.task else one.plan.title,
        label=_label(one),
        url=reverse("task", args=[one.task.pk]) if one.task else reverse("plan", args=[one.plan.code]),
        plan=one.plan.number or one.plan.code,
        plan_url=reverse("plan", args=[one.plan.code]),
        unit=one.report.unit.name if one.report else one.unit.name,
        who=one.report.by.name if one.report else "",
        due=one.due,
        left=left(one, on),
        button=str(button),
        button_url=_address(one, mine=mine),
        others=one.others,
    )


def _label(one: Waiting) -> str:
    """Which time of the task it is, where the task itself does not say so; of a unit that ended who took over."""
    if one.heirs:
        return f"{_('Đơn vị kế tục')}: {named(one.heirs)}"
    label = one.occurrence.label if one.occurrence else ""
    return "" if one.task and label in one.task.content else label


def left(one: Waiting, on: date) -> str:
    """How long there is, in working days by the unit's own calendar; "" where there is no day."""
    if one.due is None or one.days_left is None:
        return ""
    if one.due < on:
        days = -one.days_left
        return ngettext("quá hạn %(n)s ngày làm việc", "quá hạn %(n)s ngày làm việc", days) % {"n": days}
    if one.due == on:
        return _("hạn hôm nay")
    if not one.days_left:
        return _("hết hôm nay là ngày làm việc cuối")
    return ngettext("còn %(n)s ngày làm việc", "còn %(n)s ngày làm việc", one.days_left) % {"n": one.days_left}


def _address(one: Waiting, *, mine: bool) -> str:
    """The page of the very act."""
    names = {"report": "report", "event": "report", "explain": "explain", "trigger": "trigger", "accept": "accept"}
    if one.kind in names and one.occurrence:
        return _reverse(names[one.kind], one.occurrence.pk)
    if one.report:
        return _reverse("answer", one.report.pk)
    if one.kind == "unassigned" and one.task:
        return _reverse("task_assign", one.task.pk)
    return reverse("intake") if mine else reverse("plan_more", args=[one.plan.code])


def _reverse(name: str, thing: uuid.UUID) -> str:
    return reverse(name, args=[thing])
