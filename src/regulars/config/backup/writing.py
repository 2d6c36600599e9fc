"""Writing a backup: one snapshot of all tables, checked before it gets its name."""

import errno
import os
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import psycopg

import regulars
from regulars.config.backup import catalog, manifest
from regulars.config.backup.checking import check
from regulars.config.backup.manifest import FileRecord, Manifest, TableRecord
from regulars.config.words import _
from regulars.core.command_line import Refusal

LEVEL = 4


def write_backup(target: Path, *, conninfo: str, files: Path) -> Manifest:
    """Make the file whole and readable, or not at all. Nobody has to stop working meanwhile."""
    if target.exists():
        raise Refusal(_("{path} exists already; choose another name.").format(path=target))
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with opened(draft) as file, zipped(file) as archive:
            write_archive(archive, conninfo, files)
        written = check(draft)
        os.link(draft, target)
        sync_folder(target.parent)
    except OSError as problem:
        raise Refusal(failure(target, problem)) from problem
    finally:
        draft.unlink(missing_ok=True)
    return written


def failure(target: Path, problem: OSError) -> str:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("The disk is too full for the backup {path}; nothing was written.").format(path=target)
    if isinstance(problem, FileExistsError):
        return _("{path} exists already; choose another name.").format(path=target)
    return _("The backup {path} could not be written ({reason}).").format(
        path=target, reason=problem.strerror
    )


@contextmanager
def opened(draft: Path) -> Iterator[BinaryIO]:
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def zipped(file: BinaryIO) -> zipfile.ZipFile:
    return zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=LEVEL)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_archive(archive: zipfile.ZipFile, conninfo: str, files: Path) -> None:
    with snapshot(conninfo) as cursor:
        migrations = applied_migrations(cursor)
        tables = [write_table(archive, cursor, table) for table in catalog.tables_with_rows_kept(cursor)]
        document = Manifest(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            program=regulars.__version__,
            postgresql=cursor.connection.info.parameter_status("server_version") or "?",
            migrations=migrations,
            tables=tuple(tables),
            sequences=tuple(catalog.all_sequences(cursor)),
            left_out=tuple(table.name for table in catalog.all_tables(cursor) if table.is_left_out),
            files=tuple(write_files(archive, files)),
        )
    archive.writestr(manifest.NAME, document.as_json())


@contextmanager
def snapshot(conninfo: str) -> Iterator[Any]:
    """All tables as they were at one moment."""
    with psycopg.connect(conninfo, prepare_threshold=None) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.cursor() as cursor:
            catalog.same_text_everywhere(cursor)
            yield cursor


def applied_migrations(cursor: Any) -> tuple[tuple[str, str], ...]:
    cursor.execute("SELECT to_regclass('public.django_migrations')")
    if cursor.fetchone()[0] is None:
        raise Refusal(_("There is nothing to back up yet."))
    cursor.execute("SELECT app, name FROM public.django_migrations ORDER BY app, name")
    return tuple(cursor.fetchall())


def write_table(archive: zipfile.ZipFile, cursor: Any, table: catalog.Table) -> TableRecord:
    tally = catalog.Tally()
    with archive.open(f"tables/{table.name}.copy", "w", force_zip64=True) as member:
        for piece in catalog.rows_of(cursor, table):
            member.write(tally.add(piece))
    return TableRecord(table.name, table.columns, tally.rows, tally.sha256)


def write_files(archive: zipfile.ZipFile, folder: Path) -> Iterator[FileRecord]:
    """Files are written once and never changed; one that is discarded meanwhile is not missed."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        try:
            with path.open("rb") as source:
                yield write_file(archive, source, path.relative_to(folder).as_posix())
        except FileNotFoundError:
            continue


def write_file(archive: zipfile.ZipFile, source: BinaryIO, name: str) -> FileRecord:
    tally = catalog.Tally()
    with archive.open(f"files/{name}", "w", force_zip64=True) as member:
        while piece := source.read(catalog.CHUNK):
            member.write(tally.add(piece))
    return FileRecord(name, tally.size, tally.sha256)
