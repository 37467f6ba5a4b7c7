"""Anything done in any order by anybody: only allowed moves, history that only grows, a line for every act."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.plan import acting, living

from hailong.agency.faults import Refused
from hailong.agency.models import Line, Unit
from hailong.agency.people.rights import Forbidden, Viewer
from hailong.plan import occurrences, rules, tasks
from hailong.plan.models import Decision, Explanation, ObstacleAnswer, Occurrence, Plan, Report, Task
from hailong.plan.queries import progress
from hailong.plan.queries.progress import Progress

pytestmark = pytest.mark.django_db

SAID = (Report, Decision, Explanation, ObstacleAnswer)
WHO = st.sampled_from(["thuy", "son", "dat", "minh", "quang", "ha"])
ROOMS = st.sampled_from([acting.VHXH, acting.KT, acting.TT])
TEXTS = st.sampled_from(
    [
        "Quý IV/2025",
        "Hằng tháng",
        "Ngày 10/10/2025",
        "Khi có phản ánh của người dân",
        "Sau khi Đề án được phê duyệt",
        "Quý I/2025",
    ]
)
HEADS = {acting.VHXH: "son", acting.KT: "kien", acting.TT: "ha"}
WHICH = st.integers(0, 30)
History = dict[Any, dict[str, Any]]


class Life(RuleBasedStateMachine):
    """A plan of five tasks, its people, and the days that pass."""

    def __init__(self) -> None:
        """Begin where the plan was confirmed; what is done here is undone at the end."""
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.now = acting.NOW
        self.plan = Plan.objects.get()
        self.units = {unit.code: unit for unit in Unit.objects.all()}

    def teardown(self) -> None:
        """Leave the plan as it was confirmed."""
        transaction.savepoint_rollback(self.savepoint)

    def _by(self, login: str) -> Viewer:
        return living.viewer(login, on=self.now.date())

    def _one(self, which: int, *states: str) -> Occurrence:
        """One of those in the states; of all where there is none, to be refused."""
        every = Occurrence.objects.filter(task__plan=self.plan).order_by("task__position", "key")
        found = every.filter(state__in=states, task__state=rules.ACTIVE)
        listed = list(found) or list(every)
        return listed[which % len(listed)]

    def _owner(self, one: Occurrence) -> tuple[str, str]:
        """Who reports on it for which room; anybody for any where nobody known leads."""
        leads = [part.unit.code for part in one.task.units.all() if part.leads and part.unit]
        return next(((HEADS[code], code) for code in leads if code in HEADS), ("thuy", acting.VHXH))

    def _task(self, which: int) -> Task:
        return self.plan.tasks.order_by("position")[which % self.plan.tasks.count()]

    def _said(self, which: int, **wanted: Any) -> Report | None:
        every = Report.objects.order_by("at", "id")
        listed = list(every.filter(**wanted)) or list(every)
        return listed[which % len(listed)] if listed else None

    def _act(self, verb: Callable[..., object], login: str, **values: Any) -> None:
        """Do it; refused, nothing changed; done, everything is as it should be."""
        before, lines = _history(), Line.objects.count()
        try:
            verb(by=self._by(login), now=self.now, **values)
        except (Refused, Forbidden):
            assert (_history(), Line.objects.count()) == (before, lines)
            return
        assert Line.objects.count() == lines + 1
        _grew(before, _history())

    @rule(which=WHICH, finishes=st.sampled_from([True, True, False]), obstacle=st.sampled_from(["", "Thiếu người"]))
    def report(self, which: int, finishes: bool, obstacle: str) -> None:
        """Whoever leads reports."""
        one = self._one(which, rules.OPEN, rules.RETURNED)
        login, room = self._owner(one)
        said = {"text": "Đã làm", "finishes": finishes, "obstacle": obstacle}
        self._act(tasks.report, login, occurrence=one, unit=self.units[room], **said)

    @rule(which=WHICH, login=WHO, room=ROOMS)
    def report_for_anybody(self, which: int, login: str, room: str) -> None:
        """Somebody reports for some room, most often in vain."""
        self._act(tasks.report, login, occurrence=self._one(which), unit=self.units[room], text="Đã làm")

    @rule(which=WHICH, login=st.sampled_from(["minh", "minh", "quang", "son"]), good=st.booleans())
    def decide(self, which: int, login: str, good: bool) -> None:
        """Somebody accepts or returns."""
        said = self._said(which, finishes=True, occurrence__state=rules.REPORTED)
        if said and good:
            self._act(tasks.accept, login, report=said)
        elif said:
            self._act(tasks.return_, login, report=said, reason="Thiếu ảnh")

    @rule(which=WHICH, login=WHO)
    def answer(self, which: int, login: str) -> None:
        """Somebody answers an obstacle."""
        said = self._said(which, obstacle="Thiếu người")
        if said:
            self._act(tasks.answer_obstacle, login, report=said, text="Đã bố trí")

    @rule(which=WHICH)
    def explain(self, which: int) -> None:
        """Whoever leads explains, where it is late."""
        one = self._one(which, rules.OPEN, rules.RETURNED)
        login, room = self._owner(one)
        said = {"cause": "Thiếu người", "responsible": "Tổ một cửa", "remedy": "Thêm người"}
        by_when = self.now.date() + timedelta(days=3)
        self._act(tasks.explain, login, occurrence=one, unit=self.units[room], by_when=by_when, **said)

    @rule(which=WHICH, login=WHO, what=st.sampled_from(["Phản ánh về ghế", "Phản ánh về bảng"]))
    def happen(self, which: int, login: str, what: str) -> None:
        """An event happens."""
        self._act(
            tasks.record_event, login, task=self._one(which, rules.WAITING).task, what=what, happened=self.now.date()
        )

    @rule(which=WHICH, login=WHO)
    def trigger(self, which: int, login: str) -> None:
        """What was waited for comes."""
        on = self.now.date()
        until = on + timedelta(days=10)
        one = self._one(which, rules.WAITING)
        self._act(tasks.set_trigger, login, occurrence=one, on=on, until=until, what="Quyết định 8")

    @rule(which=WHICH, login=WHO, text=TEXTS)
    def schedule(self, which: int, login: str, text: str) -> None:
        """A deadline changes."""
        self._act(tasks.set_deadline, login, task=self._task(which), text=text, reason="Đổi")

    @rule(which=WHICH, login=WHO, room=ROOMS)
    def assign(self, which: int, login: str, room: str) -> None:
        """Another room leads."""
        self._act(tasks.assign, login, task=self._task(which), leads=[self.units[room]])

    @rule(which=WHICH, login=WHO, words=st.sampled_from(["Dán sơ đồ", "Thêm ghế"]))
    def amend(self, which: int, login: str, words: str) -> None:
        """The words change."""
        self._act(tasks.amend, login, task=self._task(which), content=words, reason="Rõ hơn")

    @rule(login=WHO, text=TEXTS, room=ROOMS)
    def add(self, login: str, text: str, room: str) -> None:
        """A task comes."""
        self._act(tasks.add, login, plan=self.plan, content="Việc thêm", deadline=text, leads=[self.units[room]])

    @rule(which=st.integers(0, 60), login=WHO)
    def cancel(self, which: int, login: str) -> None:
        """An occurrence goes."""
        self._act(tasks.cancel, login, occurrence=self._one(which), reason="Trùng")

    @rule(which=st.integers(0, 30), login=st.sampled_from(["son", "thuy", "minh"]))
    def cancel_task(self, which: int, login: str) -> None:
        """A task goes, seldom."""
        if which % 5 == 4:
            self._act(tasks.cancel, login, task=self._task(which), reason="Chuyển đi")

    @rule(days=st.integers(1, 20))
    def pass_days(self, days: int) -> None:
        """Days pass, and the calendar is laid anew."""
        before = _history()
        self.now += timedelta(days=days)
        occurrences.refresh(self.plan, self.now)
        _grew(before, _history())

    @invariant()
    def adds_up(self) -> None:
        """Every occurrence is in progress once, by unit and by section as well."""
        on = self.now.date()
        whole = progress.of_plan(self.plan, on)
        assert whole.total == Occurrence.objects.filter(task__plan=self.plan).count()
        assert sum((share.progress for share in progress.by_unit(self.plan, on)), Progress()) == whole
        assert sum((share.progress for share in progress.by_section(self.plan, on)), Progress()) == whole

    @invariant()
    def nothing_is_half_done(self) -> None:
        """What waits for a decision has one report without; late is what was accepted after its day."""
        for one in Occurrence.objects.filter(task__plan=self.plan).prefetch_related("reports__decision"):
            pending = [said for said in one.reports.all() if said.finishes and not hasattr(said, "decision")]
            assert len(pending) == (1 if one.state == rules.REPORTED else 0) or one.state == rules.CANCELLED
            if one.state == rules.ACCEPTED:
                accepted = one.reports.get(decision__verdict=rules.ACCEPTED)
                assert one.late == (accepted.at.astimezone(living.VIETNAM).date() > (one.due or date.max))


def _history() -> History:
    """Everything said and every occurrence, by id."""
    found = {row["id"]: row for model in SAID for row in model.objects.values()}
    return found | {row["id"]: row for row in Occurrence.objects.values()}


def _grew(before: History, after: History) -> None:
    """Nothing said was changed or lost; occurrences moved only as the table allows; what was accepted stands."""
    for key, was in before.items():
        now = after[key]
        if "state" not in was or was["state"] == rules.ACCEPTED:
            assert now == was
        else:
            assert now["state"] == was["state"] or now["state"] in rules.OCCURRENCE_MOVES[was["state"]]


def test_whatever_is_done_in_whatever_order_the_records_hold():
    """Eight lives of twenty-five acts."""
    living.ward()
    living.person("kien", "Phan Trung Kiên", acting.unit(acting.KT), "unit_head")
    acting.plan(
        acting.row("Một", due="Hằng quý", section="I"),
        acting.row("Hai", due="Khi có phản ánh của người dân", section="I", coordinating=[acting.ECONOMY]),
        acting.row("Ba", due="Sau khi Đề án được phê duyệt", section="II"),
        acting.row("Bốn", due="Quý III/2025", section="II", lead=[acting.ECONOMY]),
        acting.row("Năm", due=None, section="II", lead=["Các khu phố"]),
    )

    run_state_machine_as_test(Life, settings=settings(max_examples=8, stateful_step_count=25, deadline=None))
