"""Killed, squatted, filled up, outdated: what must still be true of the embedded database."""

import os
import random
import shutil
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from regulars.config.embedded import lifecycle
from regulars.config.embedded.binaries import Binaries, bundled, bundled_of
from regulars.config.embedded.place import find_place
from regulars.config.embedded.postmaster import State, find_postmaster, state_of
from regulars.config.embedded.sockets import prepare_socket_folder
from regulars.config.homes import prepare_folder
from regulars.config.tests.clusters import (
    as_other_account,
    connect,
    environment,
    kill_everything,
    python,
    table_of_receipts,
)
from regulars.core.command_line import Refusal

NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="becoming another account takes root")
WRITE_ON = """
from regulars.config import database
import psycopg
with database.running(), psycopg.connect(database.conninfo("app"), autocommit=True) as connection:
    (number,) = connection.execute("SELECT coalesce(max(id), 0) FROM receipts").fetchone()
    while True:
        number += 1
        connection.execute("INSERT INTO receipts VALUES (%s, repeat('x', 500))", [number])
        print(number, flush=True)
"""


def acknowledged(writer):
    out, _err = writer.communicate(timeout=60)
    return [int(line) for line in out.split("\n")[:-1]]


def write_and_kill(home, place, seconds):
    """The last row a command was told is safe, before it and the server were killed."""
    writer = python(home, WRITE_ON)
    first = writer.stdout.readline()
    time.sleep(seconds)
    writer.kill()
    kill_everything(place)
    return max([int(first), *acknowledged(writer)])


def loops():
    return [pytest.param(3, id="3"), pytest.param(200, id="200", marks=pytest.mark.full)]


@pytest.mark.parametrize("count", loops())
def test_after_a_kill_of_everything_each_acknowledged_row_is_there(home, count):
    chance = random.Random(count)
    with lifecycle.running(home) as place:
        table_of_receipts(place)
    for _loop in range(count):
        last = write_and_kill(home, place, chance.uniform(0.03, 0.5))
        with lifecycle.running(home), connect(place) as connection:
            found = connection.execute("SELECT count(*), max(id) FROM receipts").fetchone()
        assert found in ((last, last), (last + 1, last + 1))  # one more may have been on its way


def test_a_command_attaches_to_a_server_whose_starter_was_killed(home):
    starter = python(
        home,
        "from regulars.config import database\nwith database.running():\n    print(1, flush=True)\n    input()",
    )
    starter.stdout.readline()
    place = find_place(home)
    before = find_postmaster(place.data).pid
    starter.kill()
    starter.communicate()
    with lifecycle.running(home):
        assert find_postmaster(place.data).pid == before
    assert state_of(place.data) is State.STOPPED


@pytest.mark.parametrize("pid", [os.getpid(), 1, 4_000_000], ids=["ours", "first", "nobodys"])
def test_a_process_file_left_behind_does_not_keep_the_server_down(home, pid):
    with lifecycle.running(home) as place:
        running = (place.data / "postmaster.pid").read_text()
    (place.data / "postmaster.pid").write_text(running.replace(running.split("\n")[0], str(pid), 1))
    place.account.give(place.data / "postmaster.pid")
    with lifecycle.running(home), connect(place) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_start_killed_while_the_folder_was_being_made_is_simply_repeated(fresh_home):
    place = find_place(fresh_home)
    place.own_folder(place.data.with_name(f"{place.data.name}.new"))
    (place.data.with_name(f"{place.data.name}.new") / "PG_VERSION").write_text("18\n")
    with lifecycle.running(fresh_home), connect(place) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_failed_start_says_why(home):
    with lifecycle.running(home) as place:
        pass
    (place.data / "global" / "pg_control").unlink()
    with pytest.raises(Refusal, match="could not find the database system"), lifecycle.running(home):
        pass


def closed_wheel(folder):
    """A copy of the programs below a folder that only its owner may enter."""
    original = bundled()[0].folder
    package = folder / "venv/lib/python3/site-packages" / original.parent.name
    for name in ("bin", "lib", "share"):
        shutil.copytree(original / name, package / original.name / name, symlinks=True)
    libraries = original.parent.with_name(f"{original.parent.name}.libs")
    shutil.copytree(libraries, package.with_name(libraries.name))
    folder.chmod(0o700)
    return Binaries(package / original.name)


def modes_below(folder):
    folders = [folder, *folder.parents, *(path for path in folder.rglob("*") if path.is_dir())]
    return {path: stat.S_IMODE(path.stat().st_mode) for path in folders}


def test_a_checkout_below_a_closed_home_changes_no_folders_mode(ground):
    closed = ground / "closed"
    closed.mkdir()
    binaries = closed_wheel(closed)
    (closed / "checkout").mkdir(mode=0o750)
    before = modes_below(ground)
    home = closed / "checkout/.data"
    place = find_place(home, binaries=binaries, system=ground / "system")
    lifecycle.start(place)
    with connect(place) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    lifecycle.stop(place)
    after = modes_below(ground)
    assert {path: after[path] for path in before} == before
    if os.geteuid() == 0:
        assert place.base.parent == ground / "system/clusters"
        assert place.binaries.folder.is_relative_to(ground / "system/postgresql")
        assert find_place(home, binaries=binaries, system=ground / "system") == place


@as_root
@pytest.mark.parametrize("role", ["regulars_app", "regulars_owner", "regulars_super"])
def test_another_local_user_cannot_connect(home, role):
    with lifecycle.running(home) as place:

        def attempt():
            return connect(place, role).execute("SELECT current_user").fetchone()

        outcome, text = as_other_account(NOBODY, attempt)
        assert outcome == "raised"
        assert "Permission denied" in text
        place.sockets.chmod(0o777)
        (place.sockets / ".s.PGSQL.5432").chmod(0o777)
        outcome, text = as_other_account(NOBODY, attempt)
        place.sockets.chmod(0o700)
        assert outcome == "raised"
        assert "Peer authentication failed" in text


@as_root
def test_another_local_user_sees_nothing_of_the_data(home):
    with lifecycle.running(home) as place:
        for folder in (place.data, place.log, place.sockets, home):
            assert as_other_account(NOBODY, lambda folder=folder: os.listdir(folder))[0] == "raised"


@as_root
def test_a_home_that_is_somebody_elses_is_refused_with_its_path(ground):
    theirs = ground / "theirs"
    theirs.mkdir(mode=0o755)
    outcome, text = as_other_account(NOBODY, lambda: prepare_folder(theirs / "database"))
    assert outcome == "raised"
    assert str(theirs / "database") in text
    assert "REGULARS_HOME" in text


def squatted(folder, kind):
    if kind == "link":
        (folder.parent / "elsewhere").mkdir(mode=0o700)
        folder.symlink_to(folder.parent / "elsewhere")
    elif kind == "open":
        folder.mkdir()
        folder.chmod(0o755)
    else:
        folder.mkdir(mode=0o700)
        os.chown(folder, NOBODY, NOBODY)


@pytest.mark.parametrize("kind", ["link", "open", pytest.param("foreign", marks=as_root)])
def test_a_socket_folder_somebody_else_prepared_is_refused(home, ground, kind):
    folder = ground / "sockets"
    squatted(folder, kind)
    with pytest.raises(Refusal, match=str(folder)):
        prepare_socket_folder(folder, find_place(home).account)


def test_data_of_an_older_postgresql_moves_after_a_backup_and_the_old_folder_stays(fresh_home):
    old = replace(find_place(fresh_home), binaries=find_old_binaries())
    lifecycle.start(old, durable=False)
    table_of_receipts(old)
    with connect(old) as connection:
        connection.execute("INSERT INTO receipts SELECT n, '收据 ' || n FROM generate_series(1, 1000) n")
    lifecycle.stop(old)
    with lifecycle.running(fresh_home) as place, connect(place) as connection:
        found = connection.execute("SELECT count(*), max(note) FROM receipts WHERE id = 1000").fetchone()
        version = connection.execute("SELECT current_setting('server_version_num')::int / 10000").fetchone()
        locale = connection.execute(
            "SELECT datlocprovider FROM pg_database WHERE datname = 'regulars'"
        ).fetchone()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DROP TABLE receipts")
    (backup,) = (fresh_home / "backups").iterdir()
    assert found == (1, "收据 1000")
    assert version == (place.binaries.major,)
    assert locale == ("b",)
    assert backup.name.startswith(f"before-postgresql-{place.binaries.major}-")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert (old.data / "PG_VERSION").read_text() == f"{old.binaries.major}\n"


def find_old_binaries():
    return bundled_of(16) or pytest.skip("the wheel brings no older PostgreSQL to come from")


def test_data_of_a_newer_postgresql_is_refused_untouched(fresh_home):
    place = find_place(fresh_home)
    (place.base / "data-99").mkdir()
    with pytest.raises(Refusal, match="PostgreSQL 99"), lifecycle.running(fresh_home):
        pass
    assert not place.data.exists()


SMALL_DISK = 'mount -t tmpfs -o size=150m,mode=0711 none "$0" || exit 77; '
OWN_IDS = f"--map-user={os.geteuid()} --map-group={os.getegid()}"
ENTER = 'exec "$@"' if os.geteuid() == 0 else f'exec unshare -U {OWN_IDS} "$@"'


def on_a_small_disk(folder, script):
    spaces = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]
    return subprocess.run(
        [*spaces, "sh", "-c", SMALL_DISK + ENTER, str(folder), sys.executable, str(script), str(folder)],
        env=environment(folder / "home"),
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_a_full_disk_stops_writing_keeps_reading_and_heals_when_there_is_room(ground):
    disk = ground / "disk"
    disk.mkdir()
    told = on_a_small_disk(disk, Path(__file__).with_name("fill_disk.py"))
    if told.returncode == 77 or "unshare failed" in told.stderr:
        pytest.skip(f"this machine allows no small disk of our own: {told.stderr.strip()}")
    assert told.returncode == 0, told.stderr
    assert told.stdout.split("\n")[:4] == ["full", "readable", "nothing half written", "healed"], told.stderr
