"""A plan of a thousand tasks: fifty rows a page, by plain links, with only the part of the source beside them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.making import READING, draft, read_draft

from hailong.web.desk.intake.review.paging import View

pytestmark = pytest.mark.django_db
TASKS = 1000


def _long_reading():
    tasks, lines = [], []
    for index in range(TASKS):
        start = READING["tasks"][index % 4]
        place = {"page": index // 10 + 1, "line": 2 * index + 1}
        section = {"section": "ABCDEFGHIJ"[index // 100], "section_title": f"Lĩnh vực {index // 100 + 1}"}
        tasks.append(start | section | {"ordinal": str(index + 1), "source": place, "content": f"Việc thứ {index + 1}"})
        lines += [place | {"text": f"{index + 1} | Việc thứ {index + 1}", "raw": None},
                  {"page": place["page"], "line": place["line"] + 1, "text": "Chữ dưới bảng", "raw": None}]  # fmt: skip
    warned = [{"code": "deadline_unread", "message": "Không hiểu thời hạn", "where": "H.704"}]
    return READING | {"tasks": tasks, "_source": lines, "warnings": warned}


@pytest.fixture
def made(hour_now):
    """The draft of the long plan."""
    return read_draft(now=hour_now, reading=_long_reading())


def _text(answer):
    return answer.content.decode()


def _rows(page):
    return re.findall(r'<tr role="row" id="h-tasks-(\d+)"', page)


def test_a_page_shows_fifty_rows_and_the_ways_to_the_others(client, made):
    """Links that work without script; a page beyond the last is the last."""
    first = _text(client.get(f"/ban-nhap/{made.id}/"))
    third = _text(client.get(f"/ban-nhap/{made.id}/?trang=3"))
    beyond = _text(client.get(f"/ban-nhap/{made.id}/?trang=9999"))

    assert _rows(first) == [str(number) for number in range(50)]
    assert _rows(third) == [str(number) for number in range(100, 150)]
    assert f'rel="next" href="/ban-nhap/{made.id}/?trang=2"' in first
    assert f'rel="prev" href="/ban-nhap/{made.id}/?trang=2"' in third
    assert "Điểm thẩm định" in beyond
    assert 'rel="next"' not in beyond
    assert len(first.encode()) < 500_000


def test_the_contents_and_the_warnings_lead_to_the_right_page(client, made):
    """The sections stand on the first page with how many of their rows wait to be seen."""
    page = _text(client.get(f"/ban-nhap/{made.id}/"))

    assert re.search(
        rf'href="/ban-nhap/{made.id}/\?trang=15#b-tasks-700"[^>]*>H. Lĩnh vực 8</a> <span>100, <b>25', page
    )
    assert f'href="/ban-nhap/{made.id}/?trang=15#h-tasks-703"' in page
    there = _text(client.get(f"/ban-nhap/{made.id}/?trang=15"))
    assert 'id="b-tasks-700"' in there
    assert 'id="h-tasks-703"' in there


@pytest.mark.parametrize(
    ("where", "address"),
    [
        ("trang 1, dòng 7", "#n-6"),
        ("trang 100, dòng 1999", "?nguon=1998#n-1998"),
        ("Phụ lục II", None),
    ],
)
def test_a_warning_about_a_place_leads_to_its_line_of_the_source(client, hour_now, where, address):
    """Also where that part of the source is not beside the rows; without a place it leads nowhere."""
    warned = [{"code": "letters_lost", "message": "Chữ bị mất", "where": where}]
    made = read_draft(now=hour_now, reading=_long_reading() | {"warnings": warned})

    page = _text(client.get(f"/ban-nhap/{made.id}/"))

    leads = re.search(r'<span lang="vi">Chữ bị mất</span>(?: <a href="([^"]*)")?', page)[1]
    assert (leads.removeprefix(f"/ban-nhap/{made.id}/") if leads else None) == address


def test_the_source_beside_a_page_is_the_part_its_rows_came_from(client, made):
    """With links to what stands before and after, which keep the rows."""
    page = _text(client.get(f"/ban-nhap/{made.id}/?trang=15"))

    lines = [int(number) for number in re.findall(r'class="line" id="n-(\d+)"', page)]
    assert lines == list(range(1397, 1647))
    assert f'href="/ban-nhap/{made.id}/?trang=15&amp;nguon=1147#source"' in page
    after = _text(client.get(f"/ban-nhap/{made.id}/?trang=15&nguon=1647"))
    assert _rows(after)[0] == "700"
    assert 'id="n-1647"' in after
    assert f'href="/ban-nhap/{made.id}/?trang=15&amp;nguon=1400#n-1400"' in after


def test_a_correction_without_script_comes_back_to_its_page(client, made):
    """Also its undoing."""
    url = f"/ban-nhap/{made.id}/sua/?o=tasks.720.product"
    was = READING["tasks"][0]["product"]

    saved = client.post(url, {"value": "Báo cáo", "was": was})
    undone = client.post(url.replace("/sua/", "/hoan-lai/"))

    assert saved["Location"] == undone["Location"] == f"/ban-nhap/{made.id}/?trang=15#h-tasks-720"


def test_the_doubtful_rows_of_all_pages_are_gathered(client, made):
    """A quarter of them; a row that is corrected or confirmed leaves, and the person stays where they were."""
    base = f"/ban-nhap/{made.id}/"
    page = _text(client.get(f"{base}?xem=can-xem&trang=2"))
    assert _rows(page) == [str(number) for number in range(203, 403, 4)]

    seen = client.post(f"{base}da-xem/?o=tasks.203.content&xem=can-xem&trang=2")

    assert seen["Location"] == f"{base}?xem=can-xem&trang=2#h-tasks-203"
    assert _rows(_text(client.get(seen["Location"])))[0] == "207"
    assert '<b id="doubtful">249</b>' in _text(client.get(base))


def test_a_page_asks_the_database_once_for_its_draft(client, made):
    """However long the plan; the other questions are who looks at it."""
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/ban-nhap/{made.id}/?trang=7")

    assert sum('FROM "plan_' in query["sql"] for query in asked.captured_queries) == 1


def test_the_print_has_every_row_and_nothing_to_press(client, made, hour_now):
    """On one page."""
    page = _text(client.get(f"/ban-nhap/{made.id}/in/"))

    assert len(re.findall(r"Việc thứ \d+<", page)) == TASKS
    assert "Bảng niêm yết đợt 2" in page
    assert "86,40" in page
    assert "sua/" not in page
    assert client.get(f"/ban-nhap/{draft(now=hour_now).id}/in/").status_code == 404


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ({}, View()),
        ({"trang": "3", "xem": "can-xem", "nguon": "7"}, View(3, True, 7)),
        ({"trang": "0", "xem": "het"}, View()),
        ({"trang": "-1", "nguon": "x"}, View()),
        ({"trang": "²", "nguon": "9" * 400}, View()),
    ],
    ids=str,
)
def test_an_address_that_makes_no_sense_shows_the_first_page(query, view):
    """Whoever typed it."""
    assert View.of(query) == view
