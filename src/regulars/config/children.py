"""Child processes of the server: forked from the loaded program, restarted when they crash, stopped in order."""

import contextlib
import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

from regulars.config.words import _
from regulars.core.command_line import say

PARENT_DIED = 1  # PR_SET_PDEATHSIG
QUICK = 10.0
LONGEST_PAUSE = 60.0
PATIENCE = 30.0
PAUSE = 0.1
NOTHING = 0  # a signal that only asks whether anybody is there


@dataclass
class Child:
    """One part of the server. Forking shares the memory of everything loaded so far."""

    name: str
    work: Callable[[], None]
    pid: int = 0
    started: float = 0.0
    pause: float = 0.0
    resume_at: float = field(default=0.0, repr=False)

    def start(self) -> None:
        parent = os.getpid()
        self.started = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            self._live(parent)

    def _live(self, parent: int) -> None:
        """In the child: never return into the parent's code."""
        status = 1
        try:
            detach(parent)
            self.work()
            status = 0
        except SystemExit as leaving:
            status = leaving.code if isinstance(leaving.code, int) else 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)

    def look_after(self) -> None:
        """Start it again when it has ended, each time a little later if it ends quickly."""
        if self.pid and has_ended(self.pid):
            self.pid = 0
            lived = time.monotonic() - self.started
            self.pause = min(max(1.0, self.pause * 2), LONGEST_PAUSE) if lived < QUICK else 1.0
            self.resume_at = time.monotonic() + self.pause
            say(_("The {part} ended; starting it again in {n} s.").format(part=self.name, n=int(self.pause)))
        if not self.pid and time.monotonic() >= self.resume_at:
            self.start()

    def stop(self) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGTERM)
            patience = time.monotonic() + PATIENCE
            while not has_ended(self.pid):
                if time.monotonic() > patience:
                    os.kill(self.pid, signal.SIGKILL)
                time.sleep(PAUSE)
            end_group(self.pid)
            self.pid = 0


def end_group(leader: int) -> None:
    """What a part had started, a refresh at work, ends after it: asked first, then made to."""
    patience = time.monotonic() + PATIENCE
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGTERM)
        while time.monotonic() < patience:
            os.killpg(leader, NOTHING)
            time.sleep(PAUSE)
        os.killpg(leader, signal.SIGKILL)


def has_ended(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def detach(parent: int) -> None:
    """The terminal's Ctrl-C goes to the parent alone, which stops the rest in order; nobody outlives it."""
    os.setpgid(0, 0)
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGTERM)
    if os.getppid() != parent:
        raise SystemExit(1)
