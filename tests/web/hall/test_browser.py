"""The hall in a real browser: by keyboard alone, on a narrow phone, without script, for screen readers."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.plan import acting
from tests.web.entering import signed_in
from tests.web.hall import scene

from hailong.agency import notices, sealing
from hailong.agency.models import Person
from hailong.plan.models import Report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESSES = (
    "/viec/", "/don-vi/", "/don-vi/X0101/", "/don-vi-moi/", "/nguoi-dung/", "/nguoi-dung/@dat/",
    "/nguoi-dung/@dat/vai-tro/", "/toi/", "/lich/X0101/?tu=29/08/2025+16:00&dai=8&tinh=h", "/lich/X0101/gio/",
    "/nhat-ky/?viec=person.create", "/thong-bao/", "/thong-bao/@note/sao-chep/",
)  # fmt: skip


@pytest.fixture
def plan():
    made = scene.plan()
    told = {"kind": "due", "subject": "Ba ngày nữa đến hạn", "body": "Hạn 08/10/2025.", "link": "/viec/"}
    for login in ("quang", "quantri"):
        notices.tell(person=Person.objects.get(username=login), key="k", now=acting.NOW, **told)
    sealing.seal()
    return made


def _at(address, login):
    person = Person.objects.get(username=login)
    dat = Person.objects.get(username="dat")
    return address.replace("@dat", str(dat.pk)).replace("@note", str(person.notices.get().pk))


def test_the_keyboard_alone_goes_from_today_to_a_report_that_is_sent(window, live_server, plan):
    """Tab to the button of today's work, Enter, write, Tab to the button, Enter."""
    page = signed_in(window(), live_server, "thuy")
    page.goto(f"{live_server.url}/viec/")
    while not re.match(
        "Báo cáo: Tổng hợp phiếu", _focused(page, "getAttribute('aria-label')") or ""
    ) or not page.evaluate("!!document.activeElement.closest('#week')"):
        page.keyboard.press("Tab")

    page.keyboard.press("Enter")
    page.wait_for_url("**/bao-cao/")
    while _focused(page, "name") != "text":
        page.keyboard.press("Tab")
    page.keyboard.type("Đã tổng hợp 12 phiếu")
    while _focused(page, "textContent") != "Gửi báo cáo":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_text("Đã gửi báo cáo.").wait_for()
    assert Report.objects.filter(text="Đã tổng hợp 12 phiếu").exists()


def _focused(page, what):
    return page.evaluate(f"document.activeElement.{what}")


@pytest.mark.parametrize("login", ["quang", "quantri"])
def test_no_page_is_wider_than_a_narrow_phone(window, live_server, plan, login):
    """360 pixels; also of today for who has much to do."""
    page = signed_in(window(width=360), live_server, login)
    for address in ADDRESSES if login == "quantri" else ADDRESSES[:1]:
        page.goto(live_server.url + _at(address, login))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(window, live_server, plan, scheme):
    """Nothing above minor, in both colour schemes."""
    found = {}
    for login, addresses in (("quang", ADDRESSES[:1]), ("quantri", ADDRESSES)):
        page = signed_in(window(scheme=scheme), live_server, login)
        for address in addresses:
            page.goto(live_server.url + _at(address, login))
            faults = Axe().run(page).response["violations"]
            found[address] = [(one["id"], one["nodes"][0]["html"]) for one in faults if one["impact"] != "minor"]

    assert {address: faults for address, faults in found.items() if faults} == {}


def test_without_script_today_leads_to_the_act_and_folded_rows_open(window, live_server, plan):
    """Details are the browser's own."""
    page = signed_in(window(java_script_enabled=False), live_server, "quantri")
    page.goto(f"{live_server.url}/don-vi/X0101/")
    page.click("summary:has-text('Sửa đơn vị này')")
    page.click("a:has-text('Đổi tên')")
    page.fill("#id_name", "UBND phường Sông Xanh mới")
    page.click("button:has-text('Đổi tên')")

    page.get_by_role("heading", name="UBND phường Sông Xanh mới").wait_for()


def test_a_notice_is_copied_by_a_button_that_only_a_script_makes(window, live_server, plan):
    """Without it the text stands there to be marked and copied."""
    address = live_server.url + _at("/thong-bao/@note/sao-chep/", "quang")
    plain = signed_in(window(java_script_enabled=False), live_server)
    plain.goto(address)
    assert plain.locator("button:has-text('Chép nội dung')").count() == 0
    assert "Ba ngày nữa" in plain.locator("#text").input_value()

    page = signed_in(window(permissions=["clipboard-read", "clipboard-write"]), live_server)
    page.goto(address)
    page.click("button:has-text('Chép nội dung')")

    page.get_by_text("Đã chép. Dán vào Zalo.").wait_for()
    assert "Ba ngày nữa" in page.evaluate("navigator.clipboard.readText()")
