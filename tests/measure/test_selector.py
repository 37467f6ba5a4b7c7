"""Who is asked at the counter: the share, the same again, and nothing remembered."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.measure import rules
from hailong.measure.selector import Selector, chance, place

SEEDS = st.integers(-(2**62), 2**62)
EVERY = st.integers(1, 40)
PLACE = place("X0101-TT", "2025-07-02", "morning")
FIELDS = ("Hộ tịch", "Đất đai", "")


def drawn(selector, visitors, fields=("",)):
    """Which of the visitors are asked; their fields go round."""
    seen = Counter()
    found = []
    for number in range(1, visitors + 1):
        field = fields[number % len(fields)]
        seen[field] += 1
        found.append(selector.picks(number, field, seen[field]))
    return found


def start(every, day, half):
    return Selector(rules.SYSTEMATIC, 11, every, place("X", str(day), half)).start


@given(SEEDS, EVERY, st.integers(0, 400))
def test_systematic_drawing_asks_one_in_so_many_of_every_half_day(seed, every, visitors):
    asked = sum(drawn(Selector(rules.SYSTEMATIC, seed, every, PLACE), visitors))

    assert visitors // every <= asked <= -(-visitors // every)


@given(SEEDS, EVERY, st.integers(0, 400))
def test_drawing_by_field_asks_one_in_so_many_of_every_field(seed, every, visitors):
    asked = drawn(Selector(rules.STRATIFIED, seed, every, PLACE), visitors, FIELDS)

    for at, field in enumerate(FIELDS):
        of_field = [one for number, one in enumerate(asked, start=1) if FIELDS[number % len(FIELDS)] == field]
        assert len(of_field) // every <= sum(of_field) <= -(-len(of_field) // every), (at, field)


@pytest.mark.parametrize("every", [1, 2, 3, 7, 20])
def test_drawing_each_by_chance_asks_the_share_it_says(every):
    visitors = 20_000
    asked = sum(drawn(Selector(rules.BERNOULLI, 7, every, PLACE), visitors))

    spread = (visitors * (1 / every) * (1 - 1 / every)) ** 0.5
    assert abs(asked - visitors / every) <= 4 * spread


@given(SEEDS, st.sampled_from(rules.SELECTORS), EVERY, st.integers(1, 120))
def test_each_decision_asked_alone_after_a_restart_is_that_of_the_whole_morning(seed, kind, every, visitors):
    straight = drawn(Selector(kind, seed, every, PLACE), visitors)

    alone = [Selector(kind, seed, every, PLACE).picks(number, "", number) for number in range(visitors, 0, -1)]

    assert alone[::-1] == straight


@pytest.mark.parametrize("every", [4, 10])
def test_the_starts_of_half_days_are_spread_evenly(every):
    days = 4_000
    starts = Counter(
        Selector(rules.SYSTEMATIC, 11, every, place("X", str(day), "morning")).start for day in range(days)
    )

    wanted = days / every
    chi_square = sum((starts[one] - wanted) ** 2 / wanted for one in range(every))
    assert set(starts) == set(range(every))
    assert chi_square < {4: 16.27, 10: 27.88}[every]  # 0.1 % points at 3 and 9 degrees of freedom


def test_the_starts_of_two_halves_of_a_day_do_not_follow_each_other():
    every, days = 4, 4_000
    pairs = Counter(
        tuple(
            Selector(rules.SYSTEMATIC, 11, every, place("X", str(day), half)).start for half in ("morning", "afternoon")
        )
        for day in range(days)
    )

    wanted = days / every**2
    assert len(pairs) == every**2
    assert sum((seen - wanted) ** 2 / wanted for seen in pairs.values()) < 37.70  # 0.1 % point at 15


def test_every_one_asks_everybody():
    for kind in rules.SELECTORS:
        assert all(drawn(Selector(kind, 3, 1, PLACE), 50, FIELDS))


def test_the_way_a_field_is_written_changes_nothing():
    one = Selector(rules.STRATIFIED, 5, 6, PLACE)

    assert [one.picks(n, "Hộ tịch", n) for n in range(1, 20)] == [one.picks(n, "HỘ TỊCH", n) for n in range(1, 20)]


def test_texts_that_run_together_differ_in_their_chance():
    assert chance(1, "ab", "c") != chance(1, "a", "bc")


def test_another_seed_draws_others():
    drawings = {tuple(drawn(Selector(rules.BERNOULLI, seed, 3, PLACE), 60)) for seed in range(20)}

    assert len(drawings) == 20
