"""The counter: one button for each visitor, whether to give a form, what came of it; nobody is counted twice."""

import re

import pytest
from tests import cast as people
from tests.measure import making
from tests.web.entering import client_of

from hailong.measure.models import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(cast):
    return client_of("lan")


def text(answer):
    return answer.content.decode()


def at(one):
    return f"/dot-khao-sat/{one.code}/quay/"


def press(clerk, one, *, after=0, field=""):
    """The big button, as the page that shows this many visitors sends it."""
    said = {"unit": "X0101-TT", "after": after, "field": field}
    return clerk.post(f"{at(one)}khach/", said, follow=True)


def test_the_clerk_s_only_counter_opens_at_once_with_one_big_button(clerk):
    """Chị Lan works at one counter: nothing to choose."""
    page = text(clerk.get(at(making.opened())))

    assert "Khách vừa nhận kết quả" in page
    assert "Quầy của đơn vị nào?" not in page


def test_whoever_has_several_counters_chooses_one(cast):
    """Anh Quang may stand at every counter of the ward; each link leads to its counter."""
    one = making.opened()
    page = text(client_of("quang").get(at(one)))
    assert "Quầy của đơn vị nào?" in page

    link = re.search(r'href="(\?don-vi=[^"]+)"[^>]*>Trung tâm Phục vụ', page).group(1)
    assert "Khách vừa nhận kết quả" in text(client_of("quang").get(at(one) + link))


def test_a_chosen_visitor_is_given_a_form_and_the_outcome_is_asked_before_the_next(clerk):
    """Every visitor is chosen where one in one is."""
    one = making.opened(every=1)
    page = text(press(clerk, one))
    visit = Visit.objects.get()
    assert "PHÁT PHIẾU" in page
    assert "Khách vừa nhận kết quả" not in page

    page = text(clerk.post(f"{at(one)}{visit.pk}/", {"outcome": "given"}, follow=True))
    visit.refresh_from_db()
    assert visit.outcome == "given"
    assert "Khách vừa nhận kết quả" in page
    assert re.search(r"<b>1</b> nhận phiếu", page)


def test_a_visitor_who_is_not_chosen_gets_no_form_and_the_next_may_come(clerk):
    """One in a thousand: among the first ones nobody, unless chance says so, in which case the others are not."""
    one = making.opened(every=1000, seed=1)
    page = text(press(clerk, one))

    assert not Visit.objects.get().selected
    assert "KHÔNG PHÁT" in page
    assert "Khách vừa nhận kết quả" in page


def test_a_page_sent_twice_counts_one_visitor(clerk):
    """A second press of the same page, as a slow tablet invites to."""
    one = making.opened(every=1000, seed=1)
    press(clerk, one)
    press(clerk, one)
    assert Visit.objects.count() == 1

    press(clerk, one, after=1)
    assert list(Visit.objects.values_list("number", flat=True)) == [1, 2]


def test_an_outcome_that_there_is_not_is_refused_in_words(clerk):
    """And nothing changes."""
    one = making.opened()
    press(clerk, one)
    visit = Visit.objects.get()
    page = text(clerk.post(f"{at(one)}{visit.pk}/", {"outcome": "lost"}, follow=True))

    assert "Kết quả “lost” không có." in page
    assert Visit.objects.get().outcome == "passed"


def test_a_round_that_is_not_open_has_no_button(clerk):
    """It says so instead; a button kept from before does nothing."""
    one = making.planned()
    assert "Khách vừa nhận kết quả" not in text(clerk.get(at(one)))
    assert "không mở" in text(press(clerk, one))
    assert not Visit.objects.exists()


@pytest.mark.parametrize(("login", "status"), [("lan", 200), ("ha", 200), ("quang", 200), ("minh", 403), ("thuy", 403)])
def test_the_counter_opens_for_who_works_there(cast, login, status):
    """Clerks, their heads, the office; not the chairman, not an officer of another room."""
    assert client_of(login).get(at(making.opened())).status_code == status


def test_a_clerk_counts_nobody_at_another_counter(clerk):
    """The unit a page names must be one of the clerk's."""
    one = making.opened()
    said = {"unit": "X0101-KT", "after": 0}
    clerk.post(f"{at(one)}khach/", said)
    assert not Visit.objects.exclude(session__unit=people.unit("X0101-TT")).exists()


def test_a_visit_of_another_round_is_not_there(clerk):
    """Its outcome is asked at its own round."""
    one = making.opened()
    press(clerk, one)
    other = making.opened(version=making.version("KHAC"))
    answer = clerk.post(f"{at(other)}{Visit.objects.get().pk}/", {"outcome": "given"})
    assert answer.status_code == 404


def test_the_counter_opens_the_tablet_s_page_while_the_round_is_open(clerk):
    """The link leads to the questions themselves; a closed round has none."""
    one = making.opened()
    link = re.search(r'href="(/khao-sat/quay/[^"]+)"', text(clerk.get(at(one)))).group(1)
    assert clerk.get(link).status_code == 200

    Visit.objects.all().delete()
    type(one).objects.filter(pk=one.pk).update(state="closed")
    assert "/khao-sat/quay/" not in text(clerk.get(at(one)))
