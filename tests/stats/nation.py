"""A small nation for the tests, and its figures by plain loops over plain lists, slow but plain to see."""

import math
import random
from collections import defaultdict

import polars as pl

from hailong.stats.packed import Questions

QUESTIONS = Questions("SIPAS", (("TC", ("a", "b", "c")), ("HC", ("d",)), ("PV", ("e", "f"))))


def nation(seed=1, units=7, quarter=0):
    """Make forms in no order: a unit has one to three strata, of one to five sessions, of one to eight forms."""
    chance = random.Random(f"{seed}.{quarter}")
    forms = []
    for unit in range(units):
        for stratum in range(chance.randint(1, 3)):
            sessions = chance.randint(1, 5)
            population = chance.choice([None, sessions, sessions + 3, 40])
            for psu in range(sessions):
                for _ in range(chance.randint(1, 8)):
                    head = {"province": 1 + unit // 3, "unit": 100 + unit, "stratum": stratum, "psu": psu}
                    head |= {"population": population, "weight": chance.uniform(0.2, 5)}
                    answers = {item: chance.choice([1, 3, 4, 4, 5, 5, None]) for item in QUESTIONS.items}
                    forms.append(head | answers)
    chance.shuffle(forms)
    kinds = {"population": pl.Float64} | dict.fromkeys(QUESTIONS.items, pl.Int64)
    return pl.DataFrame(forms, schema_overrides=kinds)


def figures(forms, rule):
    """Give {statistic: (n, estimate, variance, simple variance)} on 0..1 of one domain that holds whole strata."""
    points = {item: _ratio(forms, [item]) for item in QUESTIONS.items}
    scores = {item: _scores(forms, [item], points[item]) for item in QUESTIONS.items}
    asked = {item: [item] for item in QUESTIONS.items}
    for code, items in QUESTIONS.criteria:
        asked[code] = list(items)
        if rule == "t2b_pooled":
            points[code] = _ratio(forms, items)
            scores[code] = _scores(forms, items, points[code])
        else:
            points[code], scores[code] = _mean(points, scores, items, absent=True)
    codes = [code for code, _ in QUESTIONS.criteria]
    asked["SIPAS"] = list(QUESTIONS.items)
    points["SIPAS"], scores["SIPAS"] = _mean(points, scores, codes)
    answer = {}
    for name, z in scores.items():
        here = [any(form[item] is not None for item in asked[name]) for form in forms]
        answer[name] = (sum(here), points[name], variance(forms, z), _simple(forms, z, here))
    return answer


def variance(forms, z):
    """Add up the strata; a lonely one joins the next of its unit, the last the one before."""
    total = 0.0
    for strata in _units(forms, z).values():
        for sums, population in _joined(strata):
            drawn = len(sums)
            rest = max(1 - drawn / population, 0)
            centre = math.fsum(sums) / drawn if drawn > 1 else 0
            spread = math.fsum((one - centre) ** 2 for one in sums)
            total += rest * spread * (drawn / (drawn - 1) if drawn > 1 else 1)
    return total


def freedom(forms):
    """Count sampling units less strata, lonely ones joined."""
    units = _units(forms, [0.0] * len(forms))
    return sum(len(sums) - 1 for strata in units.values() for sums, _ in _joined(strata))


def _joined(strata):
    strata = [list(one) for one in strata]
    joined, at = [], 0
    while at < len(strata):
        sums, population = strata[at]
        if len(sums) == 1 and population > 1:
            if at + 1 < len(strata) and len(strata[at + 1][0]) < strata[at + 1][1]:
                joined.append((sums + strata[at + 1][0], population + strata[at + 1][1]))
                at += 2
                continue
            if joined and len(joined[-1][0]) < joined[-1][1]:
                before, more = joined.pop()
                joined.append((before + sums, more + population))
                at += 1
                continue
        joined.append((sums, population))
        at += 1
    return joined


def _units(forms, z):
    totals = defaultdict(float)
    sizes = {}
    for form, score in zip(forms, z, strict=True):
        totals[(form["province"], form["unit"]), form["stratum"], form["psu"]] += form["weight"] * score
        sizes[(form["province"], form["unit"]), form["stratum"]] = form["population"] or math.inf
    units = defaultdict(list)
    for unit, stratum in sorted(sizes):
        sums = [total for (u, s, _), total in sorted(totals.items()) if (u, s) == (unit, stratum)]
        units[unit].append((sums, sizes[unit, stratum]))
    return units


def _ratio(forms, items):
    given = [(form["weight"], form[item] >= 4) for form in forms for item in items if form[item] is not None]
    whole = math.fsum(weight for weight, _ in given)
    return math.fsum(weight for weight, good in given if good) / whole if given else math.nan


def _scores(forms, items, point):
    whole = math.fsum(form["weight"] for form in forms for item in items if form[item] is not None)
    return [
        math.fsum(((form[item] >= 4) - point) / whole for item in items if form[item] is not None) for form in forms
    ]


def _mean(points, scores, names, absent=False):
    if absent:  # items that nobody answered are left out, unless that leaves none
        names = [name for name in names if not math.isnan(points[name])] or names
    point = math.fsum(points[name] for name in names) / len(names)
    columns = [scores[name] for name in names]
    return point, [math.fsum(row) / len(names) for row in zip(*columns, strict=True)]


def _simple(forms, z, here):
    n = sum(here)
    whole = math.fsum(form["weight"] for form, one in zip(forms, here, strict=True) if one)
    squares = math.fsum(form["weight"] * score**2 for form, score in zip(forms, z, strict=True))
    return whole * squares / (n - 1) if n > 1 else math.nan
