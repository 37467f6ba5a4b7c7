"""The months before the demo's moment, played by the same verbs as on the pages, from `sample/year.toml`."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta, timezone
from importlib import resources
from typing import Any, Final

from django.conf import settings

from hailong.agency.models import Person, Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.plan import plans, tasks
from hailong.plan.intake import drafts, importing
from hailong.plan.models import Draft, Occurrence, Plan, Report, Task
from hailong.plan.queries.drafts import reviewed

VIETNAM: Final = timezone(timedelta(hours=7))
_REPORTED, _ACCEPTED = time(15, 30), time(16, 20)

Act = Mapping[str, Any]


def play(now: datetime) -> int:
    """Do everything that was done before `now`, where there is no plan yet; how many acts."""
    if Plan.objects.exists():
        return 0
    source = resources.files("hailong.cli") / "sample" / "year.toml"
    acts = tomllib.loads(source.read_text(encoding="utf-8"))["acts"]
    played = _Year(now)
    return sum(played.play(act) for act in acts)


class _Year:
    """The plans by the names the acts use, and how each act is done."""

    def __init__(self, now: datetime) -> None:
        """Nothing happens after `now`."""
        self.now = now
        self.plans: dict[str, Plan] = {}
        self.verbs: dict[str, Callable[[Act, Viewer, datetime], object]] = {
            "confirm": self.confirm,
            "publish": lambda act, by, at: plans.publish(plan=self.plan(act), by=by, now=at),
            "post": self.post,
            "fund": self.fund,
            "total": lambda act, by, at: plans.state_total(plan=self.plan(act), amount=act["amount"], by=by, now=at),
            "report": self.report,
            "accept": lambda act, by, at: tasks.accept(report=self.told(act), by=by, now=at),
            "return": lambda act, by, at: tasks.return_(report=self.told(act), reason=act["reason"], by=by, now=at),
            "explain": self.explain,
            "event": self.event,
        }

    def play(self, act: Act) -> int:
        """One act; `kept` stands for two on each occurrence."""
        if act["do"] == "kept":
            return self.kept(act)
        at = act["at"].replace(tzinfo=VIETNAM)
        if at > self.now:
            return 0
        self.verbs[act["do"]](act, _viewer(act["by"], at), at)
        return 1

    def plan(self, act: Act) -> Plan:
        """The plan an act names."""
        return self.plans[act["plan"]]

    def task(self, act: Act) -> Task:
        """The task an act names by section and number."""
        section, ordinal = act["task"].split(".", 1)
        return Task.objects.get(plan=self.plan(act), section=section, ordinal=ordinal)

    def occurrence(self, act: Act) -> Occurrence:
        """The occurrence an act names by its key."""
        return Occurrence.objects.get(task=self.task(act), key=act["key"])

    def told(self, act: Act) -> Report:
        """The last report on that occurrence."""
        return Report.objects.filter(occurrence=self.occurrence(act)).latest("at")

    def confirm(self, act: Act, by: Viewer, at: datetime) -> None:
        """Read a sample document and confirm it with the choices that are proposed."""
        data = (settings.SAMPLES / act["document"]).read_bytes()
        owner, unit = Person.objects.get(username=act["by"]), Unit.objects.get(code=act["unit"])
        draft = drafts.receive(data=data, name=act["document"], owner=owner, unit=unit, now=at)
        drafts.read(draft_id=draft.id)
        found = reviewed(Draft.objects.get(pk=draft.pk))
        if found is None:
            raise RuntimeError(act["document"])
        parent = self.plans[act["parent"]].code if "parent" in act else ""
        duties = importing.Choices.default_for(found.reading).duties
        choices = importing.Choices(duties=duties, parent=parent)
        made = importing.confirm(draft=found.draft, unit=unit, choices=choices, by=by, now=at)
        self.plans[act["plan"]] = made

    def post(self, act: Act, by: Viewer, at: datetime) -> None:
        """Note a posting."""
        unit = Unit.objects.get(code=act["unit"])
        plans.post(plan=self.plan(act), task=None, unit=unit, place=act["place"], day=at.date(), by=by, now=at)

    def fund(self, act: Act, by: Viewer, at: datetime) -> None:
        """Add a line of money."""
        given = {key: act[key] for key in ("text", "amount", "source")}
        plans.add_funding(plan=self.plan(act), by=by, now=at, **given)

    def report(self, act: Act, by: Viewer, at: datetime) -> None:
        """Report on an occurrence."""
        said = {key: act[key] for key in ("text", "product", "obstacle", "finishes") if key in act}
        unit = Unit.objects.get(code=act["unit"])
        tasks.report(occurrence=self.occurrence(act), unit=unit, by=by, now=at, **said)

    def explain(self, act: Act, by: Viewer, at: datetime) -> None:
        """Explain what is late."""
        said = {key: act[key] for key in ("cause", "responsible", "remedy", "by_when")}
        unit = Unit.objects.get(code=act["unit"])
        tasks.explain(occurrence=self.occurrence(act), unit=unit, by=by, now=at, **said)

    def event(self, act: Act, by: Viewer, at: datetime) -> None:
        """Record an event."""
        tasks.record_event(task=self.task(act), what=act["what"], happened=act["happened"], by=by, now=at)

    def kept(self, act: Act) -> int:
        """Report and accept every occurrence of a task on its last day, up to now."""
        unit, done = Unit.objects.get(code=act["unit"]), 0
        past = Occurrence.objects.filter(task=self.task(act), due__lt=self.now.astimezone(VIETNAM).date())
        for one in past.order_by("due"):
            day = one.due
            if day is None:
                continue
            at = datetime.combine(day, _REPORTED, VIETNAM)
            told = tasks.report(occurrence=one, unit=unit, text=act["text"], by=_viewer(act["by"], at), now=at)
            at = datetime.combine(day, _ACCEPTED, VIETNAM)
            tasks.accept(report=told, by=_viewer(act["accepted_by"], at), now=at)
            done += 2
        return done


def _viewer(login: str, at: datetime) -> Viewer:
    return rights.viewer(Person.objects.get(username=login), on=at.date())
