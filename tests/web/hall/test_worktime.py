"""A unit's working calendar: its week and year, a reckoning, and what may be changed."""

from datetime import date

import pytest
from django_tasks_db.models import DBTaskResult
from tests.cast import unit
from tests.plan import acting
from tests.web.entering import client_of
from tests.web.hall import scene
from tests.web.hall.scene import text

from hailong.agency.models import Line
from hailong.plan.jobs import refresh_below

pytestmark = pytest.mark.django_db
_HALF = {"ca-TOTAL_FORMS": "4", "ca-INITIAL_FORMS": "0", "ca-MIN_NUM_FORMS": "4", "ca-MAX_NUM_FORMS": "4"}


@pytest.fixture
def office(cast):
    return client_of("quang")


def _half(number, days, first, last):
    return {f"ca-{number}-days": days, f"ca-{number}-first": first, f"ca-{number}-last": last}


def test_the_calendar_leads_to_ones_own_unit(office):
    """Without a code."""
    assert office.get("/lich/")["Location"] == "/lich/X0101-VP/"


def test_a_room_without_hours_shows_those_of_its_ward_and_says_so(office):
    """With the source."""
    page = text(office.get("/lich/X0101-VP/"))

    assert "13:30–17:00" in page
    assert "07:30–11:00" in page
    assert "Quy chế làm việc" in page


def test_the_year_marks_days_off_and_days_worked_with_their_source(office):
    """The ward's own and the State's; today is marked."""
    page = text(office.get("/lich/X0101/"))

    assert 'class="closed" title="Nghỉ theo thông báo">18' in page
    assert 'class="worked" title="Làm việc theo thông báo">24' in page
    assert "Quốc khánh" in page
    assert "on today" in page
    assert "Bộ luật Lao động 2019" in page


@pytest.mark.parametrize(("asked", "shown"), [("2026", "Năm 2026"), ("1900", "Năm 2021"), ("x", "Năm 2025")])
def test_a_year_that_is_not_known_shows_the_nearest(office, asked, shown):
    """And what is no year, this one."""
    assert f"<h2>{shown}</h2>" in text(office.get(f"/lich/X0101/?nam={asked}"))


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("tu=29/08/2025+16:00&dai=8&tinh=h", "11:00, thứ Tư, 03/09/2025"),
        ("tu=29/08/2025&dai=5&tinh=d", "thứ Bảy, 06/09/2025"),
        ("tu=15/08/2025&dai=3&tinh=cd", "thứ Ba, 19/08/2025"),
    ],
)
def test_the_reckoning_answers_by_this_units_days_with_the_days_on_the_way(office, asked, due):
    """Saturday mornings count here; the State's day off and the ward's do not."""
    page = text(office.get(f"/lich/X0101/?{asked}"))

    assert f"<b>{due}</b>" in page
    assert "Đã trừ, cộng các ngày" in page


def test_a_reckoning_that_cannot_be_answered_says_why_at_its_field(office):
    """A day that is none; a year of which nothing is known."""
    assert "Ghi ngày giờ như" in text(office.get("/lich/X0101/?tu=32/13/2025&dai=5&tinh=d"))
    assert "ngoài các năm" in text(office.get("/lich/X0101/?tu=29/08/2040&dai=5&tinh=d"))


def test_a_day_off_is_written_down_and_taken_back(office):
    """Both in the journal; the notice is no longer listed."""
    said = {"day": "20/11/2025", "name": "Sửa điện", "source": "TB 31"}
    assert office.post("/lich/X0101/nghi/", said)["Location"] == "/lich/X0101/"
    day = unit().special_days.get(day=date(2025, 11, 20))
    assert "TB 31" in text(office.get("/lich/X0101/"))

    office.post(f"/lich/X0101/thong-bao/{day.pk}/rut/")

    assert "TB 31" not in text(office.get("/lich/X0101/"))
    assert [line.verb for line in Line.objects.filter(thing=day.pk)] == ["calendar.day", "calendar.withdraw"]
    assert office.post(f"/lich/X0101/thong-bao/{day.pk}/rut/").status_code == 404


def test_a_day_that_has_its_notice_already_is_refused_at_its_field(office):
    """The one that stands is named."""
    answer = office.post("/lich/X0101/lam-bu/", {"day": "18/08/2025", "name": "Làm bù", "source": "TB 32"})

    assert answer.status_code == 422
    assert 'id="id_day_error"' in text(answer)


def test_a_week_is_set_from_a_day_on_and_the_old_one_holds_until_then(office):
    """Shown as coming."""
    typed = {**_HALF, "valid_from": "01/12/2025", "source": "QĐ 40", "state_holidays": "on"}
    typed |= _half(0, ["1", "2", "3", "4", "5"], "08:00", "12:00")

    assert office.post("/lich/X0101-KT/gio/", typed).status_code == 302

    page = text(office.get("/lich/X0101-KT/"))
    assert "Từ 01/12/2025 đổi giờ." in page
    assert "08:00–12:00" not in page
    assert unit("X0101-KT").weeks.get().shifts == [{"days": [1, 2, 3, 4, 5], "from": "08:00", "to": "12:00"}]


@pytest.mark.parametrize(
    ("half", "said"),
    [
        (_half(0, ["1"], "08:00", ""), "Ghi đủ ngày"),
        (_half(0, ["1"], "12:00", "08:00"), "kết thúc trước khi bắt đầu"),
        (_half(0, ["1"], "25:99", "08:00"), "problem"),
        ({}, "Chưa có ca làm việc nào"),
    ],
)
def test_a_week_that_makes_no_sense_is_refused_and_what_was_typed_stays(office, half, said):
    """At the half-day where the form sees it."""
    typed = {**_HALF, "valid_from": "01/12/2025", "source": "QĐ 40", **half}

    answer = office.post("/lich/X0101-KT/gio/", typed)

    assert answer.status_code == 422
    assert said in text(answer)
    assert 'value="QĐ 40"' in text(answer)
    assert not unit("X0101-KT").weeks.exists()


def test_a_changed_calendar_lays_the_plans_anew(office):
    """The Friday report moves to Thursday once the worker has run the job."""
    plan = scene.plan()
    office.post("/lich/X0101/nghi/", {"day": "17/10/2025", "name": "Sửa điện", "source": "TB 31"})

    waiting = DBTaskResult.objects.get(task_path="hailong.plan.jobs.refresh_below")
    refresh_below.func(*waiting.args_kwargs["args"])

    due = acting.task(plan, scene.WEEKLY).occurrences.values_list("due", flat=True)
    assert date(2025, 10, 16) in due
    assert date(2025, 10, 17) not in due


@pytest.mark.parametrize("act", ["gio", "nghi", "lam-bu"])
def test_who_may_look_only_is_refused_and_who_may_not_look_finds_nothing(cast, act):
    """The head of a room; a unit that is somebody else's."""
    head = client_of("son")

    assert head.get("/lich/X0101-VHXH/").status_code == 200
    assert "Thông báo nghỉ</a>" not in text(head.get("/lich/X0101-VHXH/"))
    assert head.get(f"/lich/X0101-VHXH/{act}/").status_code == 403
    assert head.get("/lich/X0101-KT/").status_code == 404
    assert client_of("quang").get(f"/lich/X01-SNV/{act}/").status_code == 404
