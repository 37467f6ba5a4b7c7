"""`hailong serve` and `hailong demo` as a person starts them: another process, a real port."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager

import pytest
from tests.web.making import plan_docx


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _environment(folder, **more):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("HAILONG_")}
    return kept | {"HAILONG_VAR": str(folder), "PYTHONUTF8": "1", "PYTHONWARNINGS": "default"} | more


def _run(folder, *words, **more):
    return subprocess.run(
        [sys.executable, "-m", "hailong", *words],
        env=_environment(folder, **more), capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


@contextmanager
def _running(folder, *words, **more):
    """The process and its address, once it has said it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "hailong", *words],
        env=_environment(folder, **more), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )  # fmt: skip
    watchdog = threading.Timer(120, process.kill)
    watchdog.start()
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                yield found[0], said
                break
        else:
            pytest.fail("".join(said))
    finally:
        process.terminate()
        process.communicate(timeout=60)
        watchdog.cancel()


def _get(address, **headers):
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode()


def _as(address, login, page):
    """A page of the demo, entered by the button of one of its people."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(f"{address}tai-khoan/vao/", timeout=30) as answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())[1]
    words = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "login": login}).encode()
    with browser.open(f"{address}vao-thu/", words, timeout=30) as answer:
        assert "Thoát" in answer.read().decode()
    with browser.open(address + page, timeout=30) as answer:
        return answer.read().decode()


@contextmanager
def _base(folder):
    """The database of an installation, as another process sees it."""
    base = sqlite3.connect(folder / "hailong.sqlite3", timeout=20)
    yield base
    base.close()


def test_serve_makes_its_database_and_answers_this_computer_only(tmp_path):
    """A name that is not this computer's is refused, so that no foreign page can reach it."""
    with _running(tmp_path / "một chỗ có dấu", "serve", "--port", str(_free_port())) as (address, _said):
        assert "hailong user add" in _get(address)
        assert "@layer" in _get(f"{address}static/skin/skin.css")
        with pytest.raises(urllib.error.HTTPError) as refused:
            _get(address, Host="ke-xau.example")
        assert refused.value.code == 400
        refused.value.close()


def test_a_taken_port_is_named_with_the_cure(tmp_path):
    """One line, exit status 2."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _run(tmp_path, "serve", "--port", str(port))

    assert done.returncode == 2
    assert f"--port {port + 1}" in done.stderr


def test_the_demo_lives_at_its_own_moment_reads_samples_and_resumes(tmp_path):
    """A second start goes on; a moment that is past is refused; outside the demo HAILONG_NOW is refused."""
    with _running(tmp_path, "demo", "--port", str(_free_port())) as (address, said):
        page = _as(address, "quang", "nhap/")
    assert "08:05 03/10/2025" in said[0]
    assert "08:05, thứ Sáu, 03/10/2025" in page
    assert page.count("/ban-nhap/") >= 2

    port = str(_free_port())
    with _running(tmp_path, "demo", "--now", "2025-10-06T09:30", "--port", port) as (address, said):
        assert "09:30 06/10/2025" in said[0]
        assert "thứ Hai, 06/10/2025" in _get(address)

    back = _run(tmp_path, "demo", "--now", "2025-10-01T08:00")
    assert (back.returncode, "đã qua" in back.stderr) == (2, True)
    wrong = _run(tmp_path, "demo", "--now", "mai")
    assert (wrong.returncode, "không phải ngày giờ" in wrong.stderr) == (2, True)
    outside = _run(tmp_path, "check", HAILONG_NOW="2025-10-06T09:30")
    assert outside.returncode != 0


def test_the_worker_beside_the_pages_reads_what_waits(tmp_path):
    """A draft put in the queue by one process is read by the server's worker."""
    script = (
        "from hailong.cli import ready; ready.apply_migrations()\n"
        "from hailong.cli import sample_scene\n"
        "from hailong.plan.intake import drafts, jobs\n"
        "sample_scene.load_cast(ready.now()); owner, unit = sample_scene.receiver()\n"
        "import sys; data = sys.stdin.buffer.read()\n"
        "made = drafts.receive(data=data, name='ke-hoach.docx', owner=owner, unit=unit, now=ready.now())\n"
        "jobs.read_draft.enqueue(str(made.id)); print(made.id)\n"
    )
    queued = subprocess.run(
        [sys.executable, "-c", script], input=plan_docx(), env=_environment(tmp_path), capture_output=True, check=True
    )
    row = (queued.stdout.decode().strip().replace("-", ""),)

    with _running(tmp_path, "serve", "--port", str(_free_port())), _base(tmp_path) as base:
        pause = threading.Event()
        for _second in range(60):
            state, reading = base.execute("SELECT state, reading FROM plan_draft WHERE id = ?", row).fetchone()
            if state == "read":
                break
            pause.wait(0.5)
    assert "Rà soát bảng chỉ dẫn ở cửa số 3" in reading
