"""The embedded database on a good day, for one command and for several."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from regulars.config.embedded import lifecycle, server
from regulars.config.embedded.initialising import superuser
from regulars.config.embedded.place import find_place
from regulars.config.embedded.postmaster import State, find_postmaster, state_of
from regulars.config.embedded.sockets import LONGEST_FOLDER
from regulars.config.tests.clusters import connect, python, table_of_receipts, wait_for

ATTACH = """
from regulars.config import database
import psycopg
with database.running(), psycopg.connect(database.conninfo("app")) as connection:
    print(connection.execute("SELECT current_user, current_setting('search_path')").fetchone())
"""
HOLD = (
    "from regulars.config import database\nwith database.running():\n    print('in', flush=True)\n    input()"
)


def test_a_new_home_gets_a_closed_database_with_chinese_order_and_checksums(fresh_home):
    with lifecycle.running(fresh_home) as place:
        with connect(place) as connection:
            settings = dict(
                connection.execute(
                    "SELECT name, setting FROM pg_settings WHERE name IN"
                    " ('listen_addresses', 'data_checksums', 'fsync', 'full_page_writes', 'jit', 'server_encoding')"
                ).fetchall()
            )
            locale = connection.execute(
                "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'regulars'"
            ).fetchone()
            lower = connection.execute("SELECT lower('É'), '丁' < '万'").fetchone()
        closed = [stat.S_IMODE(folder.stat().st_mode) for folder in (place.data, place.sockets, place.log)]
    assert settings == {
        "listen_addresses": "",
        "data_checksums": "on",
        "fsync": "on",
        "full_page_writes": "on",
        "jit": "off",
        "server_encoding": "UTF8",
    }
    assert locale == ("b", "C.UTF-8")
    assert lower == ("é", True)
    assert closed == [0o700, 0o700, 0o700]


def test_the_last_one_out_stops_the_server(home):
    with lifecycle.running(home) as place:
        with lifecycle.running(home):
            pass
        assert state_of(place.data) is State.READY
    assert state_of(place.data) is State.STOPPED


def test_a_command_leaves_the_server_to_another_that_still_uses_it(home):
    other = python(home, HOLD)
    assert other.stdout.readline() == "in\n"
    with lifecycle.running(home) as place:
        pass
    assert state_of(place.data) is State.READY
    other.communicate("\n", timeout=60)
    assert other.returncode == 0
    assert state_of(place.data) is State.STOPPED


def test_a_server_started_to_stay_outlives_commands(home):
    place = find_place(home)
    lifecycle.start(place)
    with lifecycle.running(home):
        pass
    assert state_of(place.data) is State.READY
    lifecycle.stop(place)
    assert state_of(place.data) is State.STOPPED


def test_commands_that_start_at_once_share_one_server(fresh_home):
    commands = [python(fresh_home, ATTACH) for _each in range(4)]
    with ThreadPoolExecutor() as pool:
        told = list(pool.map(lambda command: command.communicate(timeout=120), commands))
    assert [command.returncode for command in commands] == [0, 0, 0, 0], told
    assert {out for out, _err in told} == {"('regulars_app', 'public,derived')\n"}
    assert state_of(find_place(fresh_home).data) is State.STOPPED


def test_a_home_whose_path_has_150_characters_works(ground):
    home = ground / ("长" * 10) / ("x" * (150 - len(str(ground)) - 12))
    assert len(str(home)) == 150
    with lifecycle.running(home) as place, connect(place) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert len(os.fsencode(place.sockets)) <= LONGEST_FOLDER
    assert not place.sockets.exists()


def test_the_log_keeps_customers_out_and_stays_small(home):
    with lifecycle.running(home) as place:
        table_of_receipts(place)
        with connect(place) as connection:
            connection.execute("INSERT INTO receipts VALUES (1, %s)", ["13800138000"])
            with pytest.raises(psycopg.errors.UniqueViolation), connection.transaction():
                connection.execute("INSERT INTO receipts VALUES (1, %s)", ["13800138000"])
            with pytest.raises(psycopg.errors.InvalidTextRepresentation), connection.transaction():
                connection.execute("SELECT %s::int", ["a13800138000"])
            with pytest.raises(psycopg.errors.AdminShutdown):
                connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        for number in range(9):
            (place.log / f"postgresql-20200101-00000{number}.log").touch()
        wait_for(lambda: "terminating connection" in written_in(place.log))
        assert "13800138000" not in written_in(place.log)
        server.prune_logs(place)
        assert len(list(place.log.glob("*.log"))) == server.LOGS_KEPT


def written_in(folder):
    return "".join(path.read_text() for path in folder.glob("*.log"))


def test_the_server_is_told_its_rules_anew_at_every_start(home):
    with lifecycle.running(home) as place:
        pass
    (place.etc / "pg_hba.conf").write_text("local all all trust\n")
    with lifecycle.running(home), connect(place) as connection:
        rules = connection.execute("SELECT 1")
        assert rules.fetchone() == (1,)
    assert (place.etc / "pg_hba.conf").read_text() == "local all all peer map=regulars\n"


def test_the_superuser_is_not_what_the_program_works_as(home):
    with lifecycle.running(home) as place, superuser(place, "regulars") as connection:
        supers = connection.execute("SELECT rolname FROM pg_roles WHERE rolsuper").fetchall()
        owners = connection.execute(
            "SELECT nspname, pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname IN ('public', 'derived')"
            " ORDER BY 1"
        ).fetchall()
    assert supers == [("regulars_super",)]
    assert owners == [("derived", "regulars_owner"), ("public", "regulars_owner")]


@pytest.mark.parametrize("role", ["regulars_app", "regulars_owner"])
def test_no_role_of_the_program_may_read_the_servers_files(home, role):
    with lifecycle.running(home) as place, connect(place, role) as connection:
        for statement in ("SELECT pg_read_file('/etc/passwd')", "COPY (SELECT 1) TO '/tmp/out'"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
        assert find_postmaster(place.data) is not None
