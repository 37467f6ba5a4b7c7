"""From a reviewed draft to a plan, by plain requests: what is shown, what is asked, what is refused, what is made."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from tests.cast import unit
from tests.plan import living
from tests.web.entering import client_of
from tests.web.making import draft, read_draft

from hailong.plan import cascade
from hailong.plan.models import Draft, Plan, PlanFact, Task, TaskUnit

pytestmark = pytest.mark.django_db

WORDS = {
    "lead": ["Phòng Kinh tế", "Văn phòng"],
    "coordinating": ["Tổ dân phố số 4"],
    "criteria": ["TC"],
}


def _reading(**more):
    rows = (
        living.row("Dán sơ đồ quầy ở cửa vào", section="I", ordinal="1", **WORDS),
        living.row("Gọi lại người nộp hồ sơ trễ", section="I", ordinal="2", lead=["Đội Phản ứng nhanh"], due=None),
        living.row("Trả lời khi có thư góp ý", section="II", ordinal="3", lead=["Văn phòng"], due="Khi phát sinh"),
    )
    duties = [
        living.duty("Văn phòng tổng hợp hằng quý", lead=["Văn phòng"]),
        living.duty("Các phòng cử người trực", where="III.2", lead=["Phòng Kinh tế", "Văn phòng"]),
    ]
    return living.reading_of(*rows, duties=duties, **more)


@pytest.fixture
def made(client, hour_now):
    """A draft of the ward with two leads, a name nobody is known by, and two duties."""
    return read_draft(now=hour_now, reading=_reading(), name="Kế hoạch đón tiếp.docx")


def _address(made):
    return f"/ban-nhap/{made.id}/xac-nhan/"


def _page(client, made):
    answer = client.get(_address(made))
    assert answer.status_code == 200
    return answer.content.decode()


def _fields(page):
    """The form as a browser without script would send it untouched."""
    form = page[page.index('<form class="making"') :]
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        values = re.findall(r'<option value="([^"]*)"( selected)?', options)
        found[name] = next((value for value, chosen in values if chosen), values[0][0])
    ticked = re.findall(r'name="duties" value="(\d+)" checked', form)
    return found | {"duties": ticked}


def _field_of(page, name):
    """The name of the field that asks whose a printed name is."""
    return re.search(rf'<label for="(unit-\d+)"><b lang="vi">{name}</b>', page)[1]


def _send(client, made, **changed):
    return client.post(_address(made), _fields(_page(client, made)) | changed, follow=True)


def test_the_page_says_what_will_be_made_before_it_is(client, made):
    """Head, counts, the days of the plan; nothing is written by looking."""
    page = _page(client, made)

    for text in ("44/KH-UBND", "18/07/2025", "Đón tiếp người dân năm 2025", "từ 18/07/2025 đến 31/12/2025",
                 "<b>3</b> nhiệm vụ", "UBND phường Sông Xanh", "Kế hoạch đón tiếp.docx"):  # fmt: skip
        assert text in page
    assert 'id="wrong"' not in page
    assert not Plan.objects.exists()


def test_every_printed_name_stands_once_the_unknown_before_the_known(client, made):
    """Those that lead come before those that only coordinate; the known are filled in."""
    page = _page(client, made)

    names = re.findall(r'<label for="unit-\d+"><b lang="vi">([^<]+)</b>', page)
    assert names == ["Đội Phản ứng nhanh", "Tổ dân phố số 4", "Phòng Kinh tế", "Văn phòng"]
    sent = _fields(page)
    chosen = {name: sent[_field_of(page, name)] for name in names}
    assert chosen == {
        "Đội Phản ứng nhanh": "",
        "Tổ dân phố số 4": "",
        "Phòng Kinh tế": "X0101-KT",
        "Văn phòng": "X0101-VP",
    }


def test_sent_as_proposed_it_becomes_a_plan_and_the_draft_goes(client, made):
    """The first lead is accountable, duties stay facts, and the message tells what still waits."""
    answer = _send(client, made)

    plan = Plan.objects.get()
    assert answer.redirect_chain[-1][0] == f"/ke-hoach/{plan.code}/"
    assert (plan.number, plan.unit.code, plan.tasks.count()) == ("44/KH-UBND", "X0101", 3)
    assert TaskUnit.objects.get(task__position=1, accountable=True).unit.code == "X0101-KT"
    assert PlanFact.objects.filter(plan=plan, kind="duty").count() == 2
    assert not Draft.objects.exists()
    assert "3 nhiệm vụ" in answer.content.decode()
    assert "1 việc chưa phân công" in answer.content.decode()


def test_what_a_person_chooses_is_what_is_made(client, made):
    """A name matched by hand, another lead accountable, a duty that becomes a task."""
    page = _page(client, made)

    _send(client, made, **{_field_of(page, "Đội Phản ứng nhanh"): "X0101-TT", "accountable-0": "1", "duties": ["1"]})

    assert TaskUnit.objects.get(task__position=2, accountable=True).unit.code == "X0101-TT"
    assert TaskUnit.objects.get(task__position=1, accountable=True).name == "Văn phòng"
    assert Task.objects.get(position=4).content == "Các phòng cử người trực"
    assert PlanFact.objects.filter(kind="duty").count() == 1


def test_a_plan_without_a_table_proposes_its_duties_as_tasks(client, hour_now):
    """All of them ticked."""
    made = read_draft(now=hour_now, reading=_reading() | {"tasks": []})

    assert _fields(_page(client, made))["duties"] == ["0", "1"]


def test_the_same_plan_twice_is_told_and_made_only_on_a_word(client, made, hour_now):
    """The one that is there is linked; the tick is needed."""
    _send(client, made)
    first = Plan.objects.get()
    again = read_draft(now=hour_now, reading=_reading())

    page = _page(client, again)
    refused = _send(client, again)
    allowed = _send(client, again, twin="on")

    assert f'href="/ke-hoach/{first.code}/"' in page
    assert "có thể đã được nhập" in page
    assert (refused.status_code, "đã được nhập" in refused.content.decode()) == (422, True)
    assert allowed.redirect_chain
    assert Plan.objects.count() == 2


def test_rows_of_doubt_need_a_word_that_somebody_looked(client, hour_now):
    """The way to them is on the page; what was chosen stays when the tick was forgotten."""
    reading = _reading()
    reading["tasks"][1]["confidence"] = 0.4
    made = read_draft(now=hour_now, reading=reading)
    page = _page(client, made)

    refused = _send(client, made, **{_field_of(page, "Tổ dân phố số 4"): "X0101-KT"})
    kept = _fields(refused.content.decode())[_field_of(page, "Tổ dân phố số 4")]
    made_now = _send(client, made, looked="on")

    assert f"/ban-nhap/{made.id}/?xem=can-xem" in page
    assert (refused.status_code, kept) == (422, "X0101-KT")
    assert "chưa ai xem" in refused.content.decode()
    assert made_now.redirect_chain


def test_without_a_year_there_is_no_button_but_the_way_to_the_year(client, hour_now):
    """Number and day may be blank, and that is said."""
    head = {"year": None, "date": None, "number": None}
    made = read_draft(now=hour_now, reading=_reading(head=head))
    page = _page(client, made)

    assert "Tạo kế hoạch</button>" not in page
    assert "sua/?o=document.year" in page
    assert (page.count("để trống được"), page.count("chưa có số, để vậy được")) == (1, 1)
    client.post(f"/ban-nhap/{made.id}/sua/?o=document.year", {"value": "2025", "was": ""})
    _send(client, made)
    assert Plan.objects.get().year == 2025


def test_a_choice_that_cannot_be_is_refused_at_its_place(client, made):
    """Nothing is made and nothing typed is lost."""
    page = _page(client, made)
    field = _field_of(page, "Văn phòng")

    gone = _send(client, made, **{field: "X0101-BL"})
    nobody = _send(client, made, **{"accountable-0": "7", field: "khong-co"})

    for answer in (gone, nobody):
        assert answer.status_code == 422
        assert re.search(rf'id="wrong">\s*<label for="{field}">', answer.content.decode())
    assert not Plan.objects.exists()


def test_an_unknown_lead_cannot_be_made_accountable(client, hour_now):
    """It is told at its own question, which stands open."""
    row = living.row("Dán sơ đồ", lead=["Phòng Kinh tế", "Tổ dân phố số 4"])
    made = read_draft(now=hour_now, reading=living.reading_of(row))

    answer = _send(client, made, **{"accountable-0": "1"})

    assert answer.status_code == 422
    assert "<details open>" in answer.content.decode()


def test_a_correction_made_meanwhile_is_not_confirmed_unseen(client, made):
    """The page is shown anew with what is proposed now."""
    sent = _fields(_page(client, made))
    client.post(f"/ban-nhap/{made.id}/sua/?o=tasks.1.lead", {"value": "Phòng Kinh tế", "was": "Đội Phản ứng nhanh"})

    answer = client.post(_address(made), sent)

    assert answer.status_code == 409
    assert "sửa ở cửa sổ khác" in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_form_sent_twice_leads_to_the_plan_of_the_first(client, made):
    """A second click finds no draft any more."""
    sent = _fields(_page(client, made))

    first, second = client.post(_address(made), sent), client.post(_address(made), sent)

    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Plan.objects.count() == 1


def test_a_plan_of_those_above_may_be_named_as_parent(client, made, hour_now):
    """Only of this unit and those above that the person may see."""
    above = living.plan_of(_reading(head={"number": "9/KH-UBND", "title": "Kế hoạch khung năm 2025"}))
    aside = living.plan_of(
        _reading(head={"number": "3/KH-VP", "title": "Việc của văn phòng năm 2025"}), unit="X0101-VP"
    )
    page = _page(client, made)

    _send(client, made, parent=above.code)

    assert f'value="{above.code}"' in page
    assert f'value="{aside.code}"' not in page
    assert Plan.objects.get(number="44/KH-UBND").parent == above


def test_a_plan_that_asks_the_unit_for_its_own_is_the_first_parent_offered(client, made, hour_now):
    """And chosen, it counts as answered."""
    above = living.plan_of(_reading(head={"number": "9/KH-UBND", "title": "Kế hoạch khung năm 2025"}))
    room = read_draft(now=hour_now, reading=_reading(), unit=unit("X0101-VHXH"))
    by = living.viewer("quang", on=hour_now.date())
    until = hour_now.date() + timedelta(days=9)
    cascade.require(plan=above, task=None, units=[unit("X0101-VHXH")], due=until, by=by, now=hour_now)
    head = client_of("son")
    page = _page(head, room)

    _send(head, room, parent=above.code, twin="on")

    assert re.search(r'yêu cầu đơn vị lập kế hoạch">\s*<option value="' + above.code, page)
    assert above.owed.get().fulfilled is not None


def test_a_twin_that_a_person_may_not_open_is_named_without_a_way_to_it(client, hour_now):
    """It is in the same agency, and he drops the same text."""
    reading = living.reading_of(living.row("Việc riêng của văn phòng", lead=["Phòng Kinh tế"]))
    first = living.plan_of(reading)
    made = read_draft(now=hour_now, reading=reading, unit=unit("X0101-VHXH"))

    page = _page(client_of("son"), made)

    assert "44/KH-UBND" in page
    assert f"/ke-hoach/{first.code}/" not in page


def test_the_draft_page_leads_there_at_its_head_and_its_end(client, made, hour_now):
    """Where nothing was read there is no such way."""
    page = client.get(f"/ban-nhap/{made.id}/").content.decode()
    nothing = read_draft(now=hour_now, reading=living.reading_of())

    assert page.count(f'href="{_address(made)}"') == 2
    assert _address(nothing) not in client.get(f"/ban-nhap/{nothing.id}/").content.decode()


def test_a_draft_that_is_not_read_yet_leads_back_to_its_page(client, hour_now):
    """There is nothing to confirm."""
    waiting = draft(now=hour_now)

    assert client.get(_address(waiting))["Location"] == f"/ban-nhap/{waiting.id}/"


@pytest.mark.parametrize(("login", "status"), [("quang", 404), ("son", 404), ("thuy", 403), ("dieu", 403)])
def test_a_draft_of_another_unit_is_not_there_on_any_of_its_pages(login, status, hour_now):
    """404 for who brings in plans elsewhere, 403 for who brings in none; nothing happens to it."""
    client = client_of(login)
    made = read_draft(now=hour_now, reading=_reading(), unit=unit("X01-SNV"))
    failed = draft(now=hour_now, unit=unit("X01-SNV"), state="failed", error_message="Hỏng", error_cure="Lưu lại.")
    base, query = f"/ban-nhap/{made.id}/", "?o=tasks.0.content"
    looks = ["", "in/", f"o/{query}", f"sua/{query}", "xoa/", "xac-nhan/", "lay-ve/json/", "lay-ve/docx/"]
    acts = [f"sua/{query}", f"hoan-lai/{query}", f"da-xem/{query}", f"giu-nguyen/{query}", "xoa/", "xac-nhan/"]

    answers = [client.get(base + look) for look in looks] + [client.post(base + act) for act in acts]
    answers.append(client.post(f"/ban-nhap/{failed.id}/doc-lai/"))

    assert {answer.status_code for answer in answers} == {status}
    assert not any("Dán sơ đồ quầy" in answer.content.decode() for answer in answers)
    assert Draft.objects.get(pk=failed.pk).state == "failed"
    assert Draft.objects.get(pk=made.pk).corrections == []


def test_a_plan_of_four_hundred_tasks_is_asked_for_and_made_in_one_form(client, hour_now):
    """Each with several leads and as many duties: the form stays under the limit on fields."""
    rows = [living.row(f"Việc thứ {n}", ordinal=str(n), lead=["Phòng Kinh tế", "Văn phòng"]) for n in range(1, 401)]
    duties = [living.duty(f"Trách nhiệm thứ {n}", lead=[f"Tổ {n}", "Văn phòng"]) for n in range(1, 401)]
    made = read_draft(now=hour_now, reading=living.reading_of(*rows, duties=duties))

    answer = _send(client, made, duties=[str(n) for n in range(400)])

    assert answer.redirect_chain
    assert Plan.objects.get().tasks.count() == 800


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_plan_and_both_lead_to_it(hour_now):
    """Each in a thread of the server, both with the draft before them."""
    made = read_draft(now=hour_now, reading=_reading())
    clients = [client_of("quang"), client_of("quang")]
    sent = _fields(_page(clients[0], made))
    both = threading.Barrier(2)

    def click(client):
        both.wait()
        try:
            return client.post(_address(made), sent)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(click, clients))

    plan = Plan.objects.get()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert {answer["Location"] for answer in answers} == {f"/ke-hoach/{plan.code}/"}
