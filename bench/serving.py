"""The server, as a firm runs it, beside the bench."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.installation import PATHS, postgres_cpu
from bench.processes import cpu_seconds

STARTS_WITHIN = 90


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def cpu(self) -> tuple[float, float]:
        """Of the application, and of PostgreSQL."""
        return cpu_seconds(self.pid), postgres_cpu()


@contextmanager
def served() -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "regulars.config.cli", "serve", "--bind", f"127.0.0.1:{port}"]
    with tempfile.TemporaryFile("w+") as log:
        environment = os.environ | PATHS
        process = subprocess.Popen(command, env=environment, stderr=log)
        try:
            _wait(process, port)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The server did not start.")
