"""Answering without script: consent, a section a screen, thanks for what is kept; codes, the open link, the tablet."""

import html
import re
from typing import Any

import pytest
from django.test import Client
from tests.measure.answering import FIELD, FORM, GOOD, framed, open_round

from hailong.measure import responses, rules
from hailong.measure.limits import ANSWERS_A_DAY, WRONG_CODES_A_DAY
from hailong.measure.models import Answer, Round, RoundKey, SetAside
from hailong.web.skin import hour

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(hour_now: Any) -> Round:
    """A round that is open today, by the pages' own clock."""
    day = hour_now.date()
    made = framed(open_round(), day=day)
    Round.objects.update(opens=day, closes=day)
    made.refresh_from_db()
    return made


def _hidden(page: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page):
        found.setdefault(html.unescape(name), []).append(html.unescape(value))
    return found


def _go(client: Client, at: str, page: str, **more: Any) -> Any:
    """Press the button of a page: its hidden fields go along."""
    return client.post(at, {**_hidden(page), "go": "next", **more})


def _answered(client: Client, at: str, page: str, content: dict[str, str] = GOOD) -> Any:
    """Go through all screens; the last answer."""
    got = _go(client, at, page, consent="1", respondent="individual")
    for section in FORM.sections:
        text = got.content.decode()
        asked = {f"c-{one.code}": content[one.code] for one in section.items if one.code in content}
        if section.title not in text:
            continue
        got = _go(client, at, text, **asked)
    return got


def _receipt(answer: Any) -> str:
    found = re.search(r'class="receipt">([\w-]+)<', answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def test_a_code_typed_by_hand_leads_through_the_form_to_thanks(survey: Round) -> None:
    """Nothing is kept before the last button; the answer carries the field of the slip."""
    client = Client()
    code = responses.code_for(round=survey, unit=survey.unit, field=FIELD)
    page = client.post("/khao-sat/ma/", {"code": code.lower()}).content.decode()
    assert FORM.consent in page
    assert not Answer.objects.exists()

    done = _answered(client, "/khao-sat/ma/", page)

    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", _receipt(done))
    kept = Answer.objects.get()
    assert kept.content == {"q1": 5, "q2": 3, "q3": 4, "q4": "chua", "q6": "Cảm ơn"}
    assert (kept.field, kept.mode, kept.respondent, len(kept.consent)) == (FIELD, rules.CODED, rules.INDIVIDUAL, 64)


def test_the_picture_on_a_slip_opens_the_form_and_a_second_use_is_a_conflict(survey: Round) -> None:
    """The same again gets the same receipt; the code stands in no address that follows."""
    client = Client()
    code = responses.code_for(round=survey, unit=survey.unit)
    page = client.get(f"/khao-sat/m/{code}").content.decode()
    assert 'action="/khao-sat/ma/"' in page

    first, second = (_receipt(_answered(client, "/khao-sat/ma/", page)) for _each in range(2))
    other = _answered(client, "/khao-sat/ma/", page, GOOD | {"q1": "1"})

    assert first == second
    assert (other.status_code, Answer.objects.count(), SetAside.objects.count()) == (409, 1, 1)


def test_no_cookie_is_set_and_nothing_is_kept_by_browsers_on_the_way(survey: Round) -> None:
    """So nobody has to allow cookies, and the next person at a computer finds nothing."""
    client = Client(enforce_csrf_checks=True)
    for at in ("/khao-sat/ma/", f"/khao-sat/{survey.code}/"):
        page = client.get(at)
        assert (page.status_code, page["Cache-Control"], page["Referrer-Policy"]) == (200, "no-store", "no-referrer")
    done = _answered(client, at, page.content.decode())

    assert (done.status_code, dict(client.cookies)) == (200, {})


def test_consent_comes_first(survey: Round) -> None:
    """Without it no question is shown, and nothing can be sent."""
    client = Client()
    at = f"/khao-sat/{survey.code}/"
    page = client.get(at).content.decode()

    stayed = _go(client, at, page)
    forged = client.post(at, {"id": "x", "step": "3", "go": "next", "c-q1": "5"})

    for answer in (stayed, forged):
        assert answer.status_code == 422
        assert "Đánh dấu đồng ý" in answer.content.decode()
    assert not Answer.objects.exists()


def test_what_is_missing_is_said_on_its_screen_and_what_was_said_stays(survey: Round) -> None:
    """Also on the way back."""
    client = Client()
    at = f"/khao-sat/{survey.code}/"
    page = _go(client, at, client.get(at).content.decode(), consent="1").content.decode()

    missing = _go(client, at, page, **{"c-q2": "3"})
    assert missing.status_code == 422
    text = missing.content.decode()
    assert "Câu q1: chưa trả lời" in text
    assert re.search(r'name="c-q2" value="3" checked', text)

    later = _go(client, at, text, **{"c-q1": "5", "c-q2": "3"}).content.decode()
    assert _hidden(later)["c-q1"] == ["5"]
    back = client.post(at, {**_hidden(later), "go": "back", "c-q3": "4"}).content.decode()
    assert re.search(r'name="c-q1" value="5" checked', back)
    assert _hidden(back)["c-q3"] == ["4"]


def test_a_question_that_depends_on_an_earlier_screen_is_asked_only_then(survey: Round) -> None:
    """Whoever has not complained is not asked how that was answered."""
    client = Client()
    at = f"/khao-sat/{survey.code}/"
    start = {"id": "x", "consent": "1", "step": "2", "go": "next", "c-q1": "5"}

    assert "Nơi ấy trả lời thế nào" in client.post(at, start | {"c-q4": "co"}).content.decode()
    assert "Nơi ấy trả lời thế nào" not in client.post(at, start | {"c-q4": "chua"}).content.decode()


def test_the_open_link_is_its_own_mode_and_has_its_measure(survey: Round) -> None:
    """A thousand from one address are not taken; a code still is."""
    client = Client()
    at = f"/khao-sat/{survey.code}/?don-vi={survey.unit.code}"
    whole = {"consent": "1", "step": "3", "go": "next", "c-q1": "5"}
    sent = [client.post(at, whole | {"id": str(number)}) for number in range(1000)]

    assert {one.status_code for one in sent[:ANSWERS_A_DAY]} == {200}
    assert {one.status_code for one in sent[ANSWERS_A_DAY:]} == {429}
    assert "Dùng mã" in sent[-1].content.decode()
    assert set(Answer.objects.values_list("mode")) == {(rules.LINK,)}
    code = responses.code_for(round=survey, unit=survey.unit)
    assert client.post("/khao-sat/ma/", whole | {"code": code}).status_code == 200
    assert client.post(at, whole | {"id": "n"}, REMOTE_ADDR="10.0.0.9").status_code == 200
    assert Answer.objects.count() == ANSWERS_A_DAY + 2


def test_guessing_codes_ends_soon(survey: Round) -> None:
    """With one answer for a code that is wrong, used up in a closed round, or of a tablet."""
    client = Client()
    tablet = responses.kiosk_token(round=survey, unit=survey.unit)
    for number in range(WRONG_CODES_A_DAY):
        answer = client.post("/khao-sat/ma/", {"code": tablet if number % 2 else f"AAAA-{number}"})
        assert answer.status_code == 422
        assert "Mã này không đúng" in answer.content.decode()

    assert client.get("/khao-sat/m/AAAA").status_code == 429


def test_rounds_that_are_not_open_have_no_page(survey: Round) -> None:
    """And one that is not there, or a unit that is not in it."""
    client = Client()
    open_round(code="KS-SAU", state=rules.PLANNED)

    for at in ("/khao-sat/KS-SAU/", "/khao-sat/KHONG/", f"/khao-sat/{survey.code}/?don-vi=LA", "/khao-sat/quay/AAAA"):
        assert client.get(at).status_code == 404


def test_after_closing_an_answer_is_set_aside_and_its_sender_told(survey: Round) -> None:
    """By the link and by a tablet that comes late; neither is thanked."""
    client = Client()
    token = responses.kiosk_token(round=survey, unit=survey.unit)
    Round.objects.update(state=rules.CLOSED)
    RoundKey.objects.all().delete()
    whole = {"id": "x", "consent": "1", "step": "3", "go": "next", "c-q1": "5", "round": survey.code}

    for at in (f"/khao-sat/{survey.code}/", f"/khao-sat/quay/{token}"):
        answer = client.post(at, whole)
        assert answer.status_code == 410
        assert "Cảm ơn ông bà. Phiếu" not in answer.content.decode()
    assert list(SetAside.objects.values_list("reason", flat=True)) == [rules.LATE] * 2
    assert not Answer.objects.exists()


def test_a_tablet_sends_again_and_is_answered_the_same(survey: Round) -> None:
    """The same id and content the same receipt, other content 409, what cannot be an answer 422."""
    client = Client(enforce_csrf_checks=True)
    at = f"/khao-sat/quay/{responses.kiosk_token(round=survey, unit=survey.unit)}"
    whole = {"id": "a1", "consent": "1", "c-q1": "5", "c-q4": "co", "c-q5": "4"}
    json = {"Accept": "application/json"}

    first, second = (client.post(at, whole, headers=json).json() for _each in range(2))
    other = client.post(at, whole | {"c-q1": "1"}, headers=json)
    wrong = client.post(at, whole | {"id": "a2", "c-q1": "9"}, headers=json)
    silent = client.post(at, {"id": "a3", "c-q1": "5"}, headers=json)

    assert (first["receipt"], first["again"], second["again"]) == (second["receipt"], False, True)
    assert [one.status_code for one in (other, wrong, silent)] == [409, 422, 422]
    assert "Câu q1" in wrong.json()["message"]
    assert Answer.objects.get().mode == rules.KIOSK
    assert SetAside.objects.get().reason == rules.CONFLICT


def test_a_tablet_without_script_takes_answers_too(survey: Round) -> None:
    """One long page, with what is wrong said in it."""
    client = Client()
    at = f"/khao-sat/quay/{responses.kiosk_token(round=survey, unit=survey.unit)}"
    page = client.get(at).content.decode()
    fields = {name: values[0] for name, values in _hidden(page).items()}

    wrong = client.post(at, fields | {"consent": "1", "c-q2": "4"})
    done = client.post(at, fields | {"consent": "1", "c-q1": "4"})

    assert wrong.status_code == 422
    assert "Câu q1: chưa trả lời" in wrong.content.decode()
    assert "Mời người tiếp theo" in done.content.decode()
    assert Answer.objects.get().day == hour.now().date()
    assert _hidden(client.get(at).content.decode())["id"] != _hidden(page)["id"]
