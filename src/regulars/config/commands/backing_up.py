"""`regulars backup FILE`."""

import argparse
from pathlib import Path

from regulars.config import database
from regulars.config.backup.writing import write_backup
from regulars.config.env import Environment
from regulars.config.words import _
from regulars.core.command_line import Command, answer, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = _(
        "Write all tables and uploaded files to one file, which “regulars restore” reads on any machine. "
        "Waiting jobs and sessions of signed-in people are left out."
    )
    parser.add_argument("file", metavar=_("FILE"), type=Path)


def run(arguments: argparse.Namespace) -> int:
    files = Environment.read().files
    with database.running():  # whatever the state of the tables: a backup is what one wants before an upgrade
        written = write_backup(arguments.file.absolute(), conninfo=database.conninfo("owner"), files=files)
    if arguments.json:
        answer(
            {
                "file": str(arguments.file),
                "rows": written.rows,
                "tables": len(written.tables),
                "files": len(written.files),
            }
        )
    say(
        _(
            "Backed up {rows} rows of {tables} tables and {files} files to {path}; read back and found right."
        ).format(rows=written.rows, tables=len(written.tables), files=len(written.files), path=arguments.file)
    )
    return 0


BACKUP = Command(run, add_arguments, json=True)
