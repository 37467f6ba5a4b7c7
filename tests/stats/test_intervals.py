"""Intervals against R, against closed forms and against the laws every interval must keep."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.stats.faults import BadSurvey
from hailong.stats.intervals import KINDS, interval, t_quantile

# R 4.2.2, survey 4.1-1: m <- svymean(~I(as.numeric(sch.wide == "Yes")), d); confint(m, df = degf(d)); confint(m);
# confint(svyciprop(~I(sch.wide == "Yes"), d, method = "xlogit")); the same with method = "beta"; sprintf("%.17g").
# Designs: apistrat (stype, fpc), apiclus1 (dnum, fpc), apiclus2 (two stages), apistrat without fpc, dnum < 300.
# design, estimate, SE, df, n, level, then (low, high) by t, normal, logit and beta
R = [
    (
        "strat",
        0.82794801141582341,
        0.024344780113074775,
        197,
        200,
        0.95,
        (0.77993818097288081, 0.87595784185876602),
        (0.78023311918264993, 0.8756629036489969),
        (0.77453965474676822, 0.87081485494359867),
        (0.77417132859731252, 0.87343159262073522),
    ),
    (
        "strat",
        0.82794801141582341,
        0.024344780113074775,
        197,
        200,
        0.9,
        (0.78771521384348275, 0.86818080898816408),
        (0.78790441154949631, 0.86799161128215052),
        (0.78393034774229275, 0.86454782439737343),
        (0.78283968837627449, 0.86687645291454107),
    ),
    (
        "clus1",
        0.87431693989071035,
        0.02035947724462743,
        14,
        183,
        0.95,
        (0.83065020412346802, 0.91798367565795269),
        (0.83441309774717787, 0.91422078203424284),
        (0.82379889238300175, 0.91190007702439313),
        (0.82370221084750106, 0.91470449212686533),
    ),
    (
        "clus1",
        0.87431693989071035,
        0.02035947724462743,
        14,
        183,
        0.9,
        (0.8384575862606698, 0.91017629352075091),
        (0.84082857990204896, 0.90780529987937175),
        (0.83387593407285798, 0.9060225607490946),
        (0.83289829530086512, 0.90841239985837929),
    ),
    (
        "clus2",
        0.75129151291512919,
        0.06639498843428826,
        39,
        126,
        0.95,
        (0.61699497267314862, 0.88558805315710976),
        (0.62115972682997078, 0.8814232990002876),
        (0.59550787080092549, 0.86107437991229974),
        (0.59077112611306237, 0.8732922796574254),
    ),
    (
        "clus2",
        0.75129151291512919,
        0.06639498843428826,
        39,
        126,
        0.9,
        (0.63942424869589232, 0.86315877713436595),
        (0.64208147537758908, 0.86050155045266918),
        (0.62406062220179592, 0.84608312405042063),
        (0.61628841657124611, 0.85744880868493101),
    ),
    (
        "strat, nofpc",
        0.82794801141582341,
        0.024756802875456112,
        197,
        200,
        0.95,
        (0.77912563952174907, 0.87677038330989776),
        (0.77942556940757179, 0.87647045342407504),
        (0.77354200972569198, 0.87145518275852962),
        (0.77315746131603724, 0.87415669403971064),
    ),
    (
        "strat, nofpc",
        0.82794801141582341,
        0.024756802875456112,
        197,
        200,
        0.9,
        (0.78703429463545982, 0.8688617281961869),
        (0.78722669441440674, 0.86866932841723998),
        (0.78311958633191125, 0.86510661729593197),
        (0.78198865462477196, 0.86751115321347361),
    ),
    (
        "clus1 of E",
        0.875,
        0.028476229513779181,
        4,
        80,
        0.95,
        (0.79593731195197881, 0.95406268804802119),
        (0.81918761573749632, 0.93081238426250368),
        (0.77260007343567494, 0.93515842772286339),
        (0.77359478478355381, 0.94224911986529947),
    ),
    (
        "clus1 of E",
        0.875,
        0.028476229513779181,
        4,
        80,
        0.9,
        (0.81429304162434979, 0.93570695837565021),
        (0.82816077060235771, 0.92183922939764218),
        (0.80073191130030263, 0.92420805524712668),
        (0.79848487955009018, 0.9299241193999116),
    ),
]
PROPORTION_KINDS = ("logit", "wilson", "beta", "korn-graubard")
proportions = st.floats(0.001, 0.999)
errors = st.floats(0.0001, 0.3)
freedoms = st.integers(1, 500)
sizes = st.integers(2, 5000)


@pytest.mark.parametrize(("name", "estimate", "se", "df", "n", "level", "t", "normal", "logit", "beta"), R)
def test_bounds_are_those_of_r(
    name: str,
    estimate: float,
    se: float,
    df: int,
    n: int,
    level: float,
    t: tuple[float, float],
    normal: tuple[float, float],
    logit: tuple[float, float],
    beta: tuple[float, float],
) -> None:
    expected = {"t": t, "normal": normal, "logit": logit, "beta": beta}
    got = {kind: np.array(interval(kind, estimate, se, df, n, level)) for kind in expected}
    for kind, bounds in expected.items():
        np.testing.assert_allclose(got[kind], bounds, rtol=1e-12, err_msg=f"{name} {kind}")


def test_wilson_of_a_simple_random_sample_is_the_score_interval_of_1927() -> None:
    # R: prop.test(45, 50, correct = FALSE)$conf.int; the SE that makes n_eff = 50, df without end
    low, high = interval("wilson", 0.9, np.sqrt(0.9 * 0.1 / 50), np.inf, 50)
    np.testing.assert_allclose([low, high], [0.78639768562520351, 0.95652423506810969], rtol=1e-12)


def test_korn_graubard_of_a_simple_random_sample_is_clopper_pearson() -> None:
    # R: binom.test(45, 50)$conf.int; df = n - 1, so the size is not adjusted
    low, high = interval("korn-graubard", 0.9, np.sqrt(0.9 * 0.1 / 50), 49, 50)
    np.testing.assert_allclose([low, high], [0.78186463356579772, 0.96672490641097752], rtol=1e-12)


def test_wilson_of_six_sessions_by_hand() -> None:
    # n_eff = 0.09 / 0.0016 = 56.25; t(4) = 2.7764451051977987; the score equation solved with a pocket calculator
    low, high = (float(bound) for bound in interval("wilson", 0.9, 0.04, 4, 60))
    for bound in (low, high):
        assert abs(abs(0.9 - bound) - 2.7764451051977987 * np.sqrt(bound * (1 - bound) / 56.25)) < 1e-14
    assert low < 0.9 < high


@pytest.mark.parametrize(
    ("p", "low", "high"), [(1.0, 52 / (52 + 7.7086474), 1.0), (0.0, 0.0, 7.7086474 / (52 + 7.7086474))]
)
def test_all_alike_answers_take_the_number_of_answers_for_size(p: float, low: float, high: float) -> None:
    # at p = 1 the score interval is n/(n + t^2) to 1; t(4)^2 = 7.7086474
    np.testing.assert_allclose(interval("wilson", p, 0.0, 4, 52), (low, high), rtol=1e-7)


def test_at_certainty_the_exact_interval_stays_defined_and_rs_two_do_not() -> None:
    low, high = interval("korn-graubard", [1.0, 0.0], 0.0, 30, 31)
    np.testing.assert_allclose(low, [0.025 ** (1 / 31), 0], rtol=1e-12)
    np.testing.assert_allclose(high, [1, 1 - 0.025 ** (1 / 31)], rtol=1e-12)
    for kind in ("beta", "logit"):
        assert np.isnan(interval(kind, [1.0, 0.0], 0.0, 30, 31)).all()


def test_the_korn_graubard_size_is_capped_where_beta_is_not() -> None:
    capped, free = (np.array(interval(kind, 0.9, 0.01, 40, 60)) for kind in ("korn-graubard", "beta"))
    assert capped[0] < free[0]
    assert capped[1] > free[1]
    np.testing.assert_allclose(capped, interval("korn-graubard", 0.9, np.sqrt(0.09 / 60), 59, 60), rtol=1e-12)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "normal"])
@pytest.mark.parametrize("df", [0.0, -3.0, np.nan])
def test_without_degrees_of_freedom_only_the_normal_interval_exists(kind: str, df: float) -> None:
    assert np.isnan(interval(kind, 0.8, 0.05, df, 60)).all()
    assert np.isfinite(interval("normal", 0.8, 0.05, df, 60)).all()


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_estimate_or_error_has_no_interval(kind: str) -> None:
    assert np.isnan(interval(kind, [np.nan, 0.5], [0.1, np.nan], 5, 60)).all()


@pytest.mark.parametrize("kind", ["wilson", "beta", "korn-graubard"])
def test_a_figure_outside_nought_to_one_has_no_interval_but_rounding_is_forgiven(kind: str) -> None:
    assert np.isnan(interval(kind, [84.0, -0.1], 0.05, 20, 60)).all()
    low, high = interval("wilson", 1 + 1e-15, 0.0, 20, 60)
    assert (low, high) == tuple(interval("wilson", 1.0, 0.0, 20, 60))


def test_a_rounding_of_nought_is_nought() -> None:
    assert interval("wilson", 0.9, 1e-17, 4, 60) == interval("wilson", 0.9, 0.0, 4, 60)


@given(p=st.floats(0, 1), se=st.floats(0, 0.5), df=freedoms, n=sizes, level=st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_is_never_undefined_and_lies_in_nought_to_one_around_the_figure(
    p: float, se: float, df: int, n: int, level: float
) -> None:
    low, high = interval("wilson", p, se, df, n, level)
    assert 0 <= low <= p + 1e-12
    assert p - 1e-12 <= high <= 1


@given(p=proportions, se=errors, df=freedoms, n=sizes, kind=st.sampled_from(PROPORTION_KINDS))
def test_satisfied_and_dissatisfied_mirror_each_other(p: float, se: float, df: int, n: int, kind: str) -> None:
    low, high = interval(kind, p, se, df, n)
    mirrored_low, mirrored_high = interval(kind, 1 - p, se, df, n)
    np.testing.assert_allclose([low, high], [1 - mirrored_high, 1 - mirrored_low], rtol=1e-7, atol=1e-9)


@given(p=proportions, se=errors, df=freedoms, n=sizes, kind=st.sampled_from(KINDS))
def test_a_higher_level_holds_the_lower_one(p: float, se: float, df: int, n: int, kind: str) -> None:
    df = min(df, n - 1)  # no design has more degrees of freedom than answers
    narrow, wide = interval(kind, p, se, df, n, 0.9), interval(kind, p, se, df, n, 0.95)
    assert wide[0] <= narrow[0] + 1e-12
    assert wide[1] >= narrow[1] - 1e-12


@given(
    p=proportions, se=errors, df=st.integers(1, 100), more=st.integers(1, 100), kind=st.sampled_from(["t", "wilson"])
)
def test_more_degrees_of_freedom_never_widen(p: float, se: float, df: int, more: int, kind: str) -> None:
    few, many = interval(kind, p, se, df, 60), interval(kind, p, se, df + more, 60)
    assert many[0] >= few[0] - 1e-12
    assert many[1] <= few[1] + 1e-12


@given(low_p=proportions, high_p=proportions, df=freedoms, size=st.integers(5, 500))
def test_wilson_rises_with_the_figure_at_one_size(low_p: float, high_p: float, df: int, size: int) -> None:
    p = np.array(sorted([low_p, high_p]))
    for bound in interval("wilson", p, np.sqrt(p * (1 - p) / size), df, size):
        assert bound[0] <= bound[1] + 1e-12


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_gives_what_its_rows_give(kind: str) -> None:
    p, se, df = np.array([[0.5], [0.84], [0.97]]), np.array([0.03, 0.06]), np.array([4, 58])
    low, high = interval(kind, p, se, df, 60)
    assert low.shape == high.shape == (3, 2)
    for row in range(3):
        for column in range(2):
            one = interval(kind, p[row, 0], se[column], df[column], 60)
            assert (low[row, column], high[row, column]) == one


def test_a_million_exact_intervals_take_seconds() -> None:
    chance = np.random.default_rng(1)
    n = chance.integers(20, 400, 1_000_000).astype(float)
    p = chance.uniform(0.5, 1, n.size)
    start = time.process_time()
    low, high = interval("korn-graubard", p, np.sqrt(p * (1 - p) / n), n // 10 + 1, n)
    assert time.process_time() - start < 20
    assert ((low < p) & (p < high)).all()


def test_an_unknown_kind_or_level_is_refused_with_the_cure() -> None:
    with pytest.raises(BadSurvey, match=r"'wald'.*t, normal, logit, wilson, beta, korn-graubard"):
        interval("wald", 0.5, 0.1, 5, 60)
    for level in (0, 1, 95, float("nan")):
        with pytest.raises(BadSurvey, match=r"Mức tin cậy.*0\.95"):
            interval("t", 0.5, 0.1, 5, 60, level)


def test_quantiles_are_those_of_r() -> None:
    # R: qt(0.975, c(1, 2.5, 4, 57, 1e6, Inf)), 17 digits
    expected = [12.7062047361747066, 3.5746548420036932, 2.7764451051977943, 2.0024654592910074, 1.9599663568141066]
    np.testing.assert_allclose(t_quantile([1, 2.5, 4, 57, 1e6], 0.025), expected, rtol=1e-14)
    np.testing.assert_allclose(t_quantile(np.inf, 0.025), 1.9599639845400539, rtol=1e-14)
