"""Django and a running database for the length of a command."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from regulars.config import database
from regulars.config.words import _, terminal_language
from regulars.core.command_line import Refusal

SETTINGS = "regulars.config.settings"


def prepare(role: str) -> None:
    """Settings read the role once, and models need settings: both before a command of the trade is imported."""
    os.environ["REGULARS_DATABASE_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.utils import translation

    django.setup()
    translation.activate("zh-hans" if terminal_language() == "zh_Hans" else "en")


@contextmanager
def with_django(role: str = "app", *, check_tables: bool = True) -> Iterator[None]:
    """A new database gets its tables first; one that waits for an upgrade is refused with a sentence."""
    os.environ["REGULARS_DATABASE_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    with database.running():
        import django
        from django.db import connections
        from django.utils import translation

        django.setup()
        try:
            with translation.override("zh-hans" if terminal_language() == "zh_Hans" else "en"):
                if check_tables:
                    require_tables()
                    prepare_measures(role)
                yield
        finally:
            connections.close_all()


def require_tables() -> None:
    from regulars.config import migration_state

    state = migration_state.compare()
    if state.is_new:
        migrate_elsewhere()
    elif state.missing:
        raise Refusal(_("The tables are of an earlier version; run: regulars upgrade"))
    elif state.unknown:
        raise Refusal(_("The tables were made by a newer version of Regulars; install that version again."))


def prepare_measures(role: str) -> None:
    """The table of measures belongs to the application, which rebuilds it: it has to make it, too."""
    if role == "app":
        from regulars.insights.storing import ensure_table

        ensure_table()


def migrate_elsewhere() -> None:
    """As the owner of the tables, whom this process does not connect as."""
    done = subprocess.run(
        [sys.executable, "-m", "regulars.config.cli", "migrate"], check=False, stdout=sys.stderr
    )
    if done.returncode:
        raise Refusal(_("The tables could not be made; the message above says why."))
