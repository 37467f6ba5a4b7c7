"""The server is killed while answers come in: nothing that was thanked for is lost, nothing is there twice."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing
from http.client import HTTPException

import pytest

TIMES = 3
DRILL = 100
SENDERS = 3

PREPARE = """
import json
from hailong.cli import ready; ready.apply_migrations()
from hailong.cli import sample_scene; sample_scene.load_cast(ready.now())
from tests.measure import answering
from hailong.measure import responses
from hailong.measure.models import Round
on = ready.now().date()
made = answering.open_round()
Round.objects.update(opens=on, closes=on.replace(year=on.year + 1))
print(json.dumps([responses.code_for(round=made, unit=made.unit) for _each in range({count})]))
"""


def _environment(folder):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("HAILONG_")}
    return kept | {"HAILONG_VAR": str(folder), "PYTHONUTF8": "1"}


def _codes(folder, count):
    done = subprocess.run(
        [sys.executable, "-c", PREPARE.format(count=count)],
        env=_environment(folder), capture_output=True, check=True, timeout=300,
    )  # fmt: skip
    return json.loads(done.stdout.decode().splitlines()[-1])


def _port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`hailong serve` without its background work, in a process group of its own."""

    def __init__(self, folder):
        """Start it and wait until it says its address."""
        port = _port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hailong", "serve", "--no-worker", "--port", str(port)],
            env=_environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        self.address = f"http://127.0.0.1:{port}/khao-sat/ma/"
        self._watchdog = threading.Timer(120, self.kill)
        self._watchdog.start()
        said = []
        for line in iter(self.process.stdout.readline, b""):
            said.append(line.decode())
            if "http://127.0.0.1" in said[-1]:
                return
        pytest.fail("".join(said))

    def kill(self):
        """As a power cut does it: the process, and those that it started, with no word."""
        os.killpg(self.process.pid, signal.SIGKILL)

    def __enter__(self):
        """The server itself."""
        return self

    def __exit__(self, *_reason):
        """Gone, at the latest now."""
        self._watchdog.cancel()
        if self.process.poll() is None:
            self.kill()
        self.process.communicate(timeout=60)


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
            receipt = _send(server.address, code, f"phieu-{number}")
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
    codes = list(enumerate(_codes(folder, times * 40)))
    thanked = {}
    for turn in range(times):
        with Server(folder) as server:
            _until_killed(server, codes[turn * 40 : turn * 40 + 40], thanked, after=7 + turn % 9)
        kept = _kept(folder)
        assert {f"phieu-{number}" for number in thanked} <= set(kept)
        assert set(kept.values()) == {1}
    with Server(folder) as server:
        again = {number: _send(server.address, code, f"phieu-{number}") for number, code in codes}
    assert {number: again[number] for number in thanked} == thanked
    assert _kept(folder) == {f"phieu-{number}": 1 for number in range(len(codes))}


def test_a_server_killed_during_intake_loses_nothing_it_thanked_for_and_doubles_nothing(tmp_path):
    """Whoever was not answered sends again; whoever was, gets the same receipt."""
    _played(tmp_path, TIMES)


@pytest.mark.drill
def test_a_server_killed_a_hundred_times_loses_nothing(tmp_path):
    """The same for long."""
    _played(tmp_path, DRILL)
