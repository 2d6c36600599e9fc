"""Bringing a backup back: all of it in one transaction, or nothing."""

import os
import secrets
import zipfile
from pathlib import Path
from typing import Any

from psycopg import sql

from regulars.config import migration_state
from regulars.config.backup import catalog
from regulars.config.backup.catalog import SCHEMA, Table, same_text_everywhere, tally_of
from regulars.config.backup.checking import check, pieces_of
from regulars.config.backup.emptying import drop_derived, drop_own
from regulars.config.backup.manifest import FileRecord, Manifest, SequenceRecord
from regulars.config.backup.staging import build_stage, clear_stage, move_stage
from regulars.config.homes import prepare_folder
from regulars.config.migrating import prepare
from regulars.config.words import _
from regulars.core.command_line import Refusal, say

# What migrating itself writes into an empty database.
FILLED_BY_MIGRATING = ("django_content_type", "auth_permission")

FOREIGN_KEYS = """
SELECT c.relname, k.conname, pg_get_constraintdef(k.oid)
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
 WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace ORDER BY 1, 2
"""


def restore(path: Path, *, files: Path) -> Manifest:
    """Within with_django("owner"). What was there before is gone afterwards; ask is_empty() first."""
    from django.db import transaction

    document = check(path)
    refuse_newer(document)
    state = frozenset(document.migrations)
    staged = migration_state.applied() != state
    with zipfile.ZipFile(path) as archive:
        if staged:
            build_stage(state)
        add_files(archive, document, files)
        with transaction.atomic():
            restore_tables(archive, document, staged=staged)
    clear_stage()
    remove_other_files(document, files)
    return document


def refuse_newer(document: Manifest) -> None:
    unknown = set(document.migrations) - migration_state.on_disk()
    if unknown:
        raise Refusal(
            _(
                "This backup was made by a newer version of Regulars ({version}); install that version first."
            ).format(version=document.program)
        )


def is_empty() -> bool:
    """Whether nobody has put anything into the database yet."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in catalog.tables_with_rows_kept(cursor):
            if table.name not in FILLED_BY_MIGRATING:
                cursor.execute(
                    sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(SCHEMA, table.name))
                )
                if cursor.fetchone()[0]:
                    return False
    return True


def restore_tables(archive: zipfile.ZipFile, document: Manifest, *, staged: bool) -> None:
    from django.db import connection

    with connection.cursor() as wrapped:
        cursor = wrapped.cursor
        drop_derived(cursor)
        if staged:
            drop_own(cursor)
            move_stage(cursor)
            prepare()
        same_text_everywhere(cursor)
        load(archive, document, cursor)
        verify(document, cursor)


def load(archive: zipfile.ZipFile, document: Manifest, cursor: Any) -> None:
    """Keys are put back after the rows: that takes no order of tables and checks all rows at once."""
    tables = catalog.all_tables(cursor)
    refuse_unknown_tables(document, tables)
    cursor.execute(FOREIGN_KEYS)
    keys = cursor.fetchall()
    for table, name, _definition in keys:
        alter(cursor, table, sql.SQL("DROP CONSTRAINT {}").format(sql.Identifier(name)))
    for table in tables:
        alter(cursor, table.name, sql.SQL("DISABLE TRIGGER USER"))
    cursor.execute(
        sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(identifier(table.name) for table in tables))
    )
    load_rows(archive, document, cursor)
    for table in tables:
        alter(cursor, table.name, sql.SQL("ENABLE TRIGGER USER"))
    for table, name, definition in keys:
        alter(cursor, table, sql.SQL("ADD CONSTRAINT {} ").format(sql.Identifier(name)) + sql.SQL(definition))
    for sequence in document.sequences:
        set_sequence(cursor, sequence)


def refuse_unknown_tables(document: Manifest, tables: list[Table]) -> None:
    known = {table.name: set(table.columns) for table in tables}
    for table in document.tables:
        if not set(table.columns) <= known.get(table.name, set()):
            raise Refusal(
                _("The backup holds a table this version cannot place ({name}); nothing was changed.").format(
                    name=table.name
                )
            )


def load_rows(archive: zipfile.ZipFile, document: Manifest, cursor: Any) -> None:
    for record in document.tables:
        with cursor.copy(Table(record.name, record.columns, ()).copy_in()) as copy:
            for piece in pieces_of(archive, record.member):
                copy.write(piece)


def set_sequence(cursor: Any, sequence: SequenceRecord) -> None:
    cursor.execute("SELECT to_regclass(%s)", [f'{SCHEMA}."{sequence.name}"'])
    if cursor.fetchone()[0] is not None:
        cursor.execute(
            "SELECT setval(to_regclass(%s), %s, %s)",
            [f'{SCHEMA}."{sequence.name}"', sequence.value, sequence.is_called],
        )


def verify(document: Manifest, cursor: Any) -> None:
    """Read everything back and compare, before any of it counts."""
    present = {table.name: table for table in catalog.all_tables(cursor)}
    for record in document.tables:
        table = Table(record.name, record.columns, present[record.name].key)
        tally = tally_of(cursor, table)
        if (tally.rows, tally.sha256) != (record.rows, record.sha256):
            raise Refusal(
                _("The rows of {name} came back different; nothing was changed.").format(name=record.name)
            )


def alter(cursor: Any, table: str, what: sql.Composable) -> None:
    cursor.execute(sql.SQL("ALTER TABLE {} {}").format(identifier(table), what))


def identifier(table: str) -> sql.Identifier:
    return sql.Identifier(SCHEMA, table)


def add_files(archive: zipfile.ZipFile, document: Manifest, folder: Path) -> None:
    """Before the rows that name them. A restore that is killed leaves files too many, never too few."""
    prepare_folder(folder)
    for record in document.files:
        target = folder / record.name
        if not target.exists() or target.stat().st_size != record.size:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            add_file(archive, record, target)


def add_file(archive: zipfile.ZipFile, record: FileRecord, target: Path) -> None:
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in pieces_of(archive, record.member):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)


def remove_other_files(document: Manifest, folder: Path) -> None:
    kept = {record.name for record in document.files}
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if path.relative_to(folder).as_posix() not in kept:
            path.unlink(missing_ok=True)


def tell(document: Manifest) -> None:
    say(
        _("Restored {rows} rows and {files} files as of {moment}. Run “regulars refresh” next.").format(
            rows=document.rows, files=len(document.files), moment=document.made_at
        )
    )
