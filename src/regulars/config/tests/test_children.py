"""The parts of the server, and what they start themselves."""

import subprocess
import sys
from pathlib import Path

from regulars.config.children import Child
from regulars.config.tests.clusters import wait_for
from regulars.config.tests.test_serving import is_alive

WAITS = "import time; time.sleep(600)"


def test_what_a_part_has_started_ends_with_it(tmp_path):
    """As a refresh that the worker runs in a process of its own when the server is stopped."""
    told = tmp_path / "pid"

    def work():
        started = subprocess.Popen([sys.executable, "-c", WAITS])
        told.write_text(f"{started.pid}\n")
        started.wait()

    part = Child("worker", work)
    part.start()
    wait_for(lambda: told.exists() and told.read_text().endswith("\n"))
    pid = int(told.read_text())
    assert Path(f"/proc/{pid}").exists()
    part.stop()
    wait_for(lambda: not is_alive(pid))
