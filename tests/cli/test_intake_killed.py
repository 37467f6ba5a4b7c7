"""The server is killed while answers come in: nothing that was thanked for is lost, nothing is there twice."""

import json
import re
import sqlite3
import threading
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing
from http.client import HTTPException

import pytest
from tests.cli.serving import Server, prepared

TIMES = 3
DRILL = 100
SENDERS = 3


def _send(address, code, said):
    """Send an answer whole; the receipt where there are thanks, None where nobody answered."""
    fields = {"code": code, "consent": "1", "step": "3", "go": "next", "c-q1": "5", "c-q6": said}
    try:
        with urllib.request.urlopen(address, urllib.parse.urlencode(fields).encode(), timeout=30) as answer:
            page = answer.read().decode()
    except urllib.error.HTTPError as wrong:
        wrong.close()
        pytest.fail(f"{wrong.code} for {said}")
    except (OSError, HTTPException):
        return None
    found = re.search(r'class="receipt">([\w-]+)</strong>.*</html>', page, re.DOTALL)
    return found[1] if found else None


def _until_killed(server, codes, thanked, *, after):
    """Several send at once; when `after` more were thanked, the server is killed in the midst of the others."""
    enough, lock, left = threading.Event(), threading.Lock(), iter(codes)
    wanted = len(thanked) + after

    def taken():
        with lock:
            return next(left, None)

    def send_on():
        while one := taken():
            number, code = one
            receipt = _send(f"{server.address}khao-sat/ma/", code, f"phieu-{number}")
            if receipt is None:
                return
            thanked[number] = receipt
            if len(thanked) >= wanted:
                enough.set()

    senders = [threading.Thread(target=send_on) for _each in range(SENDERS)]
    for one in senders:
        one.start()
    assert enough.wait(100)
    server.kill()
    for one in senders:
        one.join(60)


def _kept(folder):
    """How often each answer is there."""
    with closing(sqlite3.connect(folder / "hailong.sqlite3", timeout=20)) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        texts = [json.loads(row[0])["q6"] for row in base.execute("SELECT content FROM measure_answer")]
    return {text: texts.count(text) for text in texts}


def _played(folder, times):
    codes = list(enumerate(prepared(folder, times * 40)["codes"]))
    thanked = {}
    for turn in range(times):
        with Server(folder) as server:
            _until_killed(server, codes[turn * 40 : turn * 40 + 40], thanked, after=7 + turn % 9)
        kept = _kept(folder)
        assert {f"phieu-{number}" for number in thanked} <= set(kept)
        assert set(kept.values()) == {1}
    with Server(folder) as server:
        again = {number: _send(f"{server.address}khao-sat/ma/", code, f"phieu-{number}") for number, code in codes}
    assert {number: again[number] for number in thanked} == thanked
    assert _kept(folder) == {f"phieu-{number}": 1 for number in range(len(codes))}


def test_a_server_killed_during_intake_loses_nothing_it_thanked_for_and_doubles_nothing(tmp_path):
    """Whoever was not answered sends again; whoever was, gets the same receipt."""
    _played(tmp_path, TIMES)


@pytest.mark.drill
def test_a_server_killed_a_hundred_times_loses_nothing(tmp_path):
    """The same for long."""
    _played(tmp_path, DRILL)
