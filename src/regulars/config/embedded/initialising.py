"""Making a new data folder and, once it runs, its roles and its database."""

import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from regulars.config.embedded.configuration import APP, OWNER, SUPER
from regulars.config.embedded.place import Place
from regulars.config.embedded.sockets import PORT
from regulars.config.words import _
from regulars.core.command_line import Refusal

DATABASE = "regulars"
SEARCH_PATH = "public, derived"


def initialise(place: Place, data: Path, *, durable: bool = True) -> None:
    """Make the folder aside and move it into place whole, so that a killed start leaves nothing half made."""
    draft = data.with_name(f"{data.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    place.own_folder(draft)
    done = subprocess.run(
        initdb_command(place, draft, durable=durable),
        capture_output=True,
        text=True,
        check=False,
        cwd=draft,
        **place.account.process_options(),
    )
    if done.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        raise Refusal(
            _("The database could not be made in {folder}: {reason}").format(
                folder=place.base, reason=last_line(done.stderr)
            )
        )
    draft.rename(data)


def initdb_command(place: Place, data: Path, *, durable: bool) -> list[str]:
    command = [
        place.binaries.program("initdb"),
        f"--pgdata={data}",
        f"--username={SUPER}",
        "--encoding=UTF8",
        "--locale=C",
        "--data-checksums",
        "--auth-local=peer",
        "--auth-host=reject",
    ]
    if place.binaries.major >= 17:
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return command if durable else [*command, "--no-sync"]


def last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1].strip() if lines else "?"


def furnish(place: Place, *, throw_away: bool = False) -> None:
    """Make roles, database and schemas. Safe to run again."""
    make_roles(place, throw_away=throw_away)
    with superuser(place, DATABASE) as connection:
        connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER)))
        prepare_schemas(connection, owner=OWNER, app=APP)


def make_roles(place: Place, *, throw_away: bool = False) -> None:
    with superuser(place, "postgres") as connection:
        for role in (OWNER, APP):
            make_role(connection, role)
        make_database(connection)
        if throw_away:
            connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER)))
            connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP), sql.Identifier(OWNER)))


def make_role(connection: psycopg.Connection, role: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
        connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
    connection.execute(
        sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS").format(
            sql.Identifier(role)
        )
    )


def make_database(connection: psycopg.Connection) -> None:
    name, owner = sql.Identifier(DATABASE), sql.Identifier(OWNER)
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(name, owner))
    connection.execute(sql.SQL("ALTER DATABASE {} SET search_path = public, derived").format(name))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(name, sql.Identifier(APP))
    )


def prepare_schemas(connection: psycopg.Connection, *, owner: str, app: str) -> None:
    """The application writes rows in public and builds tables only in derived, which is rebuilt at will."""
    names = {"owner": sql.Identifier(owner), "app": sql.Identifier(app)}
    for statement in SCHEMA_STATEMENTS if owner != app else SCHEMA_STATEMENTS[:1]:
        connection.execute(sql.SQL(statement).format(**names))


SCHEMA_STATEMENTS = (
    "CREATE SCHEMA IF NOT EXISTS derived AUTHORIZATION {owner}",
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {app}",
    "GRANT USAGE, CREATE ON SCHEMA derived TO {app}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
    "GRANT SELECT, USAGE ON ALL SEQUENCES IN SCHEMA public TO {app}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
    " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT SELECT, USAGE ON SEQUENCES TO {app}",
)


def superuser(place: Place, database: str) -> psycopg.Connection:
    return psycopg.connect(
        host=str(place.sockets),
        port=PORT,
        user=SUPER,
        dbname=database,
        requirepeer=place.account.name,
        autocommit=True,
        prepare_threshold=None,
    )
