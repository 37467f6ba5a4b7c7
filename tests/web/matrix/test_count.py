"""How much the matrix tries."""

import pytest
from tests.web.matrix import trying
from tests.web.matrix.expected import EVERYBODY, NEVER, RELATIONS, RIGHTS, TRIED, USUALLY
from tests.web.matrix.world import Actor, World

pytestmark = pytest.mark.django_db

LEAST = 7_000


def test_the_cases_are_counted(world: World) -> None:
    """By everybody who tries; fewer than before means that something fell out."""
    counts = {who: _count(world.actors[who[0], who[1]]) for who in USUALLY}
    whole = {who: _count(world.actors[who[0], who[1]], whole=True) for who in EVERYBODY}
    said = f"{sum(counts.values())} cases of {len(counts)} people, {sum(whole.values())} in the drill"

    print(f"\nthe matrix: {said}")
    assert sum(counts.values()) >= LEAST, said


def _count(actor: Actor, *, whole: bool = False) -> int:
    return sum(1 for _case in trying.cases(actor, whole=whole))


def test_the_table_names_only_relations_that_are_tried() -> None:
    """A word written wrong would allow nothing, and nobody would see it; nobody has a right where none can be."""
    written = {word for rights in RIGHTS.values() for words in rights.values() for word in words.split()}
    tried = {RELATIONS[level][name] for level, names in TRIED.items() for name in names}

    assert written == tried - set(NEVER)
    assert set(NEVER) <= tried
