"""`regulars serve` in a process of its own, over the database of the test run."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from regulars.config import database, schedule, testing_database
from regulars.config.embedded.locks import alone
from regulars.config.homes import prepare_folder

STARTS_WITHIN = 90
GRACE = 30


class Served:
    """The program as a firm runs it: pages, worker and schedule, under the role that owns no table."""

    def __init__(self) -> None:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "only")
        self._home = testing_database.test_home() / f"served-{worker}"
        prepare_folder(self._home)
        self._log = self._home / "serve.log"
        _put_off_the_night()
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        with self._log.open("w") as log, alone(self._home):
            command = [sys.executable, "-m", "regulars.config.cli", "serve", "--bind", f"127.0.0.1:{port}"]
            self._process = subprocess.Popen(command, env=_environment(self._home), stderr=log)
            self._wait_until_ready()

    def said(self) -> str:
        return self._log.read_text()

    def clear(self) -> None:
        """What earlier tests asked for and nobody did would come before what a visitor asks for."""
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE status = 'todo' AND task_name <> %s",
                [schedule.nightly.name],
            )

    def settle(self) -> None:
        """Wait for the worker to put down what it holds."""
        end = time.monotonic() + GRACE
        while ProcrastinateJob.objects.filter(status="doing").exists():
            assert time.monotonic() < end, f"a job does not end: {self.said()}"
            time.sleep(0.05)

    def end(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=GRACE)

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + STARTS_WITHIN
        while "is ready" not in self.said():
            assert self._process.poll() is None, self.said()
            assert time.monotonic() < end, f"not ready in time: {self.said()}"
            time.sleep(0.05)


def _put_off_the_night() -> None:
    """Nothing computes by itself while somebody walks through the shop."""
    schedule.nightly.configure(schedule_in={"days": 30}).defer(timestamp=0)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REGULARS_")}
    settings = connection.settings_dict
    owner = database.conninfo_of(settings)
    app = database.conninfo_of(settings | {"USER": database.user("app")})
    return kept | {
        "REGULARS_HOME": str(home),
        "DATABASE_URL": app,
        "REGULARS_OWNER_DATABASE_URL": owner,
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
