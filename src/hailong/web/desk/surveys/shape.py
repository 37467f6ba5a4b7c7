"""Rounds as the pages show them: pace, steps from visitor to answer, ways of answering, paper, how it was set up."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hailong.clock.period import parse
from hailong.measure.models import Round
from hailong.measure.queries import pacing
from hailong.measure.queries.counters import Tally
from hailong.measure.queries.pacing import Pace
from hailong.web.desk.surveys import words


@dataclass(frozen=True, slots=True)
class Listed:
    """A round in the list."""

    round: Round
    badge: words.Word
    period: str
    pace: Pace


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way from visitor to answer; `share` in percent of the step before, None for the first."""

    label: str | Promise
    count: int
    most: int
    share: int | None


def period(one: Round) -> str:
    """ "Quý III/2025"."""
    return parse(one.period).label


def listed(rounds: list[Round], on: date) -> list[Listed]:
    """Rounds in the list, each with its pace."""
    modes = pacing.modes_of(rounds)
    return [Listed(one, words.STATES[one.state], period(one), pacing.pace(one, modes[one.pk], on)) for one in rounds]


def steps(visits: Tally, answered: int) -> list[Step]:
    """From the visitors who got a result to the answers; each but the first in percent of the one it is a part of.

    Answers come by other ways than the counter too, so they are a part of nothing here.
    """
    counts: list[tuple[str | Promise, int, int | None]] = [
        (_("Khách nhận kết quả tại quầy"), visits.served, None),
        (_("Được chọn"), visits.selected, visits.served),
        (_("Nhận phiếu"), visits.given, visits.selected),
        (_("Từ chối"), visits.refused, visits.selected),
        (_("Không ở lại được"), visits.unavailable, visits.selected),
        (_("Phiếu trả lời, mọi cách"), answered, None),
    ]
    most = max((count for _label, count, _whole in counts), default=0) or 1
    return [Step(label, count, most, round(100 * count / whole) if whole else None) for label, count, whole in counts]


def modes(one: Round, counts: dict[str, int]) -> list[tuple[str | Promise, int, str]]:
    """How the answers came, and whether that way counts for the quota and makes the index."""
    return [(label, counts.get(mode, 0), _role(one, mode)) for mode, label in words.MODES.items()]


def _role(one: Round, mode: str) -> str:
    said = [
        _("tính vào số cần thu") if mode in one.quota_counts else "",
        _("gộp vào chỉ số") if mode in one.pooled else _("hiện riêng, không gộp vào chỉ số"),
    ]
    return "; ".join(part for part in said if part)


def facts(one: Round) -> list[tuple[str, str]]:
    """How the round was set up; the seed only afterwards, so that nobody foresees who will be chosen."""
    seed = [(_("Số ngẫu nhiên gốc"), str(one.seed))] if one.state == "closed" else []
    return [
        (_("Kỳ"), period(one)),
        (_("Thời gian"), f"{one.opens:%d/%m/%Y} – {one.closes:%d/%m/%Y}"),
        (_("Chọn khách"), _selecting(one)),
        *seed,
        (_("Số phiếu cần thu"), f"{one.quota} ({_named(one.quota_counts)})"),
        (_("Gộp vào chỉ số"), _named(one.pooled)),
        (_("Cách tính chỉ số"), str(words.RULES.get(one.index_rule, one.index_rule))),
        (_("Chỉ tiêu"), _target(one)),
    ]


def _target(one: Round) -> str:
    if one.target is None:
        return _("không giao")
    return f"{words.OPERATORS[one.operator]} {number_format(float(one.target))}%"


def _selecting(one: Round) -> str:
    how = words.SELECTORS[one.selector]
    step = _("cứ %(n)s khách chọn một") % {"n": one.every} if one.every > 1 else _("mọi khách")
    return f"{how} ({step})"


def _named(modes: list[str]) -> str:
    return ", ".join(str(words.MODES[mode]) for mode in modes)
