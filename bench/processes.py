"""What processes take: CPU seconds of a family, the most memory it held, the memory it holds."""

import threading
import time
from pathlib import Path
from types import TracebackType

import psutil

EVERY = 0.1
MIB = 1 << 20


def family(pid: int) -> list[psutil.Process]:
    """A process and all below it, PostgreSQL left out: it is counted by itself."""
    try:
        process = psutil.Process(pid)
        found = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
    return [each for each in found if not _is_postgres(each)]


def cpu_seconds(pid: int, *, postgres: bool = False) -> float:
    """Of the family so far, ended children that were waited for included."""
    try:
        process = psutil.Process(pid)
        found = [process, *process.children(recursive=True)] if postgres else family(pid)
    except psutil.NoSuchProcess:
        return 0.0
    return sum(map(_cpu, found))


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)


def memory(pid: int) -> int:
    """Bytes the family holds; what its processes share counts once."""
    return sum(map(_proportional, family(pid)))


def _proportional(process: psutil.Process) -> int:
    try:
        rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in rollup.splitlines() if line.startswith("Pss:")), 0)


def _is_postgres(process: psutil.Process) -> bool:
    try:
        return process.name() == "postgres"
    except psutil.NoSuchProcess:
        return False


class Peak:
    """The most memory a family held while the block ran, looked at ten times a second."""

    def __init__(self, pid: int) -> None:
        self.bytes = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.is_set():
            self.bytes = max(self.bytes, memory(self._pid))
            time.sleep(EVERY)
