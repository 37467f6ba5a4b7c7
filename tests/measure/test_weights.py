"""What each answer stands for: weights that add up to the frame, cells that all have answers, notes where not."""

from datetime import date
from math import inf

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import unit
from tests.measure import fielding

from hailong.measure import counter, rules, weights
from hailong.measure.models import Answer
from hailong.measure.weights import Counts, weigh
from hailong.stats.answer import Request, Statistic
from hailong.stats.estimate import estimate

UNITS = ("/P/A/", "/P/A/B/", "/P/C/", "/P/D/E/")
FIELDS = ("Hộ tịch", "Đất đai", "Xây dựng", "")
POOLED = [rules.PAPER, rules.CODED]
DAY = date(2025, 7, 2)


def answers(*rows):
    """A table of answers: (path, field, mode, how many[, session])."""
    made = [(path, field, mode, (*rest, "")[0]) for path, field, mode, number, *rest in rows for _ in range(number)]
    frame = pl.DataFrame(made, schema=dict.fromkeys(("path", "field", "mode", "session"), pl.String), orient="row")
    return frame.with_columns(day=pl.lit(DAY), q=pl.int_range(pl.len()) % 5 + 1)


def by(frame, *names):
    """The sum of weights of each group."""
    grouped = frame.group_by(*names).agg(pl.col("weight").sum())
    return {row[0] if len(names) == 1 else row[:-1]: round(row[-1], 9) for row in grouped.rows()}


ROWS = st.lists(
    st.tuples(st.sampled_from(UNITS), st.sampled_from(FIELDS), st.sampled_from(rules.MODES), st.integers(1, 12)),
    min_size=1,
    max_size=12,
)
RESULTS = st.dictionaries(st.tuples(st.sampled_from(UNITS), st.sampled_from(FIELDS)), st.integers(1, 500), min_size=1)


@given(ROWS, RESULTS)
def test_the_weights_of_each_group_of_modes_add_up_to_the_results_of_the_places_that_answered(rows, results):
    found = weigh(answers(*rows), Counts([(*key, n) for key, n in results.items()]), pooled=POOLED)

    for group in (POOLED, [rules.KIOSK], [rules.LINK]):
        part = found.frame.filter(pl.col("mode").is_in(group))
        tops = tops_of({*part["path"].to_list(), *(path for path, _ in results)})
        bare = {tops[path] for path in part["path"].to_list()} - {tops[path] for path, _ in results}
        wanted = sum(
            n for (path, _), n in results.items() if tops[path] in {tops[one] for one in part["path"].to_list()}
        )
        assert part["weight"].sum() == pytest.approx(part.height if bare else wanted)


def tops_of(paths):
    return {path: min((one for one in paths if path.startswith(one)), key=len) for path in paths}


@given(ROWS, RESULTS)
def test_every_answer_keeps_its_place_and_has_a_weight_above_zero(rows, results):
    asked = answers(*rows)

    found = weigh(asked, Counts([(*key, n) for key, n in results.items()]), pooled=POOLED).frame

    assert found.select(asked.columns).equals(asked)
    assert (found["weight"] > 0).all()
    assert (found["population"] >= found.select(pl.col("psu").n_unique().over("stratum"))["psu"]).all()


@given(ROWS, RESULTS, st.integers(1, 40))
def test_selection_times_response_is_the_weight(rows, results, every):
    visits = [(path, field, n, -(-n // every)) for (path, field), n in results.items()]

    found = weigh(answers(*rows), Counts([(*key, n) for key, n in results.items()], {}, visits), pooled=POOLED).frame

    known = found.drop_nulls("selection")
    for weight, selection, response in known.select("weight", "selection", "response").rows():
        assert selection * response == pytest.approx(weight)


def test_fields_are_brought_to_their_own_results():
    asked = answers(("/P/A/", "Hộ tịch", "paper", 10), ("/P/A/", "Đất đai", "coded", 5))

    found = weigh(asked, Counts([("/P/A/", "HỘ TỊCH", 100), ("/P/A/", "Đất đai", 300)]), pooled=POOLED)

    assert by(found.frame, "field") == {"Hộ tịch": 100, "Đất đai": 300}
    assert found.frame["weight"].unique().sort().to_list() == [10, 60]
    assert (found.weighted, found.notes) == (True, ())


def test_a_field_with_few_answers_or_none_is_joined_with_others_until_all_are_stood_for():
    asked = answers(("/P/A/", "Hộ tịch", "paper", 20), ("/P/A/", "Đất đai", "paper", 4), ("/P/A/", "Lạ", "paper", 1))
    results = [("/P/A/", "Hộ tịch", 100), ("/P/A/", "Đất đai", 30), ("/P/A/", "Xây dựng", 20)]

    found = weigh(asked, Counts(results), pooled=POOLED).frame

    assert by(found, "field") == {"Hộ tịch": 100, "Đất đai": 40, "Lạ": 10}


def test_a_field_that_only_the_frame_knows_is_joined_with_the_smallest():
    asked = answers(("/P/A/", "Hộ tịch", "paper", 20), ("/P/A/", "Đất đai", "paper", 5))
    results = [("/P/A/", "Hộ tịch", 100), ("/P/A/", "Đất đai", 30), ("/P/A/", "Xây dựng", 20)]

    assert by(weigh(asked, Counts(results), pooled=POOLED).frame, "field") == {"Hộ tịch": 100, "Đất đai": 50}


@pytest.mark.parametrize("blank", ["answer", "result"])
def test_where_a_field_is_not_told_the_place_is_one_cell(blank):
    asked = answers(("/P/A/", "Hộ tịch", "paper", 9), ("/P/A/", "" if blank == "answer" else "Đất đai", "paper", 6))
    results = [("/P/A/", "Hộ tịch", 100), ("/P/A/", "" if blank == "result" else "Đất đai", 50)]

    assert weigh(asked, Counts(results), pooled=POOLED).frame["weight"].unique().to_list() == [10]


def test_a_list_that_a_ward_brings_weighs_the_answers_of_its_counters():
    asked = answers(("/P/A/B/", "", "paper", 6), ("/P/A/B2/", "", "paper", 4))

    found = weigh(asked, Counts([("/P/A/", "", 100)]), pooled=POOLED)

    assert found.frame["weight"].unique().to_list() == [10]
    assert by(found.frame, "path") == {"/P/A/B/": 60, "/P/A/B2/": 40}
    assert dict(found.frame.select("path", "population").rows()) == {"/P/A/B/": 60, "/P/A/B2/": 40}


def test_a_unit_whose_name_begins_like_another_is_no_part_of_it():
    asked = answers(("/P/A/", "", "paper", 2), ("/P/A-1/", "", "paper", 2))

    found = weigh(asked, Counts([("/P/A/", "", 10), ("/P/A-1/", "", 100)]), pooled=POOLED)

    assert by(found.frame, "path") == {"/P/A/": 10, "/P/A-1/": 100}


def test_modes_outside_the_pool_are_brought_to_the_frame_alone():
    asked = answers(("/P/A/", "", "paper", 10), ("/P/A/", "", "coded", 10), ("/P/A/", "", "link", 4))

    found = weigh(asked, Counts([("/P/A/", "", 200)]), pooled=POOLED).frame

    assert by(found, "mode") == {"paper": 100, "coded": 100, "link": 200}
    assert dict(found.select("mode", "pooled").rows()) == {"paper": 1, "coded": 1, "link": 0}
    assert dict(found.select("mode", "stratum").rows()) == {"paper": "/P/A/", "coded": "/P/A/", "link": "/P/A/link"}
    assert dict(found.select("mode", "population").rows()) == {"paper": 200, "coded": 200, "link": inf}


def test_visitors_counted_at_the_counter_stand_in_for_a_list_that_is_wanting():
    visits = [("/P/A/", "", 80, 20)]

    found = weigh(answers(("/P/A/", "", "paper", 16)), Counts([], {}, visits), pooled=POOLED)

    assert found.frame.select("weight", "selection", "response").row(0) == (5, 4, 1.25)
    assert "A chưa có danh sách trả kết quả, lấy 80 lượt khách đếm tại quầy" in found.notes[0]


def test_without_a_frame_nothing_is_weighed_and_a_note_says_where():
    asked = answers(("/P/A/", "", "paper", 10), ("/P/C/", "", "paper", 10))

    found = weigh(asked, Counts([("/P/A/", "", 200)]), pooled=POOLED)

    assert found.frame["weight"].unique().to_list() == [1]
    assert found.frame["population"].unique().to_list() == [inf]
    assert not found.weighted
    assert found.notes == (
        "Các hình thức được gộp: C chưa có danh sách trả kết quả nên không gia quyền; nạp danh sách rồi tính lại.",
    )


def test_a_frame_shorter_than_the_answers_and_one_without_answers_are_told():
    asked = answers(("/P/A/", "", "paper", 10), ("/P/A/", "", "link", 1))

    found = weigh(asked, Counts([("/P/A/", "", 4), ("/P/C/", "", 50)]), pooled=POOLED)

    assert found.notes == (
        "Các hình thức được gộp: A chỉ có 4 lượt trả kết quả, ít hơn số phiếu; nạp thêm danh sách còn thiếu.",
        "Các hình thức được gộp: C có 50 lượt trả kết quả mà không có phiếu nào; số liệu không nói về nơi này.",
    )
    assert found.frame["population"].to_list() == [10] * 10 + [inf]


def test_where_half_days_were_drawn_they_are_the_units_and_are_counted_by_days_with_results():
    asked = answers(
        ("/P/A/", "", "paper", 3, "s1"), ("/P/A/", "", "coded", 2, "s1"), ("/P/A/", "", "paper", 4, "s2"),
        ("/P/A/", "", "paper", 1), ("/P/A/", "", "link", 2),
    )  # fmt: skip
    days = {"/P/A/": frozenset({date(2025, 7, 1), DAY, date(2025, 7, 3)})}

    found = weigh(asked, Counts([("/P/A/", "", 50)], days), pooled=POOLED, sampling_unit=rules.SESSION).frame

    pool = found.filter(pl.col("pooled") == 1)
    assert sorted(pool["psu"].unique()) == ["/P/A/ 2025-07-02", "/P/A/ s1", "/P/A/ s2"]
    assert pool["population"].unique().to_list() == [6]
    assert found.filter(pl.col("mode") == "link")["psu"].n_unique() == 2


def test_no_answers_make_an_empty_table_with_every_column():
    found = weigh(answers(), Counts([("/P/A/", "", 5)]), pooled=POOLED)

    assert found.frame.is_empty()
    assert {"weight", "stratum", "psu", "population", "pooled", "selection", "response"} <= set(found.frame.columns)


def test_the_estimator_takes_the_table_as_it_is():
    """Stratified simple random sampling by hand: V = sum of N² (1 - n/N) s²/n over N total squared (Cochran 5.3)."""
    asked = answers(("/P/A/", "", "paper", 10), ("/P/C/", "", "paper", 15))
    table = weigh(asked, Counts([("/P/A/", "", 40), ("/P/C/", "", 60)]), pooled=POOLED).frame

    request = Request(
        weights="weight",
        strata=("stratum",),
        clusters=("psu",),
        fpc=("population",),
        statistics=(Statistic("mean", "q"),),
    )
    (row,) = estimate(table, request).rows

    assert row.estimate == pytest.approx(3)
    spread = sum(size**2 * (1 - n / size) * (2 * n / (n - 1)) / n for size, n in ((40, 10), (60, 15))) / 100**2
    assert row.se == pytest.approx(spread**0.5)
    assert row.df == 23


def test_a_field_that_answers_more_readily_does_not_carry_the_index():
    asked = answers(("/P/A/", "Hộ tịch", "paper", 40), ("/P/A/", "Đất đai", "paper", 10))
    asked = asked.with_columns(q=pl.when(pl.col("field") == "Hộ tịch").then(5).otherwise(1))
    table = weigh(asked, Counts([("/P/A/", "Hộ tịch", 100), ("/P/A/", "Đất đai", 300)]), pooled=POOLED).frame

    request = Request(weights="weight", statistics=(Statistic("percent", "q", codes=("4", "5")),))
    (row,) = estimate(table, request).rows

    assert row.estimate == pytest.approx(25)  # 100 of 400 results, where 40 of 50 answers would say 80


@pytest.mark.django_db
def test_the_frame_and_the_visits_of_a_round_weigh_its_answers():
    round = fielding.opened(every=2)
    fielding.returned(round, fielding.COUNTER, 30, field="Hộ tịch", day=DAY)
    fielding.returned(round, fielding.COUNTER, 50, field="Hộ tịch", day=date(2025, 6, 30))
    fielding.returned(round, "X01-SNV", 50, field="Hộ tịch", day=DAY)
    fielding.answered(round, fielding.COUNTER, 6, field="Hộ tịch")
    at = fielding.at(DAY)
    session = counter.start_session(round=round, unit=unit(fielding.COUNTER), by=fielding.by("lan", at), now=at)
    for _ in range(20):
        counter.next_visitor(session=session, field="Hộ tịch", by=fielding.by("lan", at), now=at)

    rows = Answer.objects.filter(round=round).values_list("unit__path", "field", "mode", "session", "day")
    table = pl.DataFrame(list(rows), schema=["path", "field", "mode", "session", "day"], orient="row")
    found = weights.of_round(round, table)

    assert found.weighted
    assert found.frame.select("weight", "selection", "response", "population").unique().rows() == [(5, 3, 10 / 6, 30)]
