"""Real servers on this machine: one takes webhooks in and counts them, one takes letters."""

import email.policy
import json
import socketserver
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """Counts by message what came and what was answered; `answers` are given in turn, then 200.

    While `hold` is set, a request waits unanswered until `free`; `came` says that one is there.
    """

    def __init__(self, *answers: int) -> None:
        self.came, self.free = threading.Event(), threading.Event()
        self.hold = False
        self.asked: list[tuple[dict[str, str], bytes]] = []
        self.answered: Counter[str] = Counter()
        self._answers, self._lock = list(answers), threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/tin"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_reason):
        self.free.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def said(self):
        """What came, read as JSON."""
        return [json.loads(body) for _headers, body in self.asked]

    def _handler(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with outer._lock:
                    outer.asked.append((dict(self.headers), body))
                    status = outer._answers.pop(0) if outer._answers else 200
                    waits, outer.hold = outer.hold, False
                outer.came.set()
                if waits:
                    outer.free.wait(30)
                    return
                self.send_response(status)
                self.send_header("Location", "/khac")
                self.send_header("Content-Length", "0")
                self.end_headers()
                if status == 200:
                    with outer._lock:
                        outer.answered[self.headers["Idempotency-Key"]] += 1

            def log_message(self, *_said):
                pass

        return Handler


class _Letters(socketserver.StreamRequestHandler):
    """As much of SMTP as sending one letter takes."""

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        while word := self.rfile.readline().strip().upper():
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.letters.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return


class Mailbox:
    """A real mail server on this machine that keeps what it is given in `letters`."""

    def __enter__(self):
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Letters)
        self._server.letters = self.letters = []
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_reason):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
