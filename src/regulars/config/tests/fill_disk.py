"""Run on a small disk of its own: fills it, frees it, and says what held."""

import os
import sys
from pathlib import Path

import psycopg

from regulars.config import database
from regulars.config.tests.clusters import wait_for

DISK = Path(sys.argv[1])
BALLAST = DISK / "ballast"


def connection():
    return psycopg.connect(database.conninfo("app"), autocommit=True)


def owner(statement):
    with psycopg.connect(database.conninfo("owner"), autocommit=True) as own:
        own.execute(statement)


def leave_little_room():
    free = os.statvfs(DISK).f_bavail * os.statvfs(DISK).f_frsize
    BALLAST.write_bytes(b"x" * (free - 3_000_000))


def write_until_refused():
    count = 0
    with connection() as writing:
        while True:
            try:
                with writing.transaction():
                    writing.execute(
                        "INSERT INTO receipts SELECT n, repeat('x', 900) FROM generate_series(1, 20) n"
                    )
            except psycopg.Error:
                return count
            count += 20


def rows():
    with connection() as reading:
        return reading.execute("SELECT count(*) FROM receipts").fetchone()[0]


def answered(question):
    """Some time may pass while a server that gave up comes back."""
    try:
        return question()
    except psycopg.Error:
        database.revive()
        return None


def main():
    with database.running():
        owner("CREATE TABLE receipts (id int, note text)")
        leave_little_room()
        count = write_until_refused()
        print("full")
        wait_for(lambda: answered(rows) is not None)
        print("readable")
        assert rows() == count, (rows(), count)
        print("nothing half written")
        BALLAST.unlink()
        wait_for(lambda: answered(write_once))
        assert rows() == count + 1
        print("healed", flush=True)


def write_once():
    with connection() as writing:
        writing.execute("INSERT INTO receipts VALUES (1, 'after')")
    return True


main()
