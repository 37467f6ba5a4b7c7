"""The list of rounds, opening one, its page by role, and its end."""

from datetime import date

import pytest
from tests import cast as people
from tests.measure import making
from tests.web.entering import client_of

from hailong.agency.people.rights import SYSTEM
from hailong.measure import counter
from hailong.measure.models import Answer, Round

pytestmark = pytest.mark.django_db
ADDRESS = "/dot-khao-sat/"


@pytest.fixture
def office(cast):
    return client_of("quang")


def text(answer):
    return answer.content.decode()


def new(version, **more):
    """What the form sends where nothing but the quota was changed."""
    said = {
        "unit": "X0101", "version": version.pk, "period": "2025Q3", "opens": "15/08/2025", "closes": "30/09/2025",
        "quota": "60", "quota_counts": ["paper", "coded"], "pooled": ["paper", "coded"], "selector": "systematic",
        "every": "3", "index_rule": "t2b_itemmean", "operator": ">=", "target": "95,5",
    }  # fmt: skip
    return said | more


def answers(one, count, mode="paper", day=date(2025, 8, 11), unit="X0101-TT"):
    Answer.objects.bulk_create(
        Answer(
            key=f"{mode}{unit}{number}".encode().ljust(32), province=one.province, round=one, unit=people.unit(unit),
            mode=mode, day=day, content={"q01": 4}, digest=b"0" * 32,
        )
        for number in range(count)
    )  # fmt: skip


def test_the_form_comes_filled_in_with_this_quarter_and_sixty_forms(office):
    """Only what differs has to be typed."""
    making.version()
    page = text(office.get(f"{ADDRESS}lap-dot/"))

    for said in ('value="2025Q3"', 'value="15/08/2025"', 'value="30/09/2025"', 'value="60"', 'value="X0101"'):
        assert said in page, said


def test_a_round_is_planned_opened_and_closed_on_its_pages(office):
    """Each step says that it was done, and the next one is offered."""
    version = making.version()
    page = text(office.post(f"{ADDRESS}lap-dot/", new(version), follow=True))
    one = Round.objects.get()
    assert (one.state, one.quota, one.every, str(one.target)) == ("planned", 60, 3, "95.50")
    assert one.title in page
    assert "ít nhất 95,5%" in page

    assert "Đã mở đợt." in text(office.post(f"{ADDRESS}{one.code}/mo/", follow=True))
    page = text(office.post(f"{ADDRESS}{one.code}/dong/", follow=True))
    assert "Đã đóng đợt." in page
    assert str(one.seed) in page
    one.refresh_from_db()
    assert one.state == "closed"


def test_the_seed_is_not_shown_while_the_round_runs(office):
    """Who knows it foresees who will be chosen."""
    one = making.opened(seed=987654321)
    assert "987654321" not in text(office.get(f"{ADDRESS}{one.code}/"))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"period": "2025Q5"}, "Kỳ &quot;2025Q5&quot; không có"),
        ({"closes": "30/12/2025"}, "không thuộc kỳ 2025Q3"),
        ({"operator": ""}, "Chỉ tiêu cần cả dấu so sánh và mức"),
        ({"target": ""}, "Chỉ tiêu cần cả dấu so sánh và mức"),
        ({"pooled": []}, "Trường này"),
        ({"quota": "0"}, "1"),
        ({"unit": "X01"}, "Không tìm thấy đúng một đơn vị"),
    ],
)
def test_what_cannot_be_planned_is_refused_at_its_field(office, more, said):
    """And nothing is planned."""
    answer = office.post(f"{ADDRESS}lap-dot/", new(making.version(), **more))

    assert answer.status_code == 422
    assert said in text(answer)
    assert not Round.objects.exists()


def test_a_second_round_of_the_same_days_is_refused_with_the_first_s_code(office):
    """The same questionnaire, the same ward."""
    version = making.version()
    one = making.planned(version=version)
    answer = office.post(f"{ADDRESS}lap-dot/", new(version))

    assert answer.status_code == 422
    assert f"Trùng với đợt {one.code}" in text(answer)


def test_a_planned_round_is_cancelled_with_a_reason(office):
    """An empty one is refused."""
    one = making.planned()
    assert office.post(f"{ADDRESS}{one.code}/huy/", {"reason": ""}).status_code == 422
    office.post(f"{ADDRESS}{one.code}/huy/", {"reason": "Chưa có giấy"})
    assert Round.objects.get().state == "cancelled"


def test_the_list_shows_the_pace_towards_the_quota(office):
    """Half of the quarter has gone, half of the forms should be there; other modes do not count."""
    one = making.opened(quota=92)
    answers(one, 20)
    answers(one, 50, "link")
    page = text(office.get(ADDRESS))

    assert "<b>20</b> trên 92 phiếu" in page
    assert "chậm 26 phiếu" in page  # 1 July to 15 August is 46 of 92 days


def test_the_list_finds_by_period_and_state(office):
    """Both, or one."""
    one = making.opened()
    other = making.planned(version=making.version("KHAC"), title="Đợt chưa mở")

    assert other.title not in text(office.get(f"{ADDRESS}?tinh-trang=open"))
    assert one.title in text(office.get(f"{ADDRESS}?ky=2025q3&tinh-trang=open"))
    assert one.title not in text(office.get(f"{ADDRESS}?ky=2024Q3"))


def test_a_round_s_page_leads_from_visitors_to_answers(office):
    """Ten visitors at a counter, every second one chosen; five answers."""
    one = making.opened(every=2)
    session = counter.start_session(round=one, unit=people.unit("X0101-TT"), by=SYSTEM, now=making.NOW)
    for _number in range(10):
        counter.next_visitor(session=session, by=SYSTEM, now=making.NOW)
    answers(one, 5)
    page = text(office.get(f"{ADDRESS}{one.code}/"))

    assert "Khách nhận kết quả tại quầy</span> <b>10</b>" in page
    assert 'Được chọn</span> <b>5</b> <span class="when">50%</span>' in page
    assert "Phiếu trả lời, mọi cách</span> <b>5</b>" in page
    assert '<th scope="row">11/08/2025</th><td class="number">5</td>' in page


def test_a_clerk_sees_the_ward_s_round_with_the_counts_of_the_own_counter(cast):
    """And no button to close it."""
    one = making.opened()
    answers(one, 3)
    answers(one, 4, unit="X0101-KT")
    page = text(client_of("lan").get(f"{ADDRESS}{one.code}/"))

    assert "Phiếu trả lời, mọi cách</span> <b>3</b>" in page
    assert "Chỉ tính các đơn vị anh chị được xem." in page
    assert "Mở quầy khảo sát" in page
    assert "Đóng đợt" not in page


@pytest.mark.parametrize(
    ("login", "see", "new_round"),
    [("quang", 200, 200), ("minh", 200, 200), ("lan", 200, 403), ("thuy", 200, 403), ("hoa", 200, 403),
     ("dieu", 200, 403), ("phuc", 404, 200), ("quantri", 403, 403)],
)  # fmt: skip
def test_each_role_sees_and_plans_what_the_table_says(cast, login, see, new_round):
    """The administrator of accounts has nothing to do with surveys."""
    one = making.opened()
    browser = client_of(login)
    assert browser.get(f"{ADDRESS}{one.code}/").status_code == see
    assert browser.get(f"{ADDRESS}lap-dot/").status_code == new_round
