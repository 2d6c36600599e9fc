"""`regulars migrate`: bring the tables up to date, as their owner."""

import argparse

from regulars.config.migrating import migrate
from regulars.config.with_django import with_django
from regulars.config.words import _
from regulars.core.command_line import Command, answer, say


def run(arguments: argparse.Namespace) -> int:
    with with_django("owner", check_tables=False):
        count = migrate()
    if arguments.json:
        answer({"migrations": count})
    else:
        say(_("The tables are up to date ({count} steps).").format(count=count))
    return 0


MIGRATE = Command(run, json=True)
