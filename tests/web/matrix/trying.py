"""Trying one address as one person: what must come back by the table, what came back, and what its words betray."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from tests.web.matrix.expected import RELATIONS, TRIED, holds, may
from tests.web.matrix.routes import LIST, OPEN, PLAN, ROUTES, SIGNED_IN, SITE, Route
from tests.web.matrix.world import IN_THE_PLAN_OF, SHARED, SITES, WORD, Actor, World

from hailong.agency.models import Line

STRANGERS: Final = ("passer-by", "locked")
SEEN_BY: Final = {
    "plan": "plan.see", "number": "plan.see", "task": "plan.see", "document": "plan.see", "picture": "plan.see",
    "posting": "plan.see", "money": "plan.see", "report": "report.see", "obstacle": "report.see",
    "evidence": "report.see", "bytes": "report.see", "reporter": "report.see", "cause": "report.see",
    "draft": "import", "round": "survey.see", "asked": "survey.see", "person": "people.see", "journal": "journal",
}  # fmt: skip
"""By kind of word the right to see it; words of units are for who sees the unit, public ones for everybody."""
PUBLIC_WORD: Final = "pub"
UNIT_WORDS: Final = ("unit", "day")
SHOWN_TO_ALL: Final = {
    "plan_confirm": UNIT_WORDS, "public_plans": UNIT_WORDS, "public_plan": UNIT_WORDS,
    "public_survey_link": (*UNIT_WORDS, "asked", "round"),
}  # fmt: skip
"""By address what it tells beyond the rights of who asks; the open link of a round asks its questions of everybody."""


@dataclass(frozen=True, slots=True)
class Case:
    """One call: the address, on whose thing, how."""

    route: Route
    thing: str
    method: str
    query: str


def cases(actor: Actor, *, whole: bool = False) -> Iterator[Case]:
    """Everything that this person tries.

    Unless the `whole` is wanted, two things stand for all where the guard refuses whatever is asked for, and nothing is
    asked for its head alone.
    """
    for route in ROUTES:
        things = list(_tried(route, actor.level))
        for thing in things if whole or _past_the_guard(route, actor.role) else things[:1] + things[3:4]:
            for query in route.query:
                for method in _methods(route, whole=whole):
                    yield Case(route, thing, method, query)


def _past_the_guard(route: Route, role: str) -> bool:
    guard = route.guard or route.right
    return guard == OPEN or (role not in STRANGERS and (guard == SIGNED_IN or holds(role, guard)))


def _tried(route: Route, level: str) -> Iterable[str]:
    if route.on == LIST:
        return ("",)
    names = [name for name in TRIED[level] if not route.only or name in route.only]
    if route.on == SITE:
        return [name for name in names if name in SITES]
    return [name for name in names if name not in IN_THE_PLAN_OF] if route.on == PLAN else names


def _methods(route: Route, *, whole: bool) -> list[str]:
    read = ["get", "head"] if whole else ["get"]
    return [*(read if route.get else []), *(["post"] if route.post else [])]


def expected(route: Route, actor: Actor, relation: str) -> set[int]:
    """The answers that the table allows; 302 to the sign-in page is 401 here."""
    role, guard = actor.role, route.guard or route.right
    if role in STRANGERS and guard != OPEN:
        return {401}
    role = "former" if role in STRANGERS else role
    if route.right in (OPEN, SIGNED_IN) or (
        holds(role, route.right) if route.on == LIST else may(role, route.right, relation)
    ):
        return {200, 302, *route.reached}
    if guard not in (OPEN, SIGNED_IN) and not holds(role, guard):
        return {403}
    return set(route.denied) or {403 if may(role, route.see, relation) else 404}


def known(actor: Actor) -> set[tuple[str, str]]:
    """The words that this person may read."""
    role = "former" if actor.role in STRANGERS else actor.role
    relations = RELATIONS[actor.level]
    found = {
        (kind, name) for kind, right in SEEN_BY.items() for name, one in relations.items() if may(role, right, one)
    }
    found |= {(PUBLIC_WORD, name) for name in relations}
    units = _units_named(role, actor)
    return found | {(kind, name) for kind in UNIT_WORDS for name in units}


def _units_named(role: str, actor: Actor) -> set[str]:
    """Units that are seen, or take part in plans that are seen, with those above: a unit's own address names them."""
    named = {actor.unit.code} if actor.person else set()
    for name, relation in RELATIONS[actor.level].items():
        if name in SITES and (may(role, "unit.see", relation) or may(role, "plan.see", relation)):
            named.add(name)
        if name in SHARED and may(role, "plan.see", relation):
            named |= {unit for unit in SHARED[name] if unit}
    above = {code: parent for code, (parent, _kind) in SITES.items()} | {"GN": "V1"}
    for code in set(named):
        while above[code]:
            code = above[code]
            named.add(code)
    return named


def words(answer: Any) -> set[tuple[str, str]]:
    """The planted words in an answer: in its body, unpacked where it is packed, and in its headers."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    said = "\n".join(f"{key}: {value}" for key, value in answer.items())
    for part in _unpacked(body):
        said += part.decode("utf-8", "replace").replace("\r\n ", "").replace("\n ", "")
    return {(kind, name) for kind, name in WORD.findall(said)}


def _unpacked(body: bytes) -> Iterator[bytes]:
    if not body.startswith(b"PK"):
        yield body
        return
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        for name in packed.namelist():
            yield packed.read(name)


def client(actor: Actor) -> Client:
    """A browser in which the person has signed in."""
    made = Client()
    if actor.person is not None:
        made.force_login(actor.person)
    return made


def call(world: World, actor: Actor, case: Case, browser: Client) -> str:
    """Do it, take it back, and say what is wrong; "" where nothing is."""
    route, things = case.route, world.things.get(case.thing)
    code = things.unit.code if things else ""
    address = reverse(route.name, args=route.args(things, actor)) + case.query.format(code=code)  # type: ignore[arg-type]
    data = route.post(things, actor) if route.post and case.method == "post" else {}  # type: ignore[arg-type]
    with transaction.atomic():
        before = Line.objects.count() if case.method == "post" else 0
        try:
            answer = getattr(browser, case.method)(address, data)
            status, told = _status(answer), words(answer)
            written = Line.objects.count() - before if case.method == "post" and status not in (200, 302) else 0
        except Exception as fault:
            status, told, written = 500, set(), 0
            answer = repr(fault)
        transaction.set_rollback(True)
    return _wrong(case, actor, status, told, written, answer)


def _status(answer: Any) -> int:
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
    return 401 if to_sign_in else int(answer.status_code)


def _wrong(case: Case, actor: Actor, status: int, told: set[tuple[str, str]], written: int, answer: Any) -> str:
    relation = RELATIONS[actor.level].get(case.thing, "")
    allowed = expected(case.route, actor, relation) | ({405} if case.method == "head" else set())
    leaked = told - known(actor)
    leaked = {(kind, name) for kind, name in leaked if kind not in SHOWN_TO_ALL.get(case.route.name, ())}
    if case.route.name == "public_survey_link":
        leaked = {(kind, name) for kind, name in leaked if kind not in (*UNIT_WORDS, "round", "asked")}
    name = f"{actor.level}/{actor.role} {case.method} {case.route.name}{case.query} on {case.thing} ({relation})"
    if status not in allowed:
        said = answer if isinstance(answer, str) else ""
        return f"{name}: {status}, not {sorted(allowed)} {said}"
    if leaked:
        return f"{name}: betrays {sorted(leaked)}"
    return f"{name}: refused, and yet wrote {written} lines" if written else ""


def reversible(name: str) -> bool:
    """Whether there is an address of that name without arguments."""
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True
