"""Whether a server runs on a data folder, read from its postmaster.pid and checked against the system."""

import os
import subprocess
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

STATUS_LINE = 7


class State(Enum):
    STOPPED = "stopped"
    STARTING = "starting"
    READY = "ready"
    STOPPING = "stopping"


@dataclass(frozen=True)
class Postmaster:
    """The main process of a running server."""

    pid: int
    state: State


def find_postmaster(data: Path) -> Postmaster | None:
    """The server of this data folder, or nothing where the file was left behind by one that was killed."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        pid = int(lines[0])
    except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
        return None
    if not serves(pid, data):
        return None
    status = lines[STATUS_LINE].strip() if len(lines) > STATUS_LINE else ""
    known = {"ready": State.READY, "stopping": State.STOPPING}
    return Postmaster(pid, known.get(status, State.STARTING))


def state_of(data: Path) -> State:
    postmaster = find_postmaster(data)
    return postmaster.state if postmaster else State.STOPPED


def serves(pid: int, data: Path) -> bool:
    """Process ids are given out again after a restart: it must be a living server of that very folder."""
    if os.path.isdir("/proc/self"):
        return works_on(pid, data)
    told = subprocess.run(
        ["ps", "-o", "stat=,command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return os.path.realpath(data) in told.stdout and not told.stdout.startswith("Z")


def works_on(pid: int, data: Path) -> bool:
    """By the command line, which everybody may read; /proc/…/cwd is closed to root in many containers."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return os.fsencode(os.path.realpath(data)) in command and not is_dead(pid)
    except OSError:
        return False


def is_dead(pid: int) -> bool:
    """A killed process whose parent never asked for it stays as a zombie."""
    status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    return status.rpartition(")")[2].split()[0] in ("Z", "X")


def forget_stale_files(data: Path, sockets: Path) -> None:
    """PostgreSQL sorts out the files of a dead process itself, but not where its id was given to another."""
    if find_postmaster(data) is None:
        (data / "postmaster.pid").unlink(missing_ok=True)
        for lock in sockets.glob(".s.PGSQL.*.lock"):
            if not is_postgres(first_number(lock)):
                lock.unlink(missing_ok=True)


def first_number(file: Path) -> int:
    try:
        return int(file.read_text(encoding="utf-8").split()[0])
    except (OSError, IndexError, ValueError):
        return 0


def is_postgres(pid: int) -> bool:
    """Whether any server lives under this id; one of another folder keeps its socket."""
    try:
        return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes() and not is_dead(pid)
    except OSError:
        return False
