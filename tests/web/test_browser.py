"""A real browser: a plan is dropped, read, corrected by keyboard alone and taken away; every page is accessible."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.web.entering import signed_in
from tests.web.making import READING, draft, plan_docx, read_draft

from hailong.plan.models import Draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CONTENT = "#o-tasks-0-content"


def _open(window, live_server, made, **look):
    page = signed_in(window(**look), live_server)
    page.goto(f"{live_server.url}/ban-nhap/{made.id}/")
    return page


def test_a_chosen_file_is_read_at_once_and_its_rows_appear(window, live_server, tmp_path):
    """No second button to press."""
    file = tmp_path / "Kế hoạch.docx"
    file.write_bytes(plan_docx())
    page = signed_in(window(), live_server)
    page.goto(f"{live_server.url}/nhap/")

    page.set_input_files("#document", file)

    page.get_by_text("Rà soát bảng chỉ dẫn ở cửa số 3").first.wait_for()
    assert page.locator("table.rows tbody tr").count() == 3


def test_a_file_dropped_on_the_zone_is_read(window, live_server):
    """By the mouse, from another window."""
    page = signed_in(window(), live_server)
    page.goto(f"{live_server.url}/nhap/")
    transfer = page.evaluate_handle(
        """bytes => { const held = new DataTransfer();
           held.items.add(new File([new Uint8Array(bytes)], "ke-hoach.docx")); return held; }""",
        list(plan_docx(tasks=1)),
    )

    page.dispatch_event("#drop", "drop", {"dataTransfer": transfer})

    page.get_by_text("Rà soát bảng chỉ dẫn ở cửa số 1").first.wait_for()


def test_a_file_over_the_limit_is_refused_before_it_is_sent(window, live_server, settings):
    """The page stays where it is and says why."""
    settings.UPLOAD_MOST = 1024 * 1024
    page = signed_in(window(), live_server)
    page.goto(f"{live_server.url}/nhap/")

    page.set_input_files("#document", {"name": "nang.pdf", "mimeType": "application/pdf", "buffer": bytes(2**21)})

    page.get_by_text("nặng hơn 1 MB").wait_for()
    assert not Draft.objects.exists()


def test_the_keyboard_alone_corrects_gives_up_and_undoes(window, live_server, hour_now):
    """Enter opens, Ctrl+Enter saves, Esc gives up; the focus stays at the cell; a reload shows what was saved."""
    page = _open(window, live_server, read_draft(now=hour_now))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    while page.evaluate("document.activeElement.closest('.cell')?.id") != CONTENT[1:]:
        page.keyboard.press("Tab")

    page.keyboard.press("Enter")
    page.locator(f"{CONTENT} textarea[name=value]").wait_for()
    page.keyboard.type(" và nhà xe")
    page.keyboard.press("Control+Enter")

    page.locator(f"{CONTENT}.corrected").wait_for()
    page.wait_for_function("() => document.activeElement.closest('.cell')?.id === 'o-tasks-0-content'")
    assert page.locator("#corrected").inner_text() == "1"
    page.reload()
    assert "Một cửa và nhà xe" in page.locator(f"{CONTENT} .value").inner_text()

    page.focus(f"{CONTENT} .value")
    page.keyboard.press("Enter")
    page.locator(f"{CONTENT} textarea[name=value]").wait_for()
    page.keyboard.type("bỏ đi")
    page.keyboard.press("Escape")
    page.locator(f"{CONTENT} .value").wait_for()
    assert "bỏ đi" not in page.locator(CONTENT).inner_text()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(f"{CONTENT}:not(.corrected)").wait_for()
    assert page.locator("#corrected").inner_text() == "0"


def test_leaving_a_cell_saves_it(window, live_server, hour_now):
    """A click elsewhere is enough; a text that cannot stand there stays open with the reason."""
    made = read_draft(now=hour_now)
    page = _open(window, live_server, made)
    page.click(".facts summary")
    page.click("#o-document-date .value")
    page.fill("#o-document-date textarea[name=value]", "21/01/2025")

    page.click("h1")

    page.locator("#o-document-date.corrected").wait_for()
    assert Draft.objects.get(pk=made.pk).corrections[0]["now"] == "2025-01-21"


def test_the_keyboard_alone_confirms_rows_and_refuses_a_repair(window, live_server, hour_now):
    """The focus goes from one doubtful row to the next; the counts at the head follow."""
    doubtful = [task | {"confidence": 0.5} for task in READING["tasks"]]
    made = read_draft(now=hour_now, reading=READING | {"tasks": doubtful})
    page = _open(window, live_server, made)

    page.focus("#h-tasks-0 button.seen")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.closest('tr')?.id === 'h-tasks-1'")
    assert page.locator("#h-tasks-0 .badge.seen").is_visible()
    assert page.locator("#doubtful").inner_text() == "3"

    page.focus("#o-tasks-1-content .repaired button")
    page.keyboard.press("Enter")
    page.locator("#o-tasks-1-content.corrected").wait_for()
    page.wait_for_function("() => document.activeElement.closest('.cell')?.id === 'o-tasks-1-content'")
    assert READING["tasks"][1]["content_raw"] in page.locator("#o-tasks-1-content .value").inner_text()
    assert [page.locator(f"#{count}").inner_text() for count in ("doubtful", "corrected")] == ["2", "1"]


def test_what_can_be_pressed_says_what_it_does_to_which_row(window, live_server, hour_now):
    """As a screen reader names it; no two of them alike."""
    page = _open(window, live_server, read_draft(now=hour_now))
    page.click(".facts summary")

    page.get_by_role("link", name="Sửa Thời hạn, STT II.1: Trước ngày 15/6/2025").wait_for()
    page.get_by_role("link", name="Sửa Sản phẩm, STT II.3, phần 2: Bảng niêm yết đợt 2").wait_for()
    page.get_by_role("link", name="Sửa Số, ký hiệu: 128/KH-UBND").wait_for()
    page.get_by_role("link", name="Sửa HC, Bảng điểm hài lòng 2: 84,30").wait_for()
    page.get_by_role("button", name="Đúng rồi STT II.3").wait_for()
    page.get_by_role("button", name="Giữ nguyên chữ gốc STT I.2").wait_for()
    names = page.evaluate("""() => [...document.querySelectorAll("#reading a.value")].map(one => one.innerText)""")
    assert len(names) == len(set(names))


def test_a_row_in_hand_lights_its_source(window, live_server, hour_now):
    """Beside it on a wide screen."""
    page = _open(window, live_server, read_draft(now=hour_now))

    page.focus("#h-tasks-2 .value >> nth=0")

    assert page.locator("#source .lit").inner_text().split("\n")[1].startswith("Cắt giảm")


def test_the_source_follows_the_rows_down_a_long_plan(window, live_server, hour_now):
    """As they pass, and the line is within the pane; a part of the source that is not shown is fetched beside them."""
    tasks = [READING["tasks"][0] | {"ordinal": str(n), "source": {"page": 1, "line": n * 6}} for n in range(60)]
    lines = [{"page": 1, "line": n, "text": f"Dòng {n} của văn bản", "raw": None} for n in range(360)]
    page = _open(window, live_server, read_draft(now=hour_now, reading=READING | {"tasks": tasks, "_source": lines}))
    inside = """() => { const lit = document.querySelector("#source .lit")?.getBoundingClientRect();
        const pane = document.getElementById("source").getBoundingClientRect();
        return lit && lit.top > pane.top && lit.bottom < pane.bottom; }"""

    page.evaluate("document.getElementById('h-tasks-30').scrollIntoView()")
    page.wait_for_function(inside)
    assert page.locator("#source .lit").inner_text() in {f"Dòng {n * 6} của văn bản" for n in range(28, 35)}

    page.get_by_role("link", name="Xem phần sau").click()
    page.locator("#n-300").wait_for()
    assert page.locator("#h-tasks-30").is_visible()
    page.focus("#h-tasks-49 .value >> nth=0")
    page.wait_for_function(inside)
    assert page.locator("#source .lit").inner_text() == "Dòng 294 của văn bản"


def test_on_a_phone_the_source_opens_from_a_row_and_nothing_runs_off_the_screen(window, live_server, hour_now):
    """360 px wide."""
    page = _open(window, live_server, read_draft(now=hour_now), width=360)
    assert not page.locator("#source").is_visible()

    page.click("#h-tasks-2 .place")

    assert page.locator("#source .lit").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_reading_is_downloaded(window, live_server, hour_now):
    """With the correction in it and the source left out."""
    page = _open(window, live_server, read_draft(now=hour_now))

    with page.expect_download() as download:
        page.click("text=JSON")

    held = json.loads(download.value.path().read_text(encoding="utf-8"))
    kept = held[0] if isinstance(held, list) else held
    assert [task["ordinal"] for task in kept["tasks"]] == [task["ordinal"] for task in READING["tasks"]]
    assert "_source" not in kept


def test_a_waiting_page_turns_into_the_reading_by_itself(window, live_server, hour_now):
    """The worker is another process; here it is this test."""
    made = draft(now=hour_now)
    page = _open(window, live_server, made)
    page.get_by_text("Đang chờ đến lượt").wait_for()

    Draft.objects.filter(pk=made.pk).update(state="read", reading=json.dumps(READING))

    page.locator("#h-tasks-0").wait_for()


def test_without_script_a_cell_is_corrected_all_the_same(window, live_server, hour_now):
    """The link is a page, the page is a form."""
    page = _open(window, live_server, read_draft(now=hour_now), java_script_enabled=False)

    page.click(f"{CONTENT} .value")
    page.fill("textarea[name=value]", "Sửa không cần script")
    page.click("text=Lưu")

    assert page.locator(f"{CONTENT}.corrected .value").inner_text().endswith("Sửa không cần script")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_has_a_serious_fault_of_accessibility(window, live_server, hour_now, width, scheme):
    """Every page, narrow and wide, light and dark; axe finds nothing serious."""
    read, waiting = read_draft(now=hour_now), draft(now=hour_now)
    failed = draft(now=hour_now, state="failed", error_message="Tệp hỏng", error_cure="Lưu lại tệp.")
    place = f"/ban-nhap/{read.id}"
    pages = ["/", "/nhap/", "/phan-quyen/", f"{place}/", f"{place}/?xem=can-xem", f"{place}/in/", f"{place}/xoa/",
             f"{place}/sua/?o=tasks.0.lead", f"{place}/sua/?o=targets.0.operator",
             f"/ban-nhap/{waiting.id}/", f"/ban-nhap/{failed.id}/"]  # fmt: skip
    page = signed_in(window(width=width, scheme=scheme), live_server)
    faults = {}
    for address in pages:
        page.goto(live_server.url + address)
        found = Axe().run(page).response["violations"]
        serious = [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in found if one["impact"] != "minor"]
        faults |= {f"{address} {width} {scheme}": serious} if serious else {}
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults == {}


def test_an_open_form_has_no_serious_fault_either(window, live_server, hour_now):
    """In the cell, with its problem shown."""
    page = _open(window, live_server, read_draft(now=hour_now))
    page.click(".facts summary")
    page.click("#o-document-date .value")
    page.fill("#o-document-date textarea[name=value]", "31/02/2025")
    page.keyboard.press("Control+Enter")
    page.locator("#o-document-date .problem").wait_for()

    found = Axe().run(page).response["violations"]

    assert [one["id"] for one in found if one["impact"] != "minor"] == []
    page.fill("#o-document-date textarea[name=value]", "20/01/2025")
    page.keyboard.press("Escape")
    page.locator("#o-document-date .value").wait_for()


def test_every_control_is_large_enough_for_a_finger(window, live_server, hour_now):
    """44 px, links inside a sentence excepted."""
    page = _open(window, live_server, read_draft(now=hour_now), width=360)

    small = page.evaluate("""() => [...document.querySelectorAll("button, a.button, a.quiet, a.value, summary")]
        .filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)""")

    assert small == []
