"""A real browser at the width of a phone: the form is answered by touch, and the tablet keeps what it cannot send."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error
from tests.measure.answering import FORM, open_round
from tests.web.conftest import FLAGS
from tests.web.entering import PATIENCE
from tests.web.tablet import wait_until_sent

from hailong.measure import responses
from hailong.measure.models import Answer, Round, SetAside

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THANKS = "Cảm ơn ông bà. Phiếu đã được ghi."
KEPT = "Phiếu đang giữ trên máy này"
PHONE = 360


@pytest.fixture
def survey(hour_now, cast):
    """A round that is open today."""
    made = open_round()
    Round.objects.update(opens=hour_now.date(), closes=hour_now.date())
    made.refresh_from_db()
    return made


@pytest.fixture
def tablet(survey, live_server):
    """The address of the tablet."""
    return f"{live_server.url}/khao-sat/quay/{responses.kiosk_token(round=survey, unit=survey.unit)}"


def _sound(page):
    """Nothing that a blind or shaky reader could not use, nothing beyond the edge, no small target."""
    found = [(one["id"], one["nodes"][0]["target"]) for one in Axe().run(page).response["violations"]]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll("main button, main .press, main .row > input, main textarea")]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
            .map(one => one.outerHTML)"""
    )
    assert small == []


def _press(page, question, answer):
    """The answer to a question, as a screen reader names both."""
    page.get_by_role("group", name=question).get_by_text(answer, exact=True).click()


def _answered_by_touch(page, on_screen):
    """Through all screens; `on_screen` is called on each."""
    on_screen(page)
    page.get_by_text("Tôi đồng ý trả lời", exact=True).click()
    page.get_by_role("button", name="Bắt đầu").click()
    _press(page, "Nơi ngồi chờ", "Rất hài lòng")
    _press(page, "Bảng chỉ dẫn", "Không có ý kiến")
    on_screen(page)
    page.get_by_role("button", name="Tiếp tục").click()
    _press(page, "Đã góp ý chưa?", "Có")
    on_screen(page)
    page.get_by_role("button", name="Tiếp tục").click()
    _press(page, "Nơi ấy trả lời thế nào?", "Hài lòng")
    page.get_by_label("Điều muốn nói thêm").fill("Ghế cao")
    on_screen(page)
    page.get_by_role("button", name="Gửi phiếu").click()
    page.get_by_text(THANKS).wait_for()
    on_screen(page)


@pytest.mark.parametrize(("script", "scheme"), [(True, "light"), (True, "dark"), (False, "light")])
def test_a_slip_is_answered_on_a_phone(window, live_server, survey, script, scheme):
    """From its picture to the receipt, with and without script; every screen is accessible at 360 px."""
    code = responses.code_for(round=survey, unit=survey.unit)
    page = window(width=PHONE, scheme=scheme, java_script_enabled=script)
    page.goto(f"{live_server.url}/khao-sat/m/{code}")

    _answered_by_touch(page, _sound if script else lambda _page: None)

    assert Answer.objects.get().content == {"q1": 5, "q4": "co", "q5": 4, "q6": "Ghế cao"}
    assert page.context.cookies() == []


def test_each_question_is_a_group_that_a_screen_reader_names(window, live_server, survey):
    """With its five answers and "no opinion" as radio buttons named by their words."""
    page = window(width=PHONE)
    page.goto(f"{live_server.url}/khao-sat/{survey.code}/")
    page.get_by_text("Tôi đồng ý trả lời", exact=True).click()
    page.get_by_role("button", name="Bắt đầu").click()

    for item in FORM.sections[0].items:
        radios = page.get_by_role("group", name=item.text).get_by_role("radio")
        assert radios.count() == 6
        for option in item.choices:
            page.get_by_role("group", name=item.text).get_by_role("radio", name=option.label, exact=True).wait_for()


def test_the_page_for_codes_says_what_is_wrong_with_one(window, live_server, survey):
    """And keeps what was typed."""
    page = window(width=PHONE)
    page.goto(f"{live_server.url}/khao-sat/ma/")
    _sound(page)
    page.get_by_label("Mã").fill("abcd efgh")
    page.get_by_role("button", name="Mở phiếu").click()

    page.get_by_text("Mã này không đúng").wait_for()
    assert page.get_by_label("Mã").input_value() == "abcd efgh"
    _sound(page)


def _on_tablet(page, answer="Hài lòng"):
    """One visitor at the tablet, up to the last button."""
    page.get_by_text("Tôi đồng ý trả lời", exact=True).click()
    page.get_by_role("button", name="Tiếp tục").click()
    _press(page, "Nơi ngồi chờ", answer)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Gửi phiếu").click()


def test_the_tablet_shows_one_group_a_screen_and_starts_anew_for_the_next(window, tablet):
    """What hangs on an answer appears with it; nothing of one visitor is left for the next."""
    page = window(width=PHONE)
    page.goto(tablet)
    _sound(page)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_text("chưa đánh dấu đồng ý").wait_for()
    page.get_by_text("Tôi đồng ý trả lời", exact=True).click()
    page.get_by_role("button", name="Tiếp tục").click()
    assert page.get_by_role("group", name="Cán bộ hướng dẫn").count() == 0
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_text("Còn câu cần trả lời").wait_for()
    _press(page, "Nơi ngồi chờ", "Hài lòng")
    page.get_by_role("button", name="Tiếp tục").click()
    _sound(page)
    _press(page, "Đã góp ý chưa?", "Chưa")
    page.get_by_role("button", name="Tiếp tục").click()
    assert page.get_by_role("group", name="Nơi ấy trả lời thế nào?").count() == 0
    page.get_by_role("button", name="Gửi phiếu").click()
    page.get_by_text(THANKS).wait_for()
    _sound(page)
    assert page.locator("#receipt").inner_text() != ""

    page.get_by_role("button", name="Mời người tiếp theo").click()

    assert not page.locator("[name=consent]").is_checked()
    assert page.locator("#kiosk input:checked").count() == 1  # for oneself, as the page begins
    assert Answer.objects.get().content == {"q1": 4, "q4": "chua"}


@pytest.fixture
def profile(chromium, tmp_path):
    """Opens a browser with a profile of its own, as a tablet has: closed and opened again it is the same tablet."""
    opened = []

    def open_browser():
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=shutil.which("chromium"),
            args=FLAGS,
            viewport={"width": PHONE, "height": 800},
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context, context.new_page()

    yield open_browser
    for context in opened:
        try:
            context.close()
        except Error:
            continue


def test_what_the_tablet_could_not_send_arrives_once_after_a_restart(profile, tablet):
    """The network is gone, two answer, the browser is closed and opened again: both are there, once each."""
    context, page = profile()
    page.goto(tablet)
    context.set_offline(True)
    for answer in ("Hài lòng", "Rất hài lòng"):
        _on_tablet(page, answer)
        page.get_by_text(KEPT).wait_for()
        assert not page.get_by_text(THANKS).is_visible()
        page.get_by_role("button", name="Mời người tiếp theo").click()
    page.get_by_text("Phiếu chờ gửi trên máy này: 2").wait_for()
    context.close()
    assert not Answer.objects.exists()

    _context, page = profile()
    page.goto(tablet)
    wait_until_sent(page)

    assert sorted(one.content["q1"] for one in Answer.objects.all()) == [4, 5]
    assert not SetAside.objects.exists()


def test_an_answer_whose_receipt_was_lost_on_the_way_is_sent_again_and_counts_once(profile, tablet):
    """The server kept it, the tablet never heard so."""
    _context, page = profile()
    page.goto(tablet)

    def swallow(route):
        route.fetch()
        route.fulfill(status=503)

    page.route("**/khao-sat/quay/*", swallow, times=1)
    _on_tablet(page)
    page.get_by_text(KEPT).wait_for()
    assert Answer.objects.count() == 1

    page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_until_sent(page)

    assert Answer.objects.count() == 1
    assert not SetAside.objects.exists()
