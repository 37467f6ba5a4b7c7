"""An installation with a survey in a folder of its own, and its server as another process that can be killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading

import pytest

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
at = {{"round": made, "unit": made.unit}}
codes = [responses.code_for(**at) for _each in range({count})]
print(json.dumps({{"codes": codes, "tablet": responses.kiosk_token(**at)}}))
"""


def _environment(folder):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("HAILONG_")}
    return kept | {"HAILONG_VAR": str(folder), "PYTHONUTF8": "1"}


def prepared(folder, count=0):
    """Make the installation with a round that is open; so many codes, and what opens its tablet."""
    done = subprocess.run(
        [sys.executable, "-c", PREPARE.format(count=count)],
        env=_environment(folder), capture_output=True, check=True, timeout=300,
    )  # fmt: skip
    return json.loads(done.stdout.decode().splitlines()[-1])


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`hailong serve` without its background work, in a process group of its own."""

    def __init__(self, folder, port=None):
        """Start it and wait until it says its address."""
        port = port or free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hailong", "serve", "--no-worker", "--port", str(port)],
            env=_environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        self.address = f"http://127.0.0.1:{port}/"
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
