"""Beside the matrix: pieces of pages, heads, wrong ids, guessed codes, other methods, names chosen for others."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from tests.web.matrix import trying
from tests.web.matrix.routes import DRAFTS, PLANS, ROUTES, SITE, TASK, UNITS, Route
from tests.web.matrix.world import World, later, word

from hailong.agency.models import Line, Notice, Person

pytestmark = pytest.mark.django_db

OFF_SITE = ("https://xa.example/", "//xa.example/", "https:///xa.example", "/\\xa.example", "javascript:alert(1)")


def address(route: Route, world: World, thing: str, actor: Any) -> str:
    """Where the route leads for the thing."""
    things = world.things[thing] if thing else None
    code = things.unit.code if things else ""
    return reverse(route.name, args=route.args(things, actor)) + route.query[0].format(code=code)  # type: ignore[arg-type]


def on_things() -> list[Route]:
    return [route for route in (*PLANS, *UNITS, *DRAFTS) if route.get and route.guard != "open"]


def test_a_passer_by_gets_no_piece_of_a_page(world: World) -> None:
    """Asked for by script, the whole page goes to the sign-in page."""
    actor = world.actors["ward", "passer-by"]
    browser = trying.client(actor)

    for route in on_things():
        answer = browser.get(address(route, world, "W1", actor), headers={"HX-Request": "true"})
        assert (answer.status_code, answer.content) == (204, b""), route.name
        assert answer["HX-Redirect"] == "/tai-khoan/vao/"


def test_a_piece_of_a_page_says_no_more_than_the_page(world: World) -> None:
    """The head of V2's draft is not read by the head of W1, whole or in pieces."""
    actor = world.actors["ward", "unit_head"]
    browser = trying.client(actor)

    for route in on_things():
        answer = browser.get(address(route, world, "V1", actor), headers={"HX-Request": "true"})
        assert trying.words(answer) <= trying.known(actor), route.name
        assert answer.status_code in ((200,) if 200 in route.denied else (403, 404)), route.name


def test_a_head_says_nothing_and_does_nothing(world: World) -> None:
    """The answer is that of the page, or that the page is not asked for its head."""
    actor = world.actors["ward", "coordinating_office"]
    browser = trying.client(actor)
    before = Line.objects.count()

    for route in (route for route in ROUTES if route.post and route.on in (SITE, TASK)):
        answer = browser.head(address(route, world, "W1", actor))
        assert answer.content == b"", route.name
        assert answer.status_code in (200, 403, 404, 405), route.name
    assert Line.objects.count() == before


def _kinds(world: World) -> dict[str, uuid.UUID]:
    """An id of each kind of thing, all of them W1's own."""
    things = world.things["W1"]
    kinds = {name: things.more[name].pk for name in ("report", "evidence", "money", "person", "assignment",
             "membership", "day", "draft", "notice")}  # fmt: skip
    return kinds | {
        "plan": things.plan.pk, "task": things.tasks["open"].pk, "time": things.times["open"].pk, "none": uuid.uuid4(),
        "unit": things.unit.pk, "actor": world.actors["ward", "leader"].person.pk,  # type: ignore[union-attr]
    }  # fmt: skip


@pytest.mark.parametrize("role", ["coordinating_office", "administrator"])
def test_an_id_of_another_kind_of_thing_opens_nothing(world: World, role: str) -> None:
    """Each of them, at the end of every address that takes one, though all are of the unit's own things."""
    actor = world.actors["ward", role]
    browser = trying.client(actor)
    tried = 0

    for route in on_things():
        args = route.args(world.things["W1"], actor)
        if not args or not isinstance(args[-1], uuid.UUID):
            continue
        fits = {"person", "actor"} if route.name.startswith(("person", "role")) and len(args) == 1 else set()
        fits |= {"evidence"} if route.name == "evidence" else set()
        for kind, strange in _kinds(world).items():
            if strange == args[-1] or kind in fits or (route.args is not None and _same(route, kind)):
                continue
            answer = browser.get(reverse(route.name, args=(*args[:-1], strange)) + route.query[0])
            tried += 1
            empty = answer.status_code == 200 and answer.content == b""
            assert empty or answer.status_code in (403, 404), (route.name, kind, answer.status_code)
    assert tried > 150


def _same(route: Route, kind: str) -> bool:
    """Whether the kind is the one that the address takes, another of it than the matrix uses."""
    of_tasks, of_times = ("task",), ("report", "explain", "accept", "return", "trigger")
    return (kind == "task" and route.name.startswith(of_tasks)) or (kind == "time" and route.name in of_times)


@pytest.mark.parametrize(
    "code",
    [
        "V1-V1",
        "v1-v1",
        "V1-2025-01",
        "V1",
        "W1",
        "W1-W1 ",
        "w1-w1",
        "%",
        "_",
        "V1-V1/",
        "..",
        "V1-V1%00",
        "1' OR '1'='1",
        "<b>",
    ],
)
def test_a_guessed_code_of_a_plan_is_as_good_as_none(world: World, code: str) -> None:
    """What is there and not seen answers as what is not there at all."""
    actor = world.actors["ward", "officer"]
    browser = trying.client(actor)

    answers = {}
    for guessed in (code, "khong-co-that"):
        answer = browser.get("/ke-hoach/" + guessed.strip("/") + "/")
        answers[guessed] = (answer.status_code, _said(answer))
    assert answers[code] == answers["khong-co-that"]
    assert answers[code][0] == 404


@pytest.mark.parametrize("place", ["/don-vi/{}/", "/lich/{}/", "/nguoi-dung/?don-vi={}"])
def test_a_guessed_code_of_a_unit_is_as_good_as_none(world: World, place: str) -> None:
    """Neither on its pages nor in a filter."""
    actor = world.actors["ward", "unit_head"]
    browser = trying.client(actor)
    nothing = browser.get(place.format("X9Z"))

    for code in ("V1", "W2", "MT", "GN", "v1", "V1-Z"):
        answer = browser.get(place.format(code))
        assert answer.status_code == nothing.status_code, code
        if answer.status_code == 404:
            assert _said(answer) == _said(nothing), code
        else:
            assert f'value="{code}"' not in answer.content.decode(), code


def _said(answer: HttpResponse) -> str:
    """The page without the token that differs each time, and without its own address."""
    said = answer.content.decode()
    at = said.find("csrfmiddlewaretoken")
    while at >= 0:
        said = said[:at] + said[said.index(">", at) :]
        at = said.find("csrfmiddlewaretoken", at)
    return said.split("<main", 1)[-1].split("</main>", 1)[0]


def test_no_other_method_acts(world: World) -> None:
    """PUT, PATCH and DELETE show at most the page; a header or a field that names another method is not heard."""
    actor = world.actors["ward", "leader"]
    browser = trying.client(actor)
    before = Line.objects.count()

    for route in (route for route in ROUTES if route.post and route.on in (SITE, TASK, "plan")):
        at = address(route, world, "W1", actor)
        for method in (browser.put, browser.patch, browser.delete):
            assert method(at).status_code in (200, 403, 404, 405, 422), (route.name, method)
        named = browser.get(at, {"_method": "POST"}, headers={"X-HTTP-Method-Override": "POST"})
        assert named.status_code in (200, 403, 404, 405), route.name
    assert Line.objects.count() == before


@pytest.mark.parametrize("there", OFF_SITE)
def test_no_address_leads_off_the_site(world: World, there: str) -> None:
    """After signing in or out, after choosing a language, from a notice."""
    person = Person.objects.get(username="ward-leader")
    person.set_password("mot-mat-khau-dai")
    person.save()
    browser = trying.client(world.actors["ward", "passer-by"])
    came = browser.post("/tai-khoan/vao/", {"login": "ward-leader", "password": "mot-mat-khau-dai", "next": there})
    assert came.status_code == 302
    notice = Notice.objects.create(
        person=person, key="xa", kind="k", subject="Xa", link=there, created=Line.objects.first().at
    )  # type: ignore[union-attr]
    answers = [
        came,
        browser.post("/ngon-ngu/", {"language": "vi", "next": there}),
        browser.post(reverse("notice_open", args=[notice.pk])),
        browser.get("/tai-khoan/vao/", {"next": there}),
        browser.post("/tai-khoan/ra/", {"next": there}),
    ]

    for answer in answers:
        to = answer.get("Location", "/")
        assert to.startswith("/"), to
        assert not to.startswith(("//", "/\\")), to


def test_the_doors_of_the_demo_are_shut(world: World) -> None:
    """Outside the demo nobody moves the clock or enters as somebody."""
    browser = trying.client(world.actors["ward", "passer-by"])

    assert browser.post("/chuyen-ngay/", {"to": "06/10/2025 08:00"}).status_code == 404
    assert browser.post("/vao-thu/", {"login": "ward-leader"}).status_code == 404
    assert "ward-leader" not in browser.get("/tai-khoan/vao/").content.decode()


def _in_others_names(world: World) -> list[tuple[str, str, tuple[Any, ...], dict[str, Any]]]:
    """Acts on one's own things that name a unit, a task or a plan of others: role, address, arguments, what is sent."""
    own, far, part = world.things["W1"], world.things["V1"], world.things["wp"]
    said = {"cause": "a", "responsible": "b", "remedy": "c", "by_when": later(3)}
    report, post = {"text": "Đã làm"}, {"place": "Bảng", "day": later(0)}
    found: list[tuple[str, str, tuple[Any, ...], dict[str, Any]]] = []
    for unit in ("V1", "W2", "MT", "GN"):
        strange = world.units[unit]
        found += [
            ("unit_head", "report", (own.times["open"].pk,), report | {"unit": strange.pk}),
            ("officer", "report", (part.times["open"].pk,), report | {"unit": strange.pk}),
            ("unit_head", "explain", (own.times["late"].pk,), said | {"unit": strange.pk}),
            ("counter_clerk", "posting", (own.plan.code,), post | {"unit": strange.pk, "task": ""}),
            ("leader", "task_assign", (own.tasks["open"].pk,), {"leads": [strange.pk], "accountable": strange.pk}),
            ("leader", "children", (own.plan.code,), {"units": [strange.pk], "due": later(30)}),
            ("leader", "task_new", (own.plan.code,), {"content": "a", "deadline": "Quý IV/2025", "lead": strange.pk}),
            ("administrator", "unit_move", ("R1",), {"parent": unit, "day": later(0), "resolution": "QĐ"}),
            ("administrator", "unit_succeed", ("R1",), {"new": unit, "day": later(5), "resolution": "QĐ"}),
            (
                "administrator",
                "role_assign",
                (own.more["person"].pk,),
                {"role": "leader", "unit": unit, "since": later(0)},
            ),
            ("administrator", "person_join", (own.more["person"].pk,), {"unit": unit, "since": later(0)}),
        ]
    hidden = {"version": "0", "looked": "on", "parent": far.plan.code}
    found.append(("coordinating_office", "plan_confirm", (own.more["draft"].pk,), hidden))
    found.append(("coordinating_office", "posting", (own.plan.code,),
                  post | {"unit": own.unit.pk, "task": far.tasks["open"].pk}))  # fmt: skip
    found.append(("officer", "report", (part.times["open"].pk,), report | {"unit": world.units["R1"].pk}))
    return found


def test_nobody_acts_in_the_name_of_others_or_hangs_his_own_on_theirs(world: World) -> None:
    """The form refuses, nothing is written, and it says no word of theirs."""
    for role, name, args, sent in _in_others_names(world):
        actor = world.actors["ward", role]
        before = Line.objects.count()
        answer = trying.client(actor).post(reverse(name, args=args), sent)

        assert answer.status_code in (403, 422), (role, name, sent)
        assert Line.objects.count() == before, (role, name, sent)
        hidden = {(kind, where) for kind, where in trying.words(answer) - trying.known(actor) if kind != "unit"}
        assert hidden == set(), (role, name, sent)


def test_a_workbook_of_another_unit_is_not_taken(world: World) -> None:
    """The head of R1 brings back what the head of W1 took: forbidden, whatever is written in it."""
    above, below = world.actors["ward", "unit_head"], world.actors["room", "unit_head"]
    taken = trying.client(above).get(reverse("plan_workbook_of", args=[world.things["W1"].plan.code, "W1"]))
    assert taken.status_code == 200

    code = world.things["rp"].plan.code
    for plan in (code, world.things["W1"].plan.code):
        sheet = _upload(taken.content)
        answer = trying.client(below).post(reverse("plan_workbook", args=[plan]), {"file": sheet, "apply": "1"})
        assert answer.status_code in (403, 404, 422), plan
        assert trying.words(answer) <= trying.known(below), plan


def _upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("tien-do.xlsx", data)


def test_a_feed_holds_the_tasks_of_the_owner_s_own_units(world: World) -> None:
    """The office's own and those of others in which it takes part; a dead, an ended and a wrong key open nothing."""
    nobody = trying.client(world.actors["ward", "passer-by"])

    def named(role: str) -> set[str]:
        answer = nobody.get(reverse("feed", args=[f"key-ward-{role}"]))
        return {name for kind, name in trying.words(answer) if kind == "task"}

    assert named("coordinating_office") == {"W1", "wp", "wa"}
    assert named("officer") == {"W1", "wp", "wa"}
    assert named("leader") == {"W1", "wp", "wa"}
    assert named("unit_head") == {"W1", "wp", "wa", "R1", "R2", "T1", "wb", "rp", "ro", "ra"}
    assert named("administrator") == named("former") == named("coming") == set()
    for key in ("key-ward-locked", "None", "", "key-ward-leader "):
        at = f"/lich-hen/{key}.ics"
        assert nobody.get(at).status_code == 404, key
        assert nobody.get(f"/lich-hen/don-vi/W1/{key}.ics").status_code == 404, key


def test_a_search_for_a_hidden_word_finds_nothing(world: World) -> None:
    """Word by word, in every list that can be searched."""
    actor = world.actors["ward", "auditor"]
    browser = trying.client(actor)

    for name, kinds in {
        "plans": ("plan", "number"),
        "units": ("unit",),
        "people": ("person",),
        "journal": ("journal",),
    }.items():
        for kind in kinds:
            for site in ("W2", "V1", "MT", "GN", "wp"):
                hidden = word(kind, site)
                said = browser.get(reverse(name), {"tim": hidden[:-1]}).content.decode()
                assert (hidden in said) is (name == "plans" and site == "wp"), (name, hidden)
