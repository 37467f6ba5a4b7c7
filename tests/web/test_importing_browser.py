"""A real browser brings in plans: dropped, corrected, units matched, confirmed; the same without script."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.plan import living
from tests.web.entering import signed_in
from tests.web.making import read_draft

from hailong.plan.models import Plan, TaskUnit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = re.compile(r"Xác nhận thành kế hoạch")
STRANGER = "Đoàn Thanh niên phường"  # named by the ward's sample plan, no unit of the ward's


def _sample(tmp_path) -> Path:
    file = tmp_path / living.CONFIRMED
    file.write_bytes(living.sample())
    return file


def _look(page):
    """Tick that the doubtful rows were looked at, where there are any."""
    if page.locator("#looked").count():
        page.check("#looked")


def test_a_plan_is_dropped_corrected_matched_and_confirmed(window, live_server, tmp_path):
    """Done-when 1, its import: from the file to the plan's own page."""
    page = signed_in(window(), live_server)
    page.goto(f"{live_server.url}/nhap/")
    page.set_input_files("#document", _sample(tmp_path))
    page.click("#o-tasks-0-product .value")
    page.fill("#o-tasks-0-product textarea[name=value]", "Biên bản nghiệm thu khu chờ")
    page.keyboard.press("Control+Enter")
    page.locator("#o-tasks-0-product.corrected").wait_for()

    page.get_by_role("link", name=NAME).first.click()
    page.get_by_label(STRANGER).select_option("X0101-VHXH")
    _look(page)
    page.get_by_role("button", name="Tạo kế hoạch").click()

    page.get_by_text("Đã tạo kế hoạch: 12 nhiệm vụ").wait_for()
    plan = Plan.objects.get()
    assert page.url.endswith(f"/ke-hoach/{plan.code}/")
    page.get_by_text("Biên bản nghiệm thu khu chờ").first.wait_for()
    assert {one.unit.code for one in TaskUnit.objects.filter(name=STRANGER)} == {"X0101-VHXH"}
    assert page.locator("li.task").count() == 12


def test_without_script_a_plan_is_brought_in_all_the_same(window, live_server, tmp_path):
    """Every step is a page and a form."""
    page = signed_in(window(java_script_enabled=False), live_server)
    page.goto(f"{live_server.url}/nhap/")
    page.set_input_files("#document", _sample(tmp_path))
    page.get_by_role("button", name="Đọc văn bản").click()
    page.click("#o-tasks-0-product .value")
    page.fill("textarea[name=value]", "Biên bản nghiệm thu khu chờ")
    page.click("text=Lưu")

    page.get_by_role("link", name=NAME).first.click()
    page.get_by_label(STRANGER).select_option("X0101-VHXH")
    _look(page)
    page.get_by_role("button", name="Tạo kế hoạch").click()

    page.get_by_text("Đã tạo kế hoạch: 12 nhiệm vụ").wait_for()
    assert Plan.objects.get().tasks.first().product == "Biên bản nghiệm thu khu chờ"


def test_the_same_document_dropped_again_is_told_and_leads_to_the_plan(window, live_server, tmp_path):
    """It is not made twice unless somebody says so."""
    page = signed_in(window(), live_server)
    for _time in range(2):
        page.goto(f"{live_server.url}/nhap/")
        page.set_input_files("#document", _sample(tmp_path))
        page.get_by_role("link", name=NAME).first.click()
        _look(page)
        page.get_by_role("button", name="Tạo kế hoạch").click()
    made = Plan.objects.get()

    assert page.evaluate("document.activeElement.id") == "twin"  # the browser goes to the tick that is missing
    page.locator(".ask.twin").get_by_role("link").click()
    page.wait_for_url(f"**/ke-hoach/{made.code}/")


def test_a_table_is_pasted_and_read(window, live_server):
    """What Excel puts on the clipboard goes into one field."""
    page = signed_in(window(width=360), live_server)
    page.goto(f"{live_server.url}/nhap/")
    page.get_by_role("link", name="Dán bảng từ Excel").click()
    page.get_by_label("Tên kế hoạch").fill("Đón tiếp người nộp hồ sơ năm 2025")
    page.get_by_label("Năm kế hoạch").fill("2025")
    page.get_by_label("Bảng nhiệm vụ").fill(
        "STT\tNội dung\tĐơn vị chủ trì\tThời gian\n1\tDán sơ đồ quầy\tVăn phòng\tQuý IV\n"
    )

    page.get_by_role("button", name="Đọc bảng").click()

    page.locator("table.rows").get_by_text("Dán sơ đồ quầy").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_keyboard_alone_goes_through_the_questions(window, live_server, hour_now):
    """Select, tick, open, send, in the order in which they stand."""
    doubtful = living.row("Dán sơ đồ quầy", lead=["Phòng Kinh tế", "Đội lạ"], confidence=0.4)
    made = read_draft(now=hour_now, reading=living.reading_of(doubtful, duties=[living.duty("Trực", lead=[])]))
    page = signed_in(window(), live_server)
    page.goto(f"{live_server.url}/ban-nhap/{made.id}/xac-nhan/")
    seen = []

    def go_to(wanted):
        for _press in range(40):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
            if seen[-1] == wanted:
                return
        pytest.fail(f"{wanted} is not reached: {seen}")

    go_to("unit-1")
    page.keyboard.press("End")
    go_to("SUMMARY")
    go_to("SUMMARY")
    page.keyboard.press("Enter")
    go_to("duty-0")
    page.keyboard.press("Space")
    go_to("looked")
    page.keyboard.press("Space")
    go_to("BUTTON")
    page.keyboard.press("Enter")

    page.get_by_text("Đã tạo kế hoạch: 2 nhiệm vụ").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_of_the_import_has_a_serious_fault_of_accessibility(window, live_server, hour_now, width, scheme):
    """With everything on it that may be asked, open and refused; nothing runs off the screen; style within 20 kB."""
    living_reading = living.sample_reading()
    living_reading["tasks"][0] |= {"confidence": 0.4, "lead": ["Phòng Kinh tế", "Văn phòng"]}
    first = read_draft(now=hour_now, reading=living_reading)
    page = signed_in(window(width=width, scheme=scheme), live_server)
    living.plan_of(living_reading)
    faults = {}

    def judge(name):
        for closed in page.locator("main details").all():
            closed.evaluate("one => { one.open = true }")
        found = Axe().run(page).response["violations"]
        faults[name] = [(one["id"], one["impact"]) for one in found if one["impact"] in ("serious", "critical")]
        assert page.evaluate("document.documentElement.scrollWidth") == width

    for address in ("/nhap/", "/nhap/dan/", f"/ban-nhap/{first.id}/xac-nhan/"):
        page.goto(live_server.url + address)
        judge(address)
        sizes = "() => performance.getEntriesByType('resource').filter(one => one.name.endsWith('.css'))"
        assert page.evaluate(f"({sizes})().reduce((sum, one) => sum + one.decodedBodySize, 0)") <= 20 * 1024
    page.evaluate("document.querySelector('form.making').noValidate = true")
    page.get_by_role("button", name="Tạo kế hoạch").click()
    page.locator("#problem").wait_for()
    judge("refused")

    assert {name: found for name, found in faults.items() if found} == {}
