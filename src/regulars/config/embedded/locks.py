"""Locks between commands: one starts or stops the server at a time, the last one out stops it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regulars.config.words import _
from regulars.core.command_line import say

PATIENCE = 3.0
PAUSE = 0.05


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Nobody else starts or stops the server of this home meanwhile. The system drops the lock of a killed process."""
    descriptor = opened(home / ".database.lock")
    try:
        wait_for_lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def wait_for_lock(descriptor: int) -> None:
    told, began = False, time.monotonic()
    while not taken(descriptor, fcntl.LOCK_EX):
        if not told and time.monotonic() - began > PATIENCE:
            say(_("Another command is starting or stopping the database; waiting for it."))
            told = True
        time.sleep(PAUSE)


class Attendance:
    """That this process uses the server. Held until leave(), or until the process is gone."""

    def __init__(self, home: Path) -> None:
        self._descriptor = opened(home / ".database.users")
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def leave(self) -> bool:
        """Stop using it; true for the last one out. Call it within alone()."""
        last = taken(self._descriptor, fcntl.LOCK_EX)
        os.close(self._descriptor)
        return last


def taken(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
