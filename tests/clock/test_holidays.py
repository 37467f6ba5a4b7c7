"""The state's days off: complete, sourced, and equal to the package `holidays` but for the differences listed here."""

from datetime import date, timedelta

import holidays
import pytest

from hailong.clock.holidays import known_years, state_days

DAYS = {day.date: day for day in state_days()}

# Ours wins. Left: days only we know; right: days only the package knows.
ONLY_OURS = {
    date(2026, 1, 2): "swapped by a letter of 25/12/2025, after the package's table was made",
    date(2026, 1, 10): "worked in exchange for 02/01/2026, same letter",
}
ONLY_PACKAGE = {date(2025, 2, 1): "a plain Saturday; the five days of Tet 2025 are 27-31/1"}


def package_days() -> dict[date, str]:
    table = holidays.country_holidays("VN", years=range(2021, 2028))
    swapped = {day for day in table.weekend_workdays if 2021 <= day.year <= 2027}
    return {**dict.fromkeys(table, "closed"), **dict.fromkeys(swapped, "worked")}


def test_the_years_2021_to_2027_are_known():
    assert known_years() == (2021, 2027)
    assert {day.date.year for day in state_days()} == set(range(2021, 2028))


def test_days_differ_from_the_package_only_where_listed():
    ours, theirs = {when: day.kind for when, day in DAYS.items()}, package_days()

    assert {when for when in ours if when not in theirs} == set(ONLY_OURS)
    assert {when for when in theirs if when not in ours} == set(ONLY_PACKAGE)
    assert all(ours[when] == theirs[when] for when in ours.keys() & theirs.keys())


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        (date(2024, 4, 29), date(2024, 5, 4)),
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_a_swap_closes_a_weekday_and_opens_a_saturday(off, worked):
    assert (DAYS[off].kind, DAYS[worked].kind) == ("closed", "worked")
    assert off.weekday() < 5
    assert worked.weekday() == 5
    assert f"{worked:%d/%m/%Y}" in DAYS[off].name
    assert f"{off:%d/%m/%Y}" in DAYS[worked].name


def test_no_other_day_is_worked():
    assert sum(day.kind == "worked" for day in state_days()) == 4


def test_each_year_has_the_days_the_law_gives_on_working_days():
    """Eleven days, twelve with 24/11 from 2026, made up where they meet a weekend; one more off for each swap."""
    swaps = {2024: 1, 2025: 1, 2026: 2}
    for year in range(2021, 2028):
        off = [day for day in state_days() if day.date.year == year and day.kind == "closed" and day.date.weekday() < 5]

        assert len(off) == 11 + (year >= 2026) + swaps.get(year, 0), year


def test_the_day_of_culture_begins_in_2026():
    assert [when.year for when in DAYS if (when.month, when.day) == (11, 24)] == [2026, 2027]
    assert DAYS[date(2026, 11, 24)].source == "Nghị quyết 28/2026/QH16"


@pytest.mark.parametrize(
    ("year", "new_year", "kings"),
    [  # first day of the first lunar month, tenth of the third: published calendars
        (2021, date(2021, 2, 12), date(2021, 4, 21)),
        (2022, date(2022, 2, 1), date(2022, 4, 10)),
        (2023, date(2023, 1, 22), date(2023, 4, 29)),
        (2024, date(2024, 2, 10), date(2024, 4, 18)),
        (2025, date(2025, 1, 29), date(2025, 4, 7)),
        (2026, date(2026, 2, 17), date(2026, 4, 26)),
        (2027, date(2027, 2, 6), date(2027, 4, 16)),
    ],
)
def test_tet_and_the_kings_day_fall_on_their_lunar_dates(year, new_year, kings):
    assert all("Tết Nguyên đán" in DAYS[new_year + timedelta(days=step)].name for step in (-1, 0, 1, 2))
    assert DAYS[kings].name.startswith("Giỗ Tổ Hùng Vương")


def test_only_2027_is_expected_and_says_so():
    for day in state_days():
        assert (day.status == "dự kiến") == (day.date.year == 2027)
        assert ("dự kiến" in (day.source or "")) == (day.date.year == 2027)


def test_every_day_has_a_name_and_a_source():
    assert all(day.name and day.source for day in state_days())
    assert DAYS[date(2025, 9, 1)].as_json() == {
        "date": "2025-09-01",
        "kind": "closed",
        "name": "Quốc khánh (ngày thứ hai)",
        "source": "Thông báo 6150/TB-BLĐTBXH",
    }
