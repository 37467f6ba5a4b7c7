"""The matrix: every address, tried by every role on its own, a child's, a sibling's and a foreign thing."""

import pytest
from django.db import connection
from tests.web.matrix import routes, trying
from tests.web.matrix.expected import EVERYBODY, USUALLY
from tests.web.matrix.world import World
from tests.web.test_guards import _routes

pytestmark = pytest.mark.django_db

SAMPLE = [("ward", "officer"), ("ward", "leader"), ("room", "coordinating_office"), ("ward", "passer-by")]
TRYING = SAMPLE if connection.vendor == "postgresql" else USUALLY
"""On PostgreSQL a sample: the conditions are the same, the database asks them in its own way."""


@pytest.mark.parametrize(("level", "role"), TRYING)
def test_a_role_opens_what_the_table_says_and_reads_no_word_of_anything_else(
    world: World, level: str, role: str
) -> None:
    """Every address, on a thing in every relation, read and sent; every answer is searched for planted words."""
    tried, wrong = _try(world, level, role, whole=False)

    print(f"\n{level}/{role}: {tried} cases")
    assert wrong == [], f"{len(wrong)} of {tried} cases:\n" + "\n".join(wrong[:200])


@pytest.mark.drill
@pytest.mark.parametrize(("level", "role"), EVERYBODY)
def test_nothing_is_missed_by_trying_two_things_for_all(world: World, level: str, role: str) -> None:
    """The same with nothing left out, and every address asked for its head."""
    tried, wrong = _try(world, level, role, whole=True)

    assert wrong == [], f"{len(wrong)} of {tried} cases:\n" + "\n".join(wrong[:200])


def _try(world: World, level: str, role: str, *, whole: bool) -> tuple[int, list[str]]:
    """How many cases there are, and what is wrong in them."""
    actor = world.actors[level, role]
    browser = trying.client(actor)
    tried = list(trying.cases(actor, whole=whole))
    return len(tried), [said for case in tried if (said := trying.call(world, actor, case, browser))]


def test_every_address_is_in_the_matrix() -> None:
    """One that nobody put there by hand is named here, and so is one that is no more."""
    assert {name for name, _view in _routes()} == routes.NAMES
