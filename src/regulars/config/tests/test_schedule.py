"""What the program does by itself: a dead worker's jobs come back, every day has its backup."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from regulars.config import database
from regulars.config.backup.keeping import back_up_if_due
from regulars.config.embedded import lifecycle
from regulars.config.tests.clusters import connect, environment, regulars

STIRRING = Path(__file__).with_name("stirring.py")
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def kept_up(empty):
    """A home whose database stays up between the commands."""
    with lifecycle.running(empty):
        yield empty


def stirring(home, what, *, lingers=0):
    return subprocess.Popen(
        [sys.executable, str(STIRRING), what, str(lingers)],
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def run(home, what):
    process = stirring(home, what)
    out, _err = process.communicate(timeout=120)
    assert process.returncode == 0
    return out.split()


def killed_at_work(home, *, lingers=9):
    worker = stirring(home, "work", lingers=lingers)
    assert worker.stdout.readline() == "begun\n"
    worker.send_signal(signal.SIGKILL)
    worker.communicate()


def pass_a_minute(home):
    ask(home, "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'")


def ask(home, question):
    with connect(lifecycle.find_place(home)) as connection:
        cursor = connection.execute(question)
        return cursor.fetchall() if cursor.description else []


def jobs(home):
    return ask(
        home, "SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = 'stir' ORDER BY id"
    )


def test_a_job_whose_worker_was_killed_comes_back_and_is_done_once(kept_up):
    run(kept_up, "ask")
    killed_at_work(kept_up)
    run(kept_up, "rescue")
    assert jobs(kept_up) == [("doing", 0)]  # its worker may yet be alive
    pass_a_minute(kept_up)
    run(kept_up, "rescue")
    assert jobs(kept_up) == [("todo", 1)]
    assert run(kept_up, "work") == ["begun", "done"]
    pass_a_minute(kept_up)
    run(kept_up, "rescue")
    assert run(kept_up, "work") == []
    assert jobs(kept_up) == [("succeeded", 2)]
    assert (kept_up / "told").read_text().split() == ["begun", "begun", "done"]


def test_a_job_that_ends_every_worker_is_given_up(kept_up):
    run(kept_up, "ask")
    ask(kept_up, "UPDATE procrastinate_jobs SET attempts = 4")
    killed_at_work(kept_up)
    pass_a_minute(kept_up)
    run(kept_up, "rescue")
    assert [status for status, _attempts in jobs(kept_up)] == ["failed"]
    assert run(kept_up, "work") == []


def test_a_stalled_job_gives_way_to_the_next_of_its_kind(kept_up):
    run(kept_up, "ask")
    killed_at_work(kept_up)
    run(kept_up, "ask")
    pass_a_minute(kept_up)
    run(kept_up, "rescue")
    assert [status for status, _attempts in jobs(kept_up)] == ["aborted", "todo"]
    assert run(kept_up, "work") == ["begun", "done"]


def test_each_day_gets_one_backup_however_often_the_schedule_asks(shop, monkeypatch):
    monkeypatch.setenv("REGULARS_HOME", str(shop))
    with lifecycle.running(shop):
        made = [back_up(shop, *when) for when in [(28, 1), (28, 9), (28, 23), (29, 1), (29, 2)]]
    assert [path and path.name for path in made] == [
        None,
        "regulars-20260928-093000.zip",
        None,
        None,
        "regulars-20260929-023000.zip",
    ]
    assert sorted(os.listdir(shop / "backups")) == [path.name for path in made if path]
    done = regulars(shop, "restore", str(made[1]), "--replace")
    assert done.returncode == 0, done.stderr


def back_up(shop, day, hour):
    now = datetime(2026, 9, day, hour, 30, tzinfo=SHANGHAI)
    files, conninfo = shop / "files", database.conninfo("owner")
    return back_up_if_due(shop / "backups", now=now, conninfo=conninfo, files=files)
