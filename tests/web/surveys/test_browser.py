"""Surveys in a real browser: a tablet at the counter without script, a narrow phone, for screen readers, on paper."""

import io

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.measure import making
from tests.web.entering import signed_in

from hailong.measure.models import Visit
from hailong.measure.questionnaires.verbs import ensure_builtin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESSES = (
    "/dot-khao-sat/", "/dot-khao-sat/lap-dot/", "/dot-khao-sat/@/", "/dot-khao-sat/@/quay/?don-vi=X0101-TT",
    "/dot-khao-sat/@/quay/", "/dot-khao-sat/@/ma/", "/dot-khao-sat/@/dong/", "/phieu-hoi/", "/phieu-hoi/KS-DV/1/",
    "/phieu-hoi/nhap/",
)  # fmt: skip


@pytest.fixture
def one(cast):
    return making.opened(version=ensure_builtin(making.NOW)[0], every=2)


def test_a_clerk_counts_visitors_by_the_big_button_without_script(window, live_server, one):
    """Four visitors on a tablet: two chosen, who take a form."""
    page = signed_in(window(width=820, java_script_enabled=False), live_server, "lan")
    page.goto(f"{live_server.url}/dot-khao-sat/{one.code}/quay/")
    for number in range(1, 5):
        page.get_by_role("button", name="Khách vừa nhận kết quả").click()
        page.get_by_text(f"cho khách số {number}").wait_for()
        if page.get_by_text("PHÁT PHIẾU").count():
            page.get_by_role("button", name="Khách nhận phiếu").click()
            page.get_by_text(f"Khách số {number} đã ghi xong").wait_for()

    assert list(Visit.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert Visit.objects.filter(selected=True, outcome="given").count() == 2


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_its_window_and_all_are_accessible(window, live_server, one, width):
    """Nothing above minor."""
    page = signed_in(window(width=width), live_server)
    found = {}
    for address in ADDRESSES:
        page.goto(live_server.url + address.replace("@", one.code))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        worst = [each["id"] for each in Axe().run(page).response["violations"] if each["impact"] != "minor"]
        if worst:
            found[address] = worst
    assert found == {}


def test_a_sheet_of_codes_prints_eight_to_a_page(window, live_server, one):
    """Nine make two pages; each code stands there once."""
    page = signed_in(window(), live_server)
    page.goto(f"{live_server.url}/dot-khao-sat/{one.code}/ma/")
    page.get_by_label("Số mã").fill("9")
    page.get_by_label("Nơi phát mã").select_option(label="Trung tâm Phục vụ hành chính công phường")
    page.get_by_role("button", name="Lập tờ mã").click()
    page.locator(".slip").nth(8).wait_for()
    codes = page.locator(".slip .code").all_text_contents()

    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))

    assert len(set(codes)) == 9
    texts = ["".join(sheet.extract_text().split()) for sheet in printed.pages]
    assert [sum(code in said for code in codes) for said in texts] == [8, 1]
