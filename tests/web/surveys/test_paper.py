"""The pages of a round's paper: the register, giving and taking back, the counts, double entry."""

import io

import docx
import pytest
from tests import cast as people
from tests.measure import papering
from tests.measure.papering import COUNTER
from tests.web.entering import client_of, signed_in

from hailong.measure import rules
from hailong.measure.models import Answer, Entry, HandOver, Sheet
from hailong.web.skin import hour

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day_before_the_last(monkeypatch):
    """The pages live on Monday 29 September 2025."""
    monkeypatch.setattr(hour, "now", lambda: papering.NOW)


@pytest.fixture
def one(cast):
    return papering.round_()


def _home(one):
    return f"/dot-khao-sat/{one.code}/phieu-giay/"


def _states():
    return sorted(Sheet.objects.order_by().values_list("state", flat=True))


def _answers(**more):
    good = {f"c-{item}": code for item, code in papering.GOOD.items()}
    return {"field": "", "respondent": rules.INDIVIDUAL} | good | more


def test_sheets_are_numbered_printed_and_issued_in_a_few_clicks(one, client):
    client.post(f"{_home(one)}in/", {"count": 3})
    shown = client.get(_home(one)).content.decode()
    file = client.get(f"{_home(one)}1-3.docx")
    form = client.get(f"{_home(one)}giao/").context["form"]
    clerk = people.cast()["lan"]
    sent = client.post(f"{_home(one)}giao/", {"serials": form.initial["serials"], "to": clerk.pk, "unit": COUNTER})

    assert "Phiếu 0001 đến 0003" in shown
    assert form.initial["serials"] == "0001-0003"
    assert clerk in form.fields["to"].queryset
    assert people.cast()["thuy"] not in form.fields["to"].queryset
    assert sent.status_code == 302
    assert _states() == [rules.ISSUED] * 3
    sections = docx.Document(io.BytesIO(file.content)).sections
    assert [section.header.paragraphs[0].text[-4:] for section in sections] == ["0001", "0002", "0003"]


def test_the_clerk_notes_what_was_given_and_what_came_back(one):
    papering.issued(one, 3)
    clerk = client_of("lan")

    shown = clerk.get(_home(one)).content.decode()
    clerk.post(f"{_home(one)}chuyen/", {"lam": "give", "serials": "1-2"})
    told = clerk.post(f"{_home(one)}chuyen/", {"lam": "take_back", "serials": "2"}, follow=True).content.decode()

    assert "Bạn còn giữ: 0001-0003" in shown
    assert "Đã ghi thu về 1 phiếu." in told
    assert _states() == [rules.HANDED, rules.ISSUED, rules.RETURNED]


@pytest.mark.parametrize("typed", ["9", "abc", "", "1-2"])
def test_what_cannot_be_moved_is_said_at_the_field_and_stays_typed(one, typed):
    papering.issued(one, 1)
    clerk = client_of("lan")

    refused = clerk.post(f"{_home(one)}chuyen/", {"lam": "give", "serials": typed})

    assert refused.status_code == 422
    assert f'value="{typed}"' in refused.content.decode()
    assert _states() == [rules.ISSUED]


def test_an_unknown_act_is_not_there(one):
    clerk = client_of("lan")

    assert clerk.post(f"{_home(one)}chuyen/", {"lam": "burn", "serials": "1"}).status_code == 404
    assert clerk.get(f"{_home(one)}dot-phieu/").status_code == 404


@pytest.mark.parametrize(
    ("what", "state"), [("hong", rules.SPOILED), ("that-lac", rules.MISSING), ("tra-kho", rules.PRINTED)]
)
def test_what_falls_out_is_noted_with_a_reason(one, client, what, state):
    papering.issued(one, 1)

    client.post(f"{_home(one)}{what}/", {"serials": "1", "reason": "Rách"})

    assert _states() == [state]


def test_the_parcel_goes_and_is_taken_and_the_counts_close(one, client):
    papering.returned(one, 2)
    clerk = client_of("lan")

    wrong = clerk.post(f"{_home(one)}ban-giao/{COUNTER}/", {"count": 3})
    clerk.post(f"{_home(one)}ban-giao/{COUNTER}/", {"count": 2})
    before = client.get(f"{_home(one)}doi-chieu/").content.decode()
    client.post(f"{_home(one)}nhan/{COUNTER}/", {"absent": "2", "note": "Thiếu một"})
    after = client.get(f"{_home(one)}doi-chieu/").content.decode()

    assert (wrong.status_code, HandOver.objects.get().received_count) == (422, 1)
    assert "Hạn bàn giao <b>06/10/2025</b>" in before
    assert "Nơi tổng hợp chưa nhận." in before
    assert "Nơi tổng hợp nhận 1 phiếu ngày 29/09/2025." in after
    assert "Khớp, chưa xong" in after


def test_two_people_type_a_sheet_and_its_answer_is_recorded(one, client):
    papering.received(one, 2)

    first = client.get(f"{_home(one)}nhap/")
    client.post(f"{_home(one)}nhap/", _answers(serial="1"))
    other = client_of("lan")
    second = other.get(f"{_home(one)}nhap/")
    told = other.post(f"{_home(one)}nhap/", _answers(serial="0001"), follow=True)

    assert (first.context["serial"], second.context["serial"], second.context["again"]) == ("0001", "0001", True)
    assert "đã ghi nhận" in told.content.decode()
    assert told.context["serial"] == "0002"
    assert Answer.objects.get().content["q01"] == 5
    assert not Entry.objects.exists()


def test_a_code_out_of_range_is_named_and_what_was_typed_stays(one, client):
    papering.received(one, 1)

    refused = client.post(f"{_home(one)}nhap/", _answers(serial="1", **{"c-q03": "8"}))
    said = refused.content.decode()

    assert refused.status_code == 422
    assert "Câu q03: “8”" in said
    assert 'name="c-q03" type="text" inputmode="numeric" autocomplete="off" data-codes="1 2 3 4 5 0" value="8"' in said
    assert 'value="5"' in said
    assert not Entry.objects.exists()


@pytest.mark.parametrize("serial", ["7", "", "1-2", "x"])
def test_a_serial_that_is_none_is_refused(one, client, serial):
    papering.received(one, 2)

    assert client.post(f"{_home(one)}nhap/", _answers(serial=serial)).status_code == 422


def test_what_differs_is_settled_with_the_paper_in_hand(one, client):
    papering.received(one, 1)
    papering.typed(one, "0001", "quang", q02="3", y_kien="Chậm")
    papering.typed(one, "0001", "lan")
    address = f"{_home(one)}khac-nhau/0001/"

    listed = client.get(f"{_home(one)}khac-nhau/").content.decode()
    shown = client.get(address).content.decode()
    missing = client.post(address, {"chon-0": "1"})
    settled = client.post(address, {"chon-0": "2", "chon-1": "3", "ghi-1": "Rất chậm"})

    assert "khác nhau 2 chỗ" in listed
    assert "Phạm Thị Ngọc Lan" not in shown
    assert (missing.status_code, settled.status_code) == (422, 302)
    assert (Answer.objects.get().content["q02"], Answer.objects.get().content["y_kien"]) == (4, "Rất chậm")
    assert client.get(address).status_code == 404


def test_who_only_looks_does_not_touch(one):
    papering.received(one, 1)

    looks = client_of("hoa")
    assert looks.get(_home(one)).status_code == 200
    assert looks.get(f"{_home(one)}doi-chieu/").status_code == 200
    for page in ("in/", "giao/", "nhap/", "khac-nhau/", f"nhan/{COUNTER}/", "1-1.docx"):
        assert looks.get(f"{_home(one)}{page}").status_code == 403
    for page in ("hong/", "huy/"):
        assert looks.post(f"{_home(one)}{page}", {"serials": "1", "reason": "Thử"}).status_code == 403
    assert _states() == [rules.RECEIVED]


def test_a_round_of_another_place_is_not_there(one):
    assert client_of("phuc").get(_home(one)).status_code == 404


@pytest.mark.browser
def test_a_sheet_is_typed_with_digits_and_enter_alone(one, window, live_server):
    """Codes move on by themselves, a wrong one does not; Enter passes over a blank and sends at the end."""
    papering.received(one, 1)
    page = signed_in(window(), live_server, "quang")
    page.goto(f"{live_server.url}{_home(one)}nhap/")

    for key in ("Enter", "Enter", "Enter", "5", "4", "9", "3", "Enter", "1"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.wait_for_url("**/nhap/?")

    assert Entry.objects.get().content == {"q01": 5, "q02": 4, "q03": 3, "q05": 1}
