"""The most memory this process held: of its own, where rusage would count what its parent held before it."""

from pathlib import Path


def peak_mib() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
