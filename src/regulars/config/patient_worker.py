"""gunicorn's worker with threads, for clients that stop half way: none keeps a thread for ever."""

import contextlib
import errno
import re
import selectors
import socket
import struct
import time
from functools import partial
from http import HTTPStatus
from typing import Any

from gunicorn import util
from gunicorn.http.body import LengthReader
from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_SECONDS = 15.0
WAITED_FOR_BYTES = 64 * 1024
SILENT_SECONDS = 20
BODY_SECONDS = 60.0
SLOWEST_BYTES_A_SECOND = 16 * 1024
CONTENT_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,9})[ \t]*(?:\r\n|$)", re.IGNORECASE)
EXPECT = re.compile(rb"\r\nexpect:", re.IGNORECASE)  # such a client sends its form only once it is asked
SENTENCES = {
    HTTPStatus.REQUEST_URI_TOO_LONG: (
        "This address is too long. Go back and choose fewer conditions.",
        "地址太长。请返回，减少筛选条件。",
    ),
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: (
        "The browser sent too much along. Clear the cookies of this address and try again.",
        "浏览器附带的内容太多。请清除本网址的 Cookie，再试一次。",
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "Something went wrong on our side. Try again in a minute.",
        "我们这边出了问题。请一分钟后再试。",
    ),
}
NOT_UNDERSTOOD = (
    "This request could not be understood. Go back, reload the page and try again.",
    "没有看懂这次请求。请返回，刷新页面，再试一次。",
)


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """A request comes to a thread once its head and its form are there; a long body is read there, with an end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._read_until: dict[TConn, float] = {}

    def enqueue_req(self, conn: TConn) -> None:
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + HEAD_SECONDS
        self.pending_conns.append(conn)
        ready = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, ready)

    def on_pending_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        if _is_there(client):
            super().on_pending_socket_readable(conn, client)

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        if _is_there(client):
            super().on_client_socket_readable(conn, client)

    def handle(self, conn: TConn) -> Any:
        _limit_silence(conn.sock)
        self._read_until[conn] = time.monotonic() + HEAD_SECONDS
        try:
            return super().handle(conn)
        finally:
            self._read_until.pop(conn, None)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        length = 0
        if isinstance(req.body.reader, LengthReader):
            length = req.body.reader.length
            req.body.reader = WholeReader(req.body.reader.unreader, length)
        self._read_until[conn] = time.monotonic() + BODY_SECONDS + length / SLOWEST_BYTES_A_SECOND
        return super().handle_request(req, conn)

    def notify(self) -> None:
        """Called every second: who has not sent everything in time is listened to no longer."""
        super().notify()
        now = time.monotonic()
        if not self.alive:
            for conn in self.pending_conns:
                conn.timeout = now
        for conn, until in list(self._read_until.items()):
            if until < now:
                with contextlib.suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)


class WholeReader(LengthReader):  # type: ignore[misc]
    """A form that breaks off is no form with empty fields."""

    def read(self, size: int) -> bytes:
        wanted = min(size, self.length)
        found: bytes = super().read(size)
        if len(found) < wanted:
            raise ConnectionResetError(errno.ECONNRESET, "the request broke off")
        return found


def answer_plainly(sock: socket.socket, status_int: int, reason: str, mesg: str) -> None:
    """In place of gunicorn's own page, which repeats what was sent: a sentence in both languages."""
    body = "\n".join((*SENTENCES.get(HTTPStatus(status_int), NOT_UNDERSTOOD), "")).encode()
    head = (
        f"HTTP/1.1 {status_int} {reason}\r\n"
        "Connection: close\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    util.write_nonblock(sock, head.encode("ascii") + body)


util.write_error = answer_plainly  # gunicorn has no setting for it


def _is_there(client: socket.socket) -> bool:
    """Looks without taking; while some is missing, the socket is to report only when there is enough."""
    try:
        seen = client.recv(WAITED_FOR_BYTES, socket.MSG_PEEK)
        is_over = len(seen) < client.getsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT)
        wanted = 1 if is_over else _wanted_after(seen)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, wanted)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return wanted == 1


def _wanted_after(seen: bytes) -> int:
    """How much there must be: the head and a form that is not long; 1 once a thread can go on."""
    head, end, _ = seen.partition(b"\r\n\r\n")
    if not end:
        return len(seen) + 1 if len(seen) < WAITED_FOR_BYTES else 1
    told = CONTENT_LENGTH.search(head)
    if not told or EXPECT.search(head):
        return 1
    whole = len(head) + len(end) + int(told[1])
    return whole if len(seen) < whole <= WAITED_FOR_BYTES else 1


def _limit_silence(sock: socket.socket) -> None:
    """Neither a client that no longer sends nor one that no longer takes what it asked for is waited for long."""
    for kind in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        sock.setsockopt(socket.SOL_SOCKET, kind, struct.pack("ll", SILENT_SECONDS, 0))
