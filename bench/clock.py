"""Due moments per second, beside the libraries people use for it: `python -m bench.clock`.

The question is the same for all: when do eight working hours (or one working day) after each start run out, over the
state's days off of 2021-2027? Starts are random minutes of 2021-2026, seed 1. Rates are per second of processor time
of this one thread. Each repeat times ours and the peer one after the other, both by the better of two runs; the table
shows medians, and the median of the paired ratios. Peers that answer one start at a time get fewer starts.

`same` counts the peer's answers equal to ours on its starts. busday_offset, workalendar and holidays answer in days;
only `holidays` knows swapped Saturdays; CustomBusinessHour moves a due moment at a session's end to the next session.
A library that is not installed is "not run".
"""

import importlib
import statistics
import subprocess
import sys
import time as clock
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import numpy as np

from hailong.clock.holidays import state_days
from hailong.clock.hours import default_calendar

MANY = 10_000_000
REPEATS = 7
CALENDAR = default_calendar()
CLOSED = [day.date for day in state_days() if day.kind == "closed"]

Answer = Callable[[Any], Any]


@dataclass(frozen=True)
class Peer:
    """One library: its name, how many starts it gets, and how it answers; `days` where it only knows whole days."""

    name: str
    starts: int
    answer: Answer
    days: bool


def starts(count: int) -> np.ndarray:
    """Make random minutes of 2021-2026."""
    first, last = (np.datetime64(f"{year}-01-01T00:00", "m").astype(np.int64) for year in (2021, 2027))
    return np.random.default_rng(1).integers(first, last, count).astype("datetime64[m]")


def busday(holidays: Iterable[date]) -> Answer:
    """numpy's own business days; a start on a closed day counts from the working day before it, as the law does."""
    table = np.busdaycalendar(holidays=np.array(list(holidays), dtype="datetime64[D]"))
    return lambda days: np.busday_offset(days, 1, roll="backward", busdaycal=table)


def businesstimedelta() -> Answer:
    """Rules of working days, a lunch break and holidays."""
    library = importlib.import_module("businesstimedelta")
    week = [0, 1, 2, 3, 4]
    rules = library.Rules(
        [
            library.WorkDayRule(start_time=time(7, 30), end_time=time(17, 30), working_days=week),
            library.LunchTimeRule(start_time=time(11, 30), end_time=time(13, 30), working_days=week),
            library.HolidayRule(dict.fromkeys(CLOSED, "closed")),
        ]
    )
    length = library.BusinessTimeDelta(rules, hours=8)
    return lambda moments: [(start + length).replace(tzinfo=None) for start in moments]


def custom_business_hour() -> Answer:
    """pandas: an offset with two sessions a day."""
    pandas = importlib.import_module("pandas")
    length = pandas.offsets.CustomBusinessHour(8, start=["07:30", "13:30"], end=["11:30", "17:30"], holidays=CLOSED)
    return lambda moments: [(pandas.Timestamp(start) + length).to_pydatetime() for start in moments]


def workalendar() -> Answer:
    """A calendar of our holidays, as the package has none for Viet Nam."""
    core = importlib.import_module("workalendar.core")

    class Vietnam(core.WesternMixin, core.Calendar):  # type: ignore[misc, name-defined]
        def get_calendar_holidays(self, year: int) -> list[tuple[date, str]]:
            return [(day, "closed") for day in CLOSED if day.year == year]

    calendar = Vietnam()
    return lambda days: [calendar.add_working_days(day, 1) for day in days]


def nth_working_day() -> Answer:
    """The package `holidays`, with its own table of Viet Nam."""
    table = importlib.import_module("holidays").country_holidays("VN", years=range(2021, 2028))
    return lambda days: [table.get_nth_working_day(day, 1) for day in days]


# Name, starts, answer, whether it knows whole days only, and the ratio to clear (0: none).
PEERS: list[tuple[str, int, Callable[[], Answer], bool, int]] = [
    ("numpy.busday_offset, holidays", MANY, lambda: busday(CLOSED), True, 3),
    ("numpy.busday_offset, no holidays", MANY, lambda: busday([]), True, 0),
    ("businesstimedelta", 2_000, businesstimedelta, False, 10000),
    ("pandas CustomBusinessHour", 10_000, custom_business_hour, False, 0),
    ("workalendar add_working_days", 20_000, workalendar, True, 0),
    ("holidays get_nth_working_day", 20_000, nth_working_day, True, 0),
]


def seconds(work: Callable[[], Any]) -> float:
    """Processor time of a run: the better of two, as the first may pay for memory that the machine had put away."""
    taken = []
    for _ in range(2):
        begin = clock.process_time()
        work()
        taken.append(clock.process_time() - begin)
    return min(taken)


def compare(peer: Peer, moments: np.ndarray) -> tuple[float, float, float, int]:
    """Give the peer's rate, the paired ratios of our minutes and our days to it, and how many answers are the same."""
    some = moments[: peer.starts]
    asked: Any = some.astype("datetime64[D]") if peer.days else some
    own = CALENDAR.add_working_days(asked, 1) if peer.days else CALENDAR.add_minutes(asked, 480)
    if peer.starts < MANY:
        asked, own = asked.tolist(), own.tolist()
    days = moments.astype("datetime64[D]")
    rates, minute_ratios, day_ratios = [], [], []
    for _ in range(REPEATS):
        in_minutes = MANY / seconds(lambda: CALENDAR.add_minutes(moments, 480))
        in_days = MANY / seconds(lambda: CALENDAR.add_working_days(days, 1))
        rate = peer.starts / seconds(lambda: peer.answer(asked))
        rates.append(rate)
        minute_ratios.append(in_minutes / rate)
        day_ratios.append(in_days / rate)
    same = int(np.sum(np.asarray(peer.answer(asked)) == np.asarray(own)))
    return statistics.median(rates), statistics.median(minute_ratios), statistics.median(day_ratios), same


def own_rates(moments: np.ndarray) -> dict[str, float]:
    """Our own rates, in millions a second."""
    days, ordered = moments.astype("datetime64[D]"), np.sort(moments)
    limits = np.random.default_rng(2).integers(1, 5000, len(moments))
    work = {
        "8 working hours": lambda: CALENDAR.add_minutes(moments, 480),
        "8 working hours, starts in order": lambda: CALENDAR.add_minutes(ordered, 480),
        "a limit of its own for each start": lambda: CALENDAR.add_minutes(moments, limits),
        "1 working day": lambda: CALENDAR.add_working_days(days, 1),
        "15 calendar days": lambda: CALENDAR.add_calendar_days(days, 15),
    }
    return {name: MANY / statistics.median(seconds(run) for _ in range(REPEATS)) / 1e6 for name, run in work.items()}


def start_up() -> float:
    """Wall seconds of one whole `hailong clock due` process."""
    command = [sys.executable, "-m", "hailong", "clock", "due", "--start", "2025-08-29T16:00", "--limit", "8h"]
    begin = clock.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return clock.perf_counter() - begin


def main() -> None:
    """Print both tables and whether the bars were cleared."""
    moments = starts(MANY)
    print(f"{MANY:,} starts in one call, {REPEATS} repeats, medians\n{'hailong.clock':46}{'M/s':>8}")
    rates = own_rates(moments)
    for name, rate in rates.items():
        print(f"{name:46}{rate:8.1f}")
    print(f"\n{'peer':34}{'per second':>14}{'ratio, hours':>14}{'ratio, days':>13}{'same':>26}")
    cleared = {"8 working hours >= 50 M/s": rates["8 working hours"] >= 50}
    for name, count, make, whole_days, bar in PEERS:
        try:
            peer = Peer(name, count, make(), whole_days)
        except ImportError:
            print(f"{name:34}{'not run':>14}")
            continue
        rate, hours, in_days, same = compare(peer, moments)
        print(f"{name:34}{rate:14,.0f}{hours:14,.1f}{in_days:13,.1f}{f'{same:,} of {count:,}':>26}")
        if bar:
            cleared[f"8 working hours >= {bar:,} x {name}"] = hours >= bar
    starting = statistics.median(start_up() for _ in range(REPEATS))
    print(f"\n`hailong clock due` from start to answer: {starting:.2f} s")
    cleared["`hailong clock due` starts in < 0.5 s"] = starting < 0.5
    print()
    for bar_name, passed in cleared.items():
        print(f"{'cleared' if passed else 'MISSED':8}{bar_name}")


if __name__ == "__main__":
    main()
