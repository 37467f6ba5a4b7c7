"""The journal at size: a hundred thousand lines written, sealed and looked over. Run by `make drill` only."""

import resource
import time

import pytest
from django.db import transaction
from tests.agency.cast import NOW, unit

from hailong.agency import journal, sealing
from hailong.agency.models import Line

pytestmark = [pytest.mark.drill, pytest.mark.django_db]

LINES = 100_000
RATE = 20_000
"""Lines a second, at least."""
MEMORY = 64 * 1024
"""KiB that looking over may take more than there was."""


def _lines(ward):
    for number in range(LINES):
        kept = Line(
            province="90001", at=NOW, actor="7", actor_name="Trần Thị Lan", role="officer", path=ward.path,
            verb="task.report", kind="task", thing=str(number), label=f"Nhiệm vụ số {number}",
            before={"state": "open"}, after={"state": "reported", "day": "2025-10-03"}, request="click",
        )  # fmt: skip
        kept.mac = journal.mac_of(kept)
        yield kept


def test_a_hundred_thousand_lines_are_looked_over_fast_in_little_memory():
    ward = unit("90001", name="Phường Sông Xanh", kind="commune")
    with transaction.atomic():
        Line.objects.bulk_create(_lines(ward), batch_size=2000)

    sealed, _ = _rates(sealing.seal, LINES)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    looked, alone = map(max, zip(*(_rates(sealing.verify, []) for _ in range(3)), strict=True))

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    print(
        f"\nsealed {sealed:,.0f} lines/s, looked over {looked:,.0f} lines/s, "
        f"{alone:,.0f} a second of this process alone, {grown:,} KiB more"
    )
    assert alone >= RATE
    assert grown <= MEMORY


def _rates(act, answer):
    """Lines a second by the clock, and by the processor time of this process, which others' work does not slow."""
    start, used = time.perf_counter(), time.process_time()
    assert act() == answer
    return LINES / (time.perf_counter() - start), LINES / (time.process_time() - used)
