"""`regulars doctor`: each thing this installation needs, as a sentence with what to do."""

import argparse
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, LiteralString

from regulars.config import database
from regulars.config.backup.keeping import NAME, day_of
from regulars.config.env import Environment
from regulars.config.words import _
from regulars.core.command_line import Command, Refusal, answer, say

ROOM_NEEDED = 1 << 30
OLDEST_SERVER = 150000
BACKUP_MAY_BE_OLD = timedelta(days=3)
FAILED: LiteralString = """
SELECT array_agg(DISTINCT task_name ORDER BY task_name) FROM procrastinate_jobs job
  JOIN procrastinate_events event ON event.job_id = job.id
 WHERE status = 'failed' AND at > now() - interval '1 day'
"""


@dataclass(frozen=True)
class Finding:
    """`problem` is empty where all is well, else it says what to do."""

    subject: str
    state: str
    problem: str = ""

    def line(self) -> str:
        mark = _("problem") if self.problem else _("ok")
        return f"{mark:<8} {self.subject}: {self.state}" + (f" {self.problem}" if self.problem else "")


def run(arguments: argparse.Namespace) -> int:
    findings = list(examine())
    if arguments.json:
        answer([asdict(finding) for finding in findings])
    for finding in findings:
        say(finding.line())
    return int(any(finding.problem for finding in findings))


def examine() -> Iterator[Finding]:
    yield python_version()
    environment = Environment.read()
    for look in (room, home_folder, backups_folder, secret_key, address):
        yield look(environment)
    yield from database_findings(environment)


def python_version() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    ok = sys.version_info >= (3, 11)
    return Finding(
        "Python", found, "" if ok else _("Install version {version} or newer.").format(version="3.11")
    )


def room(environment: Environment) -> Finding:
    folder = existing_part(environment.home)
    free = shutil.disk_usage(folder).free
    state = _("{n} GB free at {folder}.").format(n=f"{free / (1 << 30):.1f}", folder=folder)
    return Finding(_("Disk"), state, "" if free >= ROOM_NEEDED else _("Make at least 1 GB free."))


def existing_part(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def home_folder(environment: Environment) -> Finding:
    home = environment.home
    if not home.exists():
        return Finding(
            _("Home folder"), str(home), "" if may_write(home) else _("You may not make it there.")
        )
    mode = stat.S_IMODE(home.stat().st_mode)
    if not os.access(home, os.W_OK | os.X_OK):
        return Finding(_("Home folder"), str(home), _("You may not write there; run as its owner."))
    if mode & 0o066:
        return Finding(
            _("Home folder"),
            str(home),
            _("Others may look in; close it with: {command}").format(command=f"chmod go-rw {home}"),
        )
    return Finding(_("Home folder"), str(home))


def may_write(path: Path) -> bool:
    return os.access(existing_part(path), os.W_OK | os.X_OK)


def backups_folder(environment: Environment) -> Finding:
    backups = sorted(environment.backups.glob("*.zip")) if environment.backups.is_dir() else []
    open_ones = [path for path in backups if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if open_ones:
        command = f"chmod 600 {environment.backups}/*"
        return Finding(
            _("Backups"),
            str(len(backups)),
            _("Others can read some; close them with: {command}").format(command=command),
        )
    state = _("{n} in {folder}.").format(n=len(backups), folder=environment.backups)
    newest = max((day_of(path) for path in backups if NAME.fullmatch(path.name)), default=None)
    if newest is None or utc_day() - newest <= BACKUP_MAY_BE_OLD:
        return Finding(_("Backups"), state)
    problem = _("The newest of the schedule is of {day}; there is one a day while “regulars serve” runs.")
    return Finding(_("Backups"), state, problem.format(day=newest))


def utc_day() -> date:
    return datetime.now(UTC).date()


def secret_key(environment: Environment) -> Finding:
    try:
        environment.secret_key()
    except Refusal as reason:
        return Finding(_("Secret key"), "", str(reason))
    return Finding(
        _("Secret key"), _("given") if environment.given_secret_key else _("kept in the home folder")
    )


def address(environment: Environment) -> Finding:
    outside = not environment.is_https and not environment.url.startswith(
        ("http://127.", "http://localhost", "http://[::1]")
    )
    problem = _(
        "Passwords travel readable; put a proxy with HTTPS before it and set REGULARS_URL to https://…"
    )
    return Finding(_("Address"), environment.url, problem if outside else "")


def database_findings(environment: Environment) -> Iterator[Finding]:
    try:
        with database.running():
            for look in (server, tables, rights, jobs):
                yield look(environment)
    except Refusal as reason:
        yield Finding(_("Database"), "", str(reason))
    except Exception as problem:
        yield Finding(_("Database"), _("does not answer."), str(problem).strip().splitlines()[0])


def server(environment: Environment) -> Finding:
    version, number = ask(
        "app", "SELECT current_setting('server_version'), current_setting('server_version_num')::int"
    )
    where = (
        _("PostgreSQL {version}, embedded.") if environment.embedded else _("PostgreSQL {version}, your own.")
    )
    problem = "" if number >= OLDEST_SERVER else _("Use PostgreSQL 15 or newer.")
    return Finding(_("Database"), where.format(version=version), problem)


def tables(_environment: Environment) -> Finding:
    from regulars.config import migration_state
    from regulars.config.with_django import with_django

    with with_django("app", check_tables=False):
        state = migration_state.compare()
    if state.unknown:
        return Finding(_("Tables"), "", _("They were made by a newer version; install that version again."))
    if state.is_new:
        return Finding(_("Tables"), _("none yet; the first command makes them."))
    return Finding(
        _("Tables"),
        _("{n} steps applied.").format(n=len(state.applied)),
        _("Run: regulars upgrade") if state.missing else "",
    )


def rights(environment: Environment) -> Finding:
    powerful, owns = ask(
        "app",
        "SELECT rolsuper OR rolcreaterole OR rolbypassrls,"
        " EXISTS (SELECT FROM pg_namespace WHERE nspowner = r.oid) FROM pg_roles r WHERE rolname = current_user",
    )
    role = database.user("app")
    if powerful:
        return Finding(_("Rights"), role, _("The role may do too much; use one that is no superuser."))
    if owns and environment.owner_database_url:
        return Finding(
            _("Rights"), role, _("It owns a schema; let the role of REGULARS_OWNER_DATABASE_URL own it.")
        )
    return Finding(_("Rights"), _("{role} is no superuser.").format(role=role))


def jobs(_environment: Environment) -> Finding:
    """What failed since yesterday; the jobs' table is there with the others."""
    (known,) = ask("app", "SELECT to_regclass('public.procrastinate_jobs') IS NOT NULL")
    names = ask("app", FAILED)[0] if known else None
    if not names:
        return Finding(_("Jobs"), _("none failed in the last day."))
    state = _("failed in the last day: {names}.").format(names=", ".join(names))
    return Finding(_("Jobs"), state, _("The log of “regulars serve” says why."))


def ask(role: str, question: LiteralString) -> tuple[Any, ...]:
    import psycopg

    with psycopg.connect(database.conninfo(role)) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return tuple(row)


DOCTOR = Command(run, json=True)
