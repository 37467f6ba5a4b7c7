"""The difference applied: each row by the verbs of the wing, all in one transaction or none."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency.faults import Refused
from hailong.agency.people.rights import Viewer
from hailong.plan import tasks
from hailong.plan.round_trip.difference import Difference, Filled
from hailong.plan.round_trip.entries import entries


def apply(difference: Difference, *, by: Viewer, now: datetime) -> int:
    """Explain and report what the sheet says anew; on how many occurrences.

    Refused as long as a cell is at fault, and where the records changed since the difference was shown; then nothing
    of it is written.
    """
    if difference.faults:
        count = len(difference.faults)
        raise Refused(f"Tệp còn {count} ô sai nên chưa ghi gì.", cure="Sửa các ô đã nêu rồi đưa lại.", field="file")
    with transaction.atomic():
        now_there = {
            entry.occurrence.pk: (entry.occurrence.state, entry.current)
            for entry in entries(difference.plan, difference.unit, localdate(now))
        }
        for filled in difference.filled:
            entry = filled.entry
            if now_there.get(entry.occurrence.pk) != (entry.occurrence.state, entry.current):
                message = f"Đợt “{entry.occurrence.label}” vừa được người khác báo cáo hoặc sửa."
                raise Refused(message, cure="Đưa lại tệp để xem khác gì với hiện nay.", field="file")
            _apply(difference, filled, by, now)
    return len(difference.filled)


def _apply(difference: Difference, filled: Filled, by: Viewer, now: datetime) -> None:
    try:
        _explain(difference, filled, by, now)
        _report(difference, filled, by, now)
    except Refused as refused:
        message = f"Đợt “{filled.entry.occurrence.label}”: {refused.message}"
        raise Refused(message, cure=refused.cure, field="file") from refused


def _explain(difference: Difference, filled: Filled, by: Viewer, now: datetime) -> None:
    said = filled.explanation
    if said is not None and filled.by_when is not None:
        tasks.explain(
            occurrence=filled.entry.occurrence,
            unit=difference.unit,
            cause=said["cause"],
            responsible=said["responsible"],
            remedy=said["remedy"],
            by_when=filled.by_when,
            by=by,
            now=now,
        )


def _report(difference: Difference, filled: Filled, by: Viewer, now: datetime) -> None:
    said = filled.report
    if said is not None:
        tasks.report(
            occurrence=filled.entry.occurrence,
            unit=difference.unit,
            text=said["text"],
            product=said["product"],
            link=said["link"],
            obstacle=said["obstacle"],
            finishes=bool(said["finishes"]),
            by=by,
            now=now,
        )
