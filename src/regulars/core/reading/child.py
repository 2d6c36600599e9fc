"""Starts the limited child process, listens to it with patience that ends, and clears it away."""

import contextlib
import fcntl
import json
import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .refusals import ReadingRefused
from .sandbox import limits

_FOLDER = str(Path(__file__).parent)
_START = "import sys; sys.path.append(sys.argv[1]); from sandbox.main import run; run(sys.argv[2])"
_NEEDED_BY_PYTHON = ("LD_LIBRARY_PATH",)
_PIPE_BYTES = 1024 * 1024
_SET_PIPE_SIZE = 1031  # F_SETPIPE_SZ; Linux only, and only for speed
_AT_ONCE = 2  # in one process: whoever waits for a file holds one of the few threads that show pages
_places = threading.BoundedSemaphore(_AT_ONCE)
_log = logging.getLogger(__name__)

Message = dict[str, Any]


def messages(file: int, request: Message, *, patience: float, turn: float = 60.0) -> Iterator[Message]:
    """What the child says about the open file, until it has said all.

    `patience` is seconds without a word, `turn` how long to wait until fewer files are being read.
    """
    if not _places.acquire(timeout=turn):
        raise ReadingRefused("busy")
    try:
        child = _start(file, request)
        try:
            yield from _listen(child, patience)
        finally:
            _clear_away(child)
    finally:
        _places.release()


def _start(file: int, request: Message) -> "subprocess.Popen[bytes]":
    child = subprocess.Popen(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, _FOLDER, json.dumps(request)],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={name: os.environ[name] for name in _NEEDED_BY_PYTHON if name in os.environ},
        close_fds=True,
        start_new_session=True,
        bufsize=0,
    )
    with contextlib.suppress(OSError):
        fcntl.fcntl(_pipe(child), _SET_PIPE_SIZE, _PIPE_BYTES)
    return child


def _listen(child: "subprocess.Popen[bytes]", patience: float) -> Iterator[Message]:
    while True:
        deadline = time.monotonic() + patience
        size = int.from_bytes(_take(child, 4, deadline), "big")
        if size > limits.FRAME_BYTES:
            raise ReadingRefused("crashed")
        message = json.loads(_take(child, size, deadline))
        if "refused" in message:
            _log.info("file refused: %s %s", message["refused"], message.get("detail", ""))
            raise ReadingRefused(message["refused"], message["where"])
        if "end" in message:
            return
        yield message


def _take(child: "subprocess.Popen[bytes]", size: int, deadline: float) -> bytes:
    """Exactly `size` bytes from the child before the deadline."""
    pipe = _pipe(child)
    poller = select.poll()
    poller.register(pipe, select.POLLIN)
    taken = bytearray()
    while len(taken) < size:
        left = deadline - time.monotonic()
        if left <= 0 or not poller.poll(left * 1000):
            raise ReadingRefused("takes_too_long")
        piece = os.read(pipe, size - len(taken))
        if not piece:
            raise ReadingRefused(_cause_of_death(child))
        taken += piece
    return bytes(taken)


def _cause_of_death(child: "subprocess.Popen[bytes]") -> str:
    status = child.wait(timeout=10)
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return "takes_too_long"
    _log.warning("the reading process ended with status %s", status)
    return "crashed"


def _clear_away(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    if child.stdout:
        child.stdout.close()
    child.wait()


def _pipe(child: "subprocess.Popen[bytes]") -> int:
    if child.stdout is None:
        raise ReadingRefused("crashed")
    return child.stdout.fileno()
