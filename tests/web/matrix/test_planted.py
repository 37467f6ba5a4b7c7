"""The matrix finds what it is there to find: an address without a place in it, a page that shows too much."""

import pytest
from django.test import override_settings
from tests.web.matrix import planted, routes, trying
from tests.web.matrix.expected import TRIED, may
from tests.web.matrix.world import SITES, World
from tests.web.test_guards import _routes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _planted():
    with override_settings(ROOT_URLCONF="tests.web.matrix.planted"):
        yield


def test_an_address_that_nobody_put_into_the_matrix_is_named() -> None:
    """Both of them, and nothing else."""
    assert {name for name, _view in _routes()} - routes.NAMES == {"hole", "holes"}


def test_a_page_that_asks_for_nothing_but_the_code_is_found(world: World) -> None:
    """On every plan that the officer may not see, by its answer; it says nothing of those that he may."""
    actor = world.actors["ward", "officer"]
    browser = trying.client(actor)
    wrong = {
        thing
        for thing in TRIED["ward"]
        if trying.call(world, actor, trying.Case(planted.HOLE, thing, "get", ""), browser)
    }

    hidden = {name for name in TRIED["ward"] if not may("officer", "plan.see", trying.RELATIONS["ward"][name])}
    assert wrong == hidden
    assert {"R1", "W2", "V1", "MT", "GN", "wb"} == hidden


def test_a_list_without_a_scope_is_found_by_its_words(world: World) -> None:
    """Its answer is the right one; what it says is not."""
    actor = world.actors["province", "leader"]
    said = trying.call(world, actor, trying.Case(planted.HOLES, "", "get", ""), trying.client(actor))

    assert "betrays" in said
    assert [name for name in SITES if f"('plan', '{name}')" in said] == ["NT", "V1", "V2", "GN"]
