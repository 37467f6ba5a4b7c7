"""Every address has a guard, and a guard keeps out whom it should."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from tests.web.entering import client_of

from hailong.agency.permissions import VERBS
from hailong.web.skin.guard import GUARDS, OPEN, SIGNED_IN, guarded

LIBRARY = ("account_", "mfa_")
"""Names of the sign-in library's own pages, which guard themselves."""
PUBLIC = {"home", "set_language", "forward", "demo_enter", "feed", "unit_feed"}
"""The desk's pages that anybody may open; what is public for citizens has names that begin with public."""


def _routes(patterns: list[Any] | None = None) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every address's name and view."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns)
        elif isinstance(one, URLPattern) and one.callback is not None:
            yield one.name or str(one.pattern), one.callback


def _unguarded(routes: Iterator[tuple[str, Callable[..., Any]]]) -> list[str]:
    return [name for name, view in routes if view not in GUARDS and not name.startswith(LIBRARY)]


def test_every_address_has_a_guard() -> None:
    """A view without one is named here."""
    assert _unguarded(_routes()) == []


def test_a_view_without_a_guard_is_found() -> None:
    """Planted, beside one that wears its guard outermost and one that wears it inside."""

    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    def outer(request: HttpRequest) -> HttpResponse:
        return watched(request)

    watched = guarded("plan.see")(bare)
    planted = [path("a/", bare, name="bare"), path("b/", watched, name="watched"), path("c/", outer, name="outer")]

    assert _unguarded(_routes(planted)) == ["bare", "outer"]


def test_what_is_open_to_all_is_listed_by_hand() -> None:
    """Nothing becomes public unnoticed; every other guard is a verb of the table or asks for signing in."""
    routes = [(name, GUARDS[view]) for name, view in _routes() if view in GUARDS]

    assert {name for name, guard in routes if guard == OPEN and not name.startswith("public")} == PUBLIC
    assert {guard for _, guard in routes} - {OPEN, SIGNED_IN} <= set(VERBS)


def test_a_guard_for_a_verb_that_is_not_in_the_table_is_refused() -> None:
    """While the pages are loaded."""
    with pytest.raises(KeyError):
        guarded("plan.burn")


@pytest.mark.django_db
def test_a_passer_by_is_sent_to_sign_in_and_back() -> None:
    """A piece of a page asked for by script takes the whole page there."""
    nobody = client_of()

    assert nobody.get("/nhap/?a=1")["Location"] == "/tai-khoan/vao/?next=/nhap/%3Fa%3D1"
    assert nobody.post("/nhap/")["Location"] == "/tai-khoan/vao/?next=/"
    piece = nobody.get("/nhap/", headers={"HX-Request": "true"})
    assert (piece.status_code, piece["HX-Redirect"]) == (204, "/tai-khoan/vao/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("login", "status"),
    [("quang", 200), ("ha", 200), ("minh", 403), ("lan", 403), ("thuy", 403), ("hoa", 403), ("quantri", 403)],
)
def test_the_drop_page_opens_for_who_may_bring_in_plans(login: str, status: int) -> None:
    """The office that gathers and the heads of units."""
    assert client_of(login).get("/nhap/").status_code == status


@pytest.mark.django_db
def test_whoever_is_refused_is_told_whom_to_ask() -> None:
    """By name: the administrator of the unit where the person works."""
    page = client_of("lan").get("/nhap/").content.decode()

    assert "Chưa được giao quyền" in page
    assert "giao vai trò: Tô Gia Khánh." in page


@pytest.mark.django_db
def test_who_has_no_administrator_is_sent_to_one_all_the_same() -> None:
    """Cô Hoa works in a department that has none."""
    page = client_of("hoa").get("/nhap/").content.decode()

    assert "Nhờ người quản trị hệ thống giao vai trò." in page
