"""Bringing the tables of a database up to date, and the rights of the application on them."""

from typing import Any

from regulars.config import database, migration_state
from regulars.config.embedded.initialising import prepare_schemas
from regulars.config.words import _
from regulars.core.command_line import Refusal

# The application reads which migrations there are, and must not write that.
READ_ONLY = ("django_migrations",)


def migrate() -> int:
    """Within with_django("owner"). The number of migrations that were applied."""
    from django.core.management import call_command

    before = migration_state.compare()
    if before.unknown:
        raise Refusal(_("The tables were made by a newer version of Regulars; install that version again."))
    prepare()
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    protect()
    return len(before.missing)


def prepare() -> None:
    prepare_schemas(psycopg_connection(), owner=database.user("owner"), app=database.user("app"))


def protect() -> None:
    from django.db import connection

    owner, app = database.user("owner"), database.user("app")
    if owner != app:
        with connection.cursor() as cursor:
            for table in READ_ONLY:
                names = (connection.ops.quote_name(table), connection.ops.quote_name(app))
                cursor.execute("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}".format(*names))


def psycopg_connection() -> Any:
    from django.db import connection

    connection.ensure_connection()
    return connection.connection
