"""The database of the test suite: a throw-away cluster of its own, or the server of REGULARS_TEST_DATABASE_URL.

A pytest plugin, named in pyproject.toml so that it sets the environment before Django's settings are read.
Workers of one run share the cluster, later runs find it again; the last one out stops it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from regulars.config import database
from regulars.config.embedded import lifecycle
from regulars.config.embedded.initialising import prepare_schemas
from regulars.config.embedded.locks import alone
from regulars.config.homes import prepare_folder, prepare_home

SOURCE = Path(__file__).resolve().parents[2]
PREFIX = "migrated_"
ROOM_NEEDED = 4 << 30


def prepare_environment() -> None:
    """Tests use a home, a database and a language of their own, whatever the terminal says."""
    given = os.environ.get("REGULARS_TEST_DATABASE_URL", "")
    for name in [name for name in os.environ if name.startswith("REGULARS_")]:
        if name not in ("REGULARS_TEST_DATABASE_URL", "REGULARS_TEST_RUN", "REGULARS_SHARED"):
            del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    if given:
        os.environ["DATABASE_URL"] = given
    os.environ["REGULARS_HOME"] = str(test_home())
    os.environ["REGULARS_DATABASE_ROLE"] = "owner"
    os.environ["LC_ALL"] = "C.UTF-8"
    os.environ.setdefault("REGULARS_TEST_RUN", str(os.getpid()))


def test_home() -> Path:
    """One for each checkout, so that two of them never share a database."""
    mark = hashlib.sha256(os.fsencode(SOURCE)).hexdigest()[:8]
    return scratch_folder() / f"regulars-tests-{os.geteuid()}-{mark}"


def scratch_folder() -> Path:
    """Memory where there is plenty of it: no test has to wait for the disk."""
    memory = Path("/dev/shm")  # noqa: S108 -- what is made in it has a name of its own or a random one
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_NEEDED
    return memory if roomy else Path(tempfile.gettempdir())


test_home.__test__ = False  # type: ignore[attr-defined]  # pytest takes it for a test otherwise
prepare_environment()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Before the test database is made, there is a server and a migrated template to copy it from."""
    from django.db import connection

    with test_server():
        template = migrated_template()
        worker = os.environ.get("PYTEST_XDIST_WORKER", "only")
        name = f"test_{os.environ['REGULARS_TEST_RUN']}_{worker}"
        connection.settings_dict["TEST"] |= {"NAME": name, "TEMPLATE": template}
        yield


@contextmanager
def test_server() -> Iterator[None]:
    embedded = not os.environ.get("REGULARS_TEST_DATABASE_URL")
    prepare_home(test_home())
    with lifecycle.running(test_home(), durable=False, throw_away=True) if embedded else nullcontext():
        yield


test_server.__test__ = False  # type: ignore[attr-defined]


def migrated_template() -> str:
    """A database in the state of the migrations on disk, made once and copied by every run."""
    prepare_folder(test_home() / "templates")
    name = PREFIX + migrations_digest()
    with alone(test_home() / "templates"), maintenance() as connection:
        drop_left_behind(connection, keep=name)
        if name not in databases(connection):
            draft = f"{name}_draft"
            drop(connection, draft)
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(draft)))
            migrate(draft)
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name))
            )
    return name


def migrations_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(SOURCE.glob("regulars/*/migrations/*.py")):
        digest.update(str(path.relative_to(SOURCE)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def migrate(name: str) -> None:
    parameters = database.connection_parameters("owner") | {"dbname": name}
    url = database.address(parameters)
    with psycopg.connect(url, autocommit=True) as connection:
        prepare_schemas(connection, owner=connection.info.user, app=app_role(connection))
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"],
        env=os.environ
        | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "regulars.config.settings",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        },
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"The migrations fail:\n{done.stderr}")


def app_role(connection: psycopg.Connection) -> str:
    """Another server may know only one role."""
    known = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [database.ROLES["app"]]).fetchone()
    return connection.info.user if known is None else database.ROLES["app"]


def maintenance() -> psycopg.Connection:
    parameters = database.connection_parameters("owner") | {"dbname": "postgres"}
    return psycopg.connect(database.address(parameters), autocommit=True)


def databases(connection: psycopg.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()]


def drop_left_behind(connection: psycopg.Connection, *, keep: str) -> None:
    """Templates of older migrations, and what killed runs left."""
    for name in databases(connection):
        kind, _underscore, rest = name.partition("_")
        outdated = name.startswith(PREFIX) and name != keep
        orphaned = kind == "test" and rest.split("_")[0].isdigit() and not alive(int(rest.split("_")[0]))
        if outdated or orphaned:
            drop(connection, name)


def drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
