"""Today: what waits for each person, by the clock, with one button to the very act."""

import re

import pytest
from django.urls import reverse
from tests.plan import acting
from tests.web.entering import client_of
from tests.web.hall import scene
from tests.web.hall.scene import text

from hailong.agency.models import Person
from hailong.plan import tasks
from hailong.plan.models import Explanation

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return scene.plan()


def _page(login, address="/viec/"):
    return text(client_of(login).get(address))


def _group(page, key):
    """The part of the page between one group and the next."""
    found = re.search(rf'id="{key}">(.*?)</section>', page, re.DOTALL)
    return found[1] if found else ""


def test_an_officer_sees_what_is_late_due_and_coming_each_under_its_heading(plan):
    """The late one first, in days of work; this Friday's report is due today."""
    page = _page("thuy")

    late, week, later = (_group(page, key) for key in ("late", "week", "later"))
    assert "Dán sơ đồ chỉ dẫn" in late
    assert "09/09/2025" in late
    assert "ngày làm việc" in late
    assert "hạn hôm nay" in week
    assert "Tuần 41" in later
    assert "và 1 đợt nữa" in later
    assert reverse("report", args=[acting.only(plan, scene.MAP).pk]) in late


def test_what_is_late_many_times_stands_once_and_says_how_many_more(plan):
    """The weekly report was due eleven times since 20 July."""
    late = _group(_page("thuy"), "late")

    assert late.count("Tổng hợp phiếu trong tuần") == 2  # the heading and the button's name
    assert "và 10 đợt nữa" in late


def test_a_late_report_says_who_must_explain_first_until_somebody_did(plan):
    """An officer may report but not explain."""
    assert "trưởng đơn vị giải trình trước" in _group(_page("thuy"), "late")

    acting.explain(acting.only(plan, scene.MAP))
    for one in acting.task(plan, scene.WEEKLY).occurrences.filter(due__lt=acting.TODAY):
        acting.explain(one)

    assert Explanation.objects.exists()
    assert "trưởng đơn vị giải trình trước" not in _page("thuy")


def test_a_head_explains_first_and_finds_the_same_work_once(plan):
    """Report and explanation of one occurrence are one row."""
    late = _group(_page("son"), "late")

    one = acting.only(plan, scene.MAP)
    assert reverse("explain", args=[one.pk]) in late
    assert reverse("report", args=[one.pk]) not in late


def test_the_office_finds_what_it_must_decide_with_the_very_pages(plan):
    """Accept, assign, set a day."""
    decide = _group(_page("quang"), "decide")

    assert reverse("accept", args=[acting.only(plan, scene.LIST).pk]) in decide
    assert "Cao Bích Thủy" in decide
    assert reverse("task_assign", args=[acting.task(plan, scene.PARKING).pk]) in decide
    assert reverse("trigger", args=[acting.only(plan, scene.SCHEME).pk]) in decide


def test_a_very_long_list_is_folded_and_bounded(plan):
    """A hundred rows a group: the page stays light, and says where the rest is."""
    acting.grow(plan, tasks=120, occurrences=2)

    page = _page("son")

    late = _group(page, "late")
    assert late.count('<li class="explain">') == 100
    assert "Còn 80 việc nữa" in late
    assert "Và 22 việc khác" in late
    assert len(page) < 200_000


def test_an_obstacle_leads_to_its_answer(plan):
    """Told in a report that does not finish."""
    told = acting.report(acting.only(plan, scene.MAP), login="thuy", finishes=False, obstacle="Chưa có giấy in khổ lớn")

    assert reverse("answer", args=[told.pk]) in _group(_page("minh"), "decide")


def test_leaders_and_auditors_see_who_is_behind_named_with_days(plan):
    """The head of the unit, not the unit's code; an officer does not see it."""
    for login in ("minh", "hoa", "quang"):
        assert "Lâm Hoài Sơn (Phòng Văn hóa - Xã hội)" in _page(login)

    assert "Ai đang để quá hạn" not in _page("thuy")


def test_the_first_page_is_today_for_who_signed_in(plan):
    """The same page at both addresses."""
    assert _group(_page("son", "/"), "late") == _group(_page("son"), "late")


def test_somebody_with_nothing_to_do_reads_a_kind_word_and_where_to_go(plan):
    """The clerk at the counter reports nothing; the administrator manages people."""
    assert "hôm nay không có việc nào chờ" in _page("lan")
    assert f'class="button" href="{reverse("people")}"' in _page("quantri")


def test_somebody_without_a_role_is_told_whom_to_ask(plan):
    """By name."""
    Person.objects.get(username="lan").assignments.all().delete()

    page = _page("lan")

    assert "chưa được giao vai trò" in page
    assert "Tô Gia Khánh" in page


def test_what_is_done_is_gone_from_the_list(plan):
    """Accepting takes the row away from both."""
    tasks.accept(report=acting.only(plan, scene.LIST).reports.get(), by=acting.by("minh"), now=acting.NOW)

    assert "Lập danh mục" not in _page("quang")


def test_nobody_signed_in_goes_to_the_sign_in_page():
    """And would come back."""
    answer = client_of().get("/viec/")

    assert answer.status_code == 302
    assert "next=/viec/" in answer["Location"]
