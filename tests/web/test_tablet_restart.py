"""A tablet through a whole bad day: the server stopped, the browser closed, both started again."""

import json
import shutil
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing, contextmanager

import pytest
from tests.cli.serving import Server, free_port, prepared
from tests.web.conftest import FLAGS
from tests.web.entering import PATIENCE
from tests.web.tablet import wait_until_sent, waiting

pytestmark = pytest.mark.browser


@contextmanager
def _tablet(chromium, folder):
    """A window of the browser with the tablet's own profile."""
    context = chromium.browser_type.launch_persistent_context(
        folder / "profile",
        executable_path=shutil.which("chromium"),
        args=FLAGS,
        viewport={"width": 800, "height": 1200},
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def _answer(page, answer):
    """One visitor."""
    page.get_by_text("Tôi đồng ý trả lời", exact=True).click()
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("group", name="Nơi ngồi chờ").get_by_text(answer, exact=True).click()
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Gửi phiếu").click()


def _again(address, fields):
    """What the server answers to an answer sent by hand."""
    asked = urllib.request.Request(address, urllib.parse.urlencode(fields).encode(), {"Accept": "application/json"})
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as wrong:
        with wrong:
            return wrong.code


def _rows(folder, table):
    with closing(sqlite3.connect(folder / "hailong.sqlite3", timeout=20)) as base:
        return sorted(json.loads(row[0])["q1"] for row in base.execute(f"SELECT content FROM {table}"))


def test_answers_kept_while_the_server_was_stopped_arrive_once_after_both_were_started_again(chromium, tmp_path):
    """And another answer under the id of one of them is refused with 409 and kept aside."""
    port, token = free_port(), prepared(tmp_path)["tablet"]
    with _tablet(chromium, tmp_path) as page:
        with Server(tmp_path, port) as server:
            at = f"{server.address}khao-sat/quay/{token}"
            page.goto(at)
        for answer in ("Hài lòng", "Rất hài lòng", "Không hài lòng"):
            _answer(page, answer)
            page.get_by_text("Phiếu đang giữ trên máy này").wait_for()
            page.get_by_role("button", name="Mời người tiếp theo").click()
        ids = waiting(page)
    assert (len(set(ids)), _rows(tmp_path, "measure_answer")) == (3, [])

    with Server(tmp_path, port), _tablet(chromium, tmp_path) as page:
        page.goto(at)
        wait_until_sent(page)
        same = {"id": ids[0], "consent": "1", "respondent": "individual", "c-q1": "4"}
        assert [_again(at, same), _again(at, same | {"c-q1": "1"})] == [200, 409]

    assert _rows(tmp_path, "measure_answer") == [2, 4, 5]
    assert _rows(tmp_path, "measure_setaside") == [1]
