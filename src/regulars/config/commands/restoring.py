"""`regulars restore FILE`."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from regulars.config import database
from regulars.config.backup.checking import check
from regulars.config.backup.restoring import is_empty, refuse_newer, restore, tell
from regulars.config.backup.writing import write_backup
from regulars.config.env import Environment
from regulars.config.homes import prepare_folder
from regulars.config.migrating import migrate
from regulars.config.with_django import with_django
from regulars.config.words import _
from regulars.core.command_line import Command, Refusal, answer, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = _(
        "Bring back everything a backup holds, in one step or not at all. A database that holds something "
        "is only replaced with --replace, after a backup of it."
    )
    parser.add_argument("file", metavar=_("FILE"), type=Path)
    parser.add_argument("--replace", action="store_true", help=_("replace what the database holds now"))


def run(arguments: argparse.Namespace) -> int:
    if not arguments.file.is_file():
        raise Refusal(_("There is no file {path}.").format(path=arguments.file))
    check(arguments.file)
    with with_django("owner", check_tables=False):
        make_room(arguments)
        document = restore(arguments.file, files=Environment.read().files)
        migrate()
    tell(document)
    if arguments.json:
        answer({"rows": document.rows, "files": len(document.files), "made_at": document.made_at})
    return 0


def make_room(arguments: argparse.Namespace) -> None:
    refuse_newer(check(arguments.file))
    if is_empty():
        return
    if not arguments.replace:
        raise Refusal(
            _(
                "The database is not empty; add --replace to put the backup in its place (it is backed up first)."
            )
        )
    say(_("What was there before is in {path}.").format(path=back_up_first("before-restore")))


def back_up_first(why: str) -> Path:
    environment = Environment.read()
    prepare_folder(environment.backups)
    target = environment.backups / f"{why}-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.zip"
    write_backup(target, conninfo=database.conninfo("owner"), files=environment.files)
    return target


RESTORE = Command(run, add_arguments, json=True)
