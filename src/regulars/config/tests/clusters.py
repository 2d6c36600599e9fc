"""What the tests of the embedded database do to it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from regulars.config.embedded.postmaster import find_postmaster
from regulars.config.embedded.sockets import PORT

SOURCE = Path(__file__).resolve().parents[3]


def connect(place, role="regulars_app", **more):
    return psycopg.connect(
        host=str(place.sockets), port=PORT, user=role, dbname="regulars", autocommit=True, **more
    )


def table_of_receipts(place):
    with connect(place, "regulars_owner") as connection:
        connection.execute("CREATE TABLE receipts (id int PRIMARY KEY, note text)")


def family_of(pid):
    """A process and all below it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it ended a moment ago
        return []
    return [pid, *(each for child in children for each in family_of(int(child)))]


def kill_everything(place):
    postmaster = find_postmaster(place.data)
    for pid in family_of(postmaster.pid):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    wait_for(lambda: find_postmaster(place.data) is None)


def wait_for(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def environment(home, **more):
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("REGULARS_", "DATABASE_"))
    }
    path = os.pathsep.join(entry for entry in [str(SOURCE), *sys.path] if entry)
    return kept | {"REGULARS_HOME": str(home), "PYTHONPATH": path, **more}


def python(home, code, **more):
    """A process of its own that runs some Python in this home."""
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment(home, **more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def regulars(home, *arguments, stdin="", **more):
    """The program itself, run to its end."""
    return subprocess.run(
        [sys.executable, "-m", "regulars.config.cli", *arguments],
        env=environment(home, **more),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=300,
    )


def as_other_account(uid, action):
    """What the action returns, or the text of its exception, when another account runs it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)
        try:
            told = ["returned", action()]
        except BaseException as problem:
            told = ["raised", str(problem)]
        os.write(writing, json.dumps(told).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = json.loads(answer.read())
    os.waitpid(child, 0)
    return told
