"""`regulars upgrade`: back up, bring the tables up to date, verify; on failure everything is as before."""

import argparse
from pathlib import Path

from regulars.config import migration_state
from regulars.config.backup.restoring import restore
from regulars.config.commands.restoring import back_up_first
from regulars.config.env import Environment
from regulars.config.migrating import migrate
from regulars.config.with_django import with_django
from regulars.config.words import _
from regulars.core.command_line import Command, Refusal, answer, say


def run(arguments: argparse.Namespace) -> int:
    with with_django("owner", check_tables=False):
        steps = upgrade()
    if arguments.json:
        answer({"migrations": steps})
    return 0


def upgrade() -> int:
    state = migration_state.compare()
    if state.unknown:
        raise Refusal(_("The tables were made by a newer version of Regulars; install that version again."))
    if not state.missing:
        say(_("Nothing to do: the tables are up to date."))
        return 0
    if state.is_new:
        return migrate()
    return upgrade_with_way_back()


def upgrade_with_way_back() -> int:
    backup = back_up_first("before-upgrade")
    say(_("Backed up to {path}.").format(path=backup))
    try:
        steps = migrate()
        verify()
    except Exception as problem:
        go_back(backup, problem)
    say(_("Upgraded in {steps} steps. Run “regulars refresh” next.").format(steps=steps))
    return steps


def verify() -> None:
    """The tables are those of this version, and the models find every column they name."""
    from django.apps import apps
    from django.db import connection

    if migration_state.compare().missing:
        raise Refusal(_("Some steps were not applied."))
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.managed:
                wanted = {str(field.column) for field in model._meta.local_concrete_fields}
                present = {
                    each.name
                    for each in connection.introspection.get_table_description(cursor, model._meta.db_table)
                }
                if missing := wanted - present:
                    raise Refusal(
                        _("{table} lacks {columns}.").format(
                            table=model._meta.db_table, columns=", ".join(sorted(missing))
                        )
                    )


def go_back(backup: Path, problem: Exception) -> None:
    say(_("The upgrade failed; going back to what was before…"))
    restore(backup, files=Environment.read().files)
    raise Refusal(
        _(
            "The upgrade failed ({reason}). Everything is as it was; install the earlier version again."
        ).format(
            reason=str(problem).strip().splitlines()[0] if str(problem).strip() else type(problem).__name__
        )
    ) from problem


UPGRADE = Command(run, json=True)
