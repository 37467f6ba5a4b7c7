"""`hailong serve`: the pages on this computer, with the background worker and the minute's tick beside them."""

import logging
import multiprocessing
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Before all others: the worker's module defines models as it is imported, and Django must be set up by then.
from hailong.cli import ready  # isort: split

import click
from django.conf import settings
from django.db import Error, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from hailong.agency.people.rights import SYSTEM
from hailong.cli import sample_scene, sample_surveys, sample_year, tick
from hailong.cli.errors import BadInput
from hailong.clock import moment
from hailong.measure.questionnaires import verbs
from hailong.plan import queries
from hailong.plan.intake import drafts
from hailong.plan.intake.jobs import read_draft

HOST = "127.0.0.1"
TICK_SECONDS = 60
THREADS = 4
SAMPLES_SHOWN = 1

log = logging.getLogger("hailong.serve")


@click.command(epilog="Ví dụ: hailong serve --port 8080")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Cổng trên máy này.")
@click.option("--worker/--no-worker", default=True, help="Có chạy luôn việc nền và việc mỗi phút hay không.")
@click.option("--samples", is_flag=True, hidden=True, help="Đọc sẵn vài tài liệu mẫu.")
def serve(port: int, worker: bool, samples: bool) -> None:
    """Mở trang làm việc trên máy này, chỉ máy này vào được; Ctrl+C để dừng."""
    _refuse_taken(port)
    _ready_database()
    if samples:
        sample_scene.load_cast(ready.now())
        sample_year.play(ready.now())
        sample_surveys.play(ready.now())
        _offer_samples()
    # As on Windows: a forked child would share SQLite's locks with the worker's threads in this process.
    multiprocessing.set_start_method("spawn", force=True)
    with _beside(worker):
        threading.Thread(target=_announce, args=(port, samples), daemon=True).start()
        Granian(
            "hailong.web.application:application",
            address=HOST,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=THREADS,
            websockets=False,
            log_level=LogLevels.warning,
        ).serve()


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((HOST, port)) == 0:
            raise BadInput(f"Cổng {port} đang có chương trình khác dùng. Cách sửa: thêm --port {port + 1}")


def _ready_database() -> None:
    """Bring the embedded database up to date; ask for it where a database server is shared by several machines."""
    try:
        if connection.vendor == "sqlite":
            ready.apply_migrations()
        elif waiting := ready.pending():
            raise BadInput(f"Cơ sở dữ liệu còn thiếu {len(waiting)} bước. Cách sửa: hailong migrate")
        verbs.ensure_builtin(ready.now())
    except Error as reason:
        raise BadInput(f"Cơ sở dữ liệu: {reason}. Cách sửa: hailong check") from None
    connection.close()


def _offer_samples() -> None:
    """Put the sample document that nobody has confirmed yet in the queue where there is no draft."""
    if queries.recent(SYSTEM, now=ready.now(), most=1):
        return
    owner, unit = sample_scene.receiver()
    for file in ready.samples()[-SAMPLES_SHOWN:]:
        draft = drafts.receive(data=file.read_bytes(), name=file.name, owner=owner, unit=unit, now=ready.now())
        read_draft.enqueue(str(draft.id))


def _announce(port: int, demo: bool) -> None:
    """Say the address once the server answers there, in the demo also who may come in."""
    pause = threading.Event()
    for _attempt in range(600):
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((HOST, port)) == 0:
                click.echo(f"Mở trình duyệt ở địa chỉ http://{HOST}:{port}/ (Ctrl+C để dừng)")
                for line in sample_scene.sign_ins(f"http://{HOST}:{port}/tai-khoan/vao/") if demo else ():
                    click.echo(line)
                return
        pause.wait(0.1)


@contextmanager
def _beside(worker: bool) -> Iterator[None]:
    """Run the worker and the tick in threads of this process while the server's own process answers pages."""
    stop = threading.Event()
    loops: list[Callable[[threading.Event], None]] = [_work, _ticking] if worker else []
    for loop in loops:
        threading.Thread(target=loop, args=(stop,), daemon=True).start()
    try:
        yield
    finally:
        stop.set()
        if settings.MOMENT_FILE:
            moment.keep(settings.MOMENT_FILE, real=ready.real())


def _work(stop: threading.Event) -> None:
    """Take jobs from the queue until told to stop; a lost database is tried again."""
    while not stop.is_set():
        worker = Worker(
            queue_names=["default"], interval=0.5, batch=False, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id=uuid.uuid4().hex, excluded_queue_names=[],
        )  # fmt: skip
        try:
            worker.run()
        except Exception:
            log.exception("the worker stopped and starts again")
            stop.wait(5)


def _ticking(stop: threading.Event) -> None:
    """Do what the minute asks for, and keep the demo's moment."""
    while not stop.wait(TICK_SECONDS):
        try:
            close_old_connections()
            tick.run(ready.now())
            if settings.MOMENT_FILE:
                moment.keep(settings.MOMENT_FILE, real=ready.real())
        except Exception:
            log.exception("a tick failed; the next one tries again")
