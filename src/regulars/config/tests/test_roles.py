"""What the application's role may and may not do in the database."""

import psycopg
import pytest
from django.db import ProgrammingError, connection

pytestmark = pytest.mark.database

REFUSED = psycopg.errors.InsufficientPrivilege


@pytest.fixture
def app(db):
    """The test database, seen as the role of web and worker."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE regulars_app")
        yield cursor


def test_the_application_writes_rows(app):
    app.execute("INSERT INTO core_storedsetting (key, value) VALUES ('firm.name', '\"Lan\"')")
    app.execute("UPDATE core_storedsetting SET value = '\"Yun\"'")
    app.execute("DELETE FROM core_storedsetting")
    assert app.rowcount == 1


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE public.mine (id int)",
        "CREATE SCHEMA mine",
        "ALTER TABLE core_storedsetting ADD COLUMN extra int",
        "ALTER TABLE core_auditevent DISABLE TRIGGER USER",
        "DROP TABLE core_storedsetting",
        "TRUNCATE core_storedsetting",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "COPY core_storedsetting TO PROGRAM 'cat'",
        "COPY core_storedsetting FROM '/etc/passwd'",
        "CREATE ROLE mine",
        "ALTER ROLE regulars_app CREATEDB",
        "DROP SCHEMA derived",
    ],
)
def test_the_application_changes_nothing_but_rows(app, statement):
    with pytest.raises(ProgrammingError) as refusal:
        app.execute(statement)
    assert isinstance(refusal.value.__cause__, REFUSED)


def test_the_application_rebuilds_tables_in_derived(app):
    app.execute("CREATE TABLE derived.next_measures (id int)")
    app.execute("ALTER TABLE derived.next_measures RENAME TO measures_of_today")
    app.execute("DROP TABLE derived.measures_of_today")


def test_the_application_is_no_superuser_and_owns_no_schema(app):
    app.execute(
        "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles"
        " WHERE rolname = 'regulars_app'"
    )
    assert app.fetchone() == (False, False, False, False, False)
    app.execute("SELECT nspname FROM pg_namespace WHERE nspowner = 'regulars_app'::regrole")
    assert app.fetchall() == []
