"""However much there is, a page shows a part of it and asks a bounded number of questions."""

import pytest
from tests.plan import acting
from tests.web.entering import client_of

from hailong.plan.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ward(cast):
    """The cast of the demo."""
    return cast


@pytest.fixture
def minh():
    """The chairman's browser."""
    return client_of("minh")


def _text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_of_plans_is_read_a_page_at_a_time(minh, django_assert_max_num_queries):
    """Fifty of sixty-one, with the way to the rest, by officials and by everybody."""
    first = acting.plan()
    Plan.objects.bulk_create(_copy(first, number) for number in range(60))

    with django_assert_max_num_queries(20):
        page = _text(minh, "/ke-hoach/")
    assert page.count("<h2><a") == 50
    assert _text(minh, "/ke-hoach/?trang=2").count("<h2><a") == 11
    assert '<a class="button" rel="next" href="?trang=2">' in page

    passer_by = client_of()
    with django_assert_max_num_queries(5):
        shown = _text(passer_by, "/cong-khai/")
    assert shown.count("<h2><a") == 50


def _copy(plan, number):
    values = {field.attname: getattr(plan, field.attname) for field in Plan._meta.concrete_fields}
    del values["id"]
    return Plan(**(values | {"code": f"X0101-2025-1{number:02d}", "public_since": acting.TODAY}))


@pytest.mark.parametrize("view", ["muc", "don-vi", "tieu-chi", "dong-thoi-gian"])
def test_a_long_plan_is_read_a_page_of_tasks_at_a_time(view, minh, django_assert_max_num_queries):
    """Of 121 tasks fifty a page in every view, each task on one page; the bars above are those of all."""
    plan = acting.plan()
    acting.grow(plan, tasks=120, occurrences=3)

    with django_assert_max_num_queries(30):
        pages = [_text(minh, f"/ke-hoach/{plan.code}/?xem={view}")]
    pages += [_text(minh, f"/ke-hoach/{plan.code}/?xem={view}&trang={number}") for number in (2, 3)]

    found = [str(task.pk) for page in pages for task in plan.tasks.all() if f"/nhiem-vu/{task.pk}/" in page]
    assert [sum(f"/nhiem-vu/{task.pk}/" in page for task in plan.tasks.all()) for page in pages] == [50, 50, 21]
    assert len(set(found)) == 121
    assert "trang=2" in pages[0]


def test_a_task_with_many_reports_asks_no_more_than_one_with_few(minh, django_assert_max_num_queries):
    """Reports, decisions, answers, explanations and files of all its times are asked for together."""
    plan = acting.plan()
    acting.grow(plan, tasks=1, occurrences=20)
    task = acting.task(plan, 1)
    for one in task.occurrences.all():
        acting.explain(one)
        acting.accept(acting.report(one, obstacle="Thiếu giấy"))

    with django_assert_max_num_queries(30):
        page = _text(minh, f"/nhiem-vu/{task.pk}/")

    assert page.count("Thiếu giấy") == 20


def test_people_are_read_a_page_at_a_time_in_the_order_of_their_units(minh, django_assert_max_num_queries):
    """Sixty more in one room: the first page holds fifty, and each page asks the same."""
    room = acting.unit(acting.VHXH)
    for number in range(60):
        acting.living.person(f"nguoi{number}", f"Nguyễn Văn {number}", room, "officer")

    with django_assert_max_num_queries(20):
        first = _text(minh, "/nguoi-dung/")

    second = _text(minh, "/nguoi-dung/?trang=2")
    assert first.index("Phòng Kinh tế") < first.index("Nguyễn Văn 1")
    assert (first + second).count("nguoi5") == (first + second).count("nguoi1")
