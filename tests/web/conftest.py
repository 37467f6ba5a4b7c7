"""The hour of the pages, and a real browser where there is one."""

import os
import re
import shutil

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright
from tests import cast as people
from tests.web.entering import PATIENCE, client_of

from hailong.web.skin import hour

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture
def hour_now():
    """The hour of the pages, so that drafts made for a test have not expired."""
    return hour.now()


@pytest.fixture
def cast(db):
    """The people of the sample ward by login."""
    return people.cast()


@pytest.fixture
def client(cast):
    """A browser without script in which anh Quang, who brings in plans for the ward, has signed in."""
    return client_of("quang")


@pytest.fixture(scope="session")
def chromium():
    """The system's browser, started once; without one the browser tests are skipped."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no chromium on this machine: `apt install chromium` to run the browser tests")
    # The synchronous driver runs a loop of its own beside the tests' database calls.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


HELD = """() => new Promise((tell) => {
  const held = (draws) => tell([location.href, document.readyState, document.visibilityState, draws,
    document.activeElement?.outerHTML.slice(0, 300)]);
  requestAnimationFrame(() => held("draws"));
  setTimeout(() => held("draws nothing"), 5000);
})"""


def told(page, waiting):
    """What a window of a failed test holds, and which requests were never answered."""
    try:
        held = page.evaluate(HELD)
    except PlaywrightError as error:
        held = f"it does not answer: {error}"
    return f"unanswered: {sorted(waiting)}\nheld: {held}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A failed browser test tells what its windows held, also where it is tried again."""
    report = yield
    if report.when == "call" and report.failed and hasattr(report.longrepr, "addsection"):
        for page, waiting in getattr(item, "windows", ()):
            report.longrepr.addsection("a window", told(page, waiting))
    return report


@pytest.fixture
def window(chromium, request):
    """Opens a window of a width and colour scheme; whatever its console complains of fails the test."""
    opened, complaints = [], []
    request.node.windows = watched = []

    def note(said):
        # A refused save answers 422 or 409 and its form is shown; the browser logs that too.
        if said.type == "error" and not re.search(r"status of (422|409)", said.text):
            complaints.append(said.text)

    def open_window(width=1280, scheme="light", **more):
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **more)
        context.set_default_timeout(PATIENCE)
        page, waiting = context.new_page(), set()
        watched.append((page, waiting))
        page.on("request", lambda sent: waiting.add(sent.url))
        page.on("requestfinished", lambda sent: waiting.discard(sent.url))
        page.on("requestfailed", lambda sent: waiting.discard(sent.url))
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        opened.append(context)
        return page

    yield open_window
    for context in opened:
        context.close()
    assert complaints == []
