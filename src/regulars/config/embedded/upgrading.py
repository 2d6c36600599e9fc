"""Moving a data folder of an older PostgreSQL to the one that comes with this version."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from regulars.config.embedded import server
from regulars.config.embedded.binaries import bundled_of
from regulars.config.embedded.configuration import SUPER
from regulars.config.embedded.initialising import DATABASE, initialise, last_line, make_roles, superuser
from regulars.config.embedded.place import Place, reachable_binaries
from regulars.config.embedded.sockets import PORT
from regulars.config.env import SYSTEM_HOME
from regulars.config.homes import prepare_folder
from regulars.config.words import _
from regulars.core.command_line import Refusal, say

Counts = dict[str, int]


def versions_present(place: Place) -> list[int]:
    found = (re.fullmatch(r"data-(\d+)", folder.name) for folder in place.base.glob("data-*"))
    return sorted(int(match[1]) for match in found if match)


def refuse_newer(place: Place) -> None:
    newer = [major for major in versions_present(place) if major > place.binaries.major]
    if newer:
        raise Refusal(
            _(
                "The data was written by PostgreSQL {newer}, this version brings {own}; install the newer Regulars again."
            ).format(newer=newer[-1], own=place.binaries.major)
        )


def upgrade_older(place: Place) -> bool:
    """Dump from the old folder, which stays as it is, into a new one that counts only once it is complete."""
    older = [major for major in versions_present(place) if major < place.binaries.major]
    if not older:
        return False
    say(
        _("Moving the data from PostgreSQL {old} to {new}; the old folder stays as it is.").format(
            old=older[-1], new=place.binaries.major
        )
    )
    old = old_place(place, older[-1])
    with temporarily(old):
        dump = take_dump(place, older[-1])
        counts = row_counts(old)
    load_dump(place, dump, expected=counts)
    say(_("The data has been moved; a copy from before is in {dump}.").format(dump=dump))
    return True


def old_place(place: Place, major: int) -> Place:
    binaries = bundled_of(major)
    if binaries is None:
        raise Refusal(
            _(
                "The data is in the format of PostgreSQL {old}, which this version does not bring; "
                "run “regulars backup” with the Regulars that wrote it, then “regulars restore” here."
            ).format(old=major)
        )
    if place.account.is_other:
        binaries = reachable_binaries(binaries, place.account, SYSTEM_HOME / "postgresql")
    return replace(place, binaries=binaries)


@contextmanager
def temporarily(place: Place) -> Iterator[None]:
    server.run(place)
    try:
        yield
    finally:
        server.take_down(place)


def take_dump(place: Place, old_major: int) -> Path:
    prepare_folder(place.home / "backups")
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    dump = place.home / "backups" / f"before-postgresql-{place.binaries.major}-{stamp}.dump"
    draft = dump.with_suffix(".part")
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    use(place, "pg_dump", "--format=custom", f"--file={draft}", DATABASE)
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.rename(dump)
    return dump


def load_dump(place: Place, dump: Path, *, expected: Counts) -> None:
    coming = replace(place, moving=True)
    shutil.rmtree(coming.data, ignore_errors=True)
    initialise(coming, coming.data)
    with temporarily(coming):
        make_roles(coming)
        use(
            place,
            "pg_restore",
            "--exit-on-error",
            "--clean",
            "--if-exists",
            f"--dbname={DATABASE}",
            str(dump),
        )
        if row_counts(coming) != expected:
            raise Refusal(
                _("The moved data differs from the old data; nothing was changed. Please report this.")
            )
    coming.data.rename(place.data)


def use(place: Place, program: str, *arguments: str) -> None:
    connection = [f"--host={place.sockets}", f"--port={PORT}", f"--username={SUPER}", "--no-password"]
    done = subprocess.run(
        [place.binaries.program(program), *connection, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refusal(
            _("Moving the data to the new PostgreSQL failed and changed nothing: {reason}").format(
                reason=last_line(done.stderr)
            )
        )


def row_counts(place: Place) -> Counts:
    with superuser(place, DATABASE) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        return {".".join(table): count_rows(connection, table) for table in tables}


def count_rows(connection: psycopg.Connection, table: tuple[str, str]) -> int:
    row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(*table))).fetchone()
    return int(row[0]) if row else 0
