"""From results returned to answers: how many visitors a round lost at each step; nothing is changed.

served >= selected >= offered >= answered need not hold: the steps are counted by different people (a list, the counter,
the answers themselves), and where they contradict each other `contradictions` says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from hailong.agency.models import Unit
from hailong.measure import rules
from hailong.measure.models import Answer, Returned, Round, Visit


@dataclass(frozen=True, slots=True)
class Funnel:
    """`returned` results in the frame; visitors `served` at the counter, `selected` among them, what came of those
    (`waiting`: nobody has said); answers `by_mode`, `counted` of them towards the `quota`.
    """

    returned: int
    served: int
    selected: int
    offered: int
    refused: int
    unavailable: int
    by_mode: dict[str, int]
    counted: int
    quota: int

    @property
    def waiting(self) -> int:
        """Visitors drawn of whom nobody has said what came of it."""
        return self.selected - self.offered - self.refused - self.unavailable

    @property
    def answered(self) -> int:
        """Answers of whatever mode."""
        return sum(self.by_mode.values())

    @property
    def response_rate(self) -> float | None:
        """Answers that count by visitors drawn, refusals and those not met among them (AAPOR RR1).

        None where nobody was drawn, and where more answered than were drawn: then drawing was not noted throughout.
        """
        return self.counted / self.selected if self.selected >= max(self.counted, 1) else None

    def contradictions(self) -> Iterator[str]:
        """What cannot be, in Vietnamese on one line each."""
        if self.returned and self.served > self.returned:
            yield f"Quầy đếm {self.served} khách nhưng danh sách chỉ có {self.returned} lượt trả kết quả; nạp thêm."
        if self.selected and self.counted > self.offered:
            yield f"Có {self.counted} phiếu tính vào chỉ tiêu nhưng chỉ ghi {self.offered} lượt phát; ghi đủ tại quầy."


def funnel(round: Round, unit: Unit | None = None, within: Q | None = None) -> Funnel:
    """The funnel of a round, or of a unit in it and those below; `within` narrows it to what a viewer sees.

    `within` is a condition on a unit's path as `queries.rounds.part(viewer, "path")` gives it.
    """
    units = Unit.objects.filter(within or Q(), path__below=(unit or round.unit).path)
    drawn = {name: Count("pk", filter=Q(outcome=name)) for name in (rules.GIVEN, rules.REFUSED, rules.UNAVAILABLE)}
    visits = Visit.objects.filter(session__round=round, session__unit__in=units).aggregate(
        served=Count("pk"), selected=Count("pk", filter=Q(selected=True)), **drawn
    )
    answers = Answer.objects.filter(province=round.province, round=round, unit__in=units)
    found = dict(answers.values_list("mode").annotate(n=Count("pk")).order_by())
    by_mode = {mode: found.get(mode, 0) for mode in rules.MODES}
    return Funnel(
        returned=Returned.objects.filter(
            province=round.province, unit__in=units, day__range=(round.opens, round.closes)
        ).count(),
        served=visits["served"],
        selected=visits["selected"],
        offered=visits[rules.GIVEN],
        refused=visits[rules.REFUSED],
        unavailable=visits[rules.UNAVAILABLE],
        by_mode=by_mode,
        counted=sum(by_mode[mode] for mode in round.quota_counts),
        quota=round.quota,
    )
