"""The wide table is exchanged under its readers."""

import psycopg
import pyarrow as pa
import pytest
from django.db import OperationalError, connection

from regulars.customers import measures
from regulars.insights import storing
from regulars.insights.tests.shop import day

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def computed(*ids):
    """Columns as analytics computes them, with nothing known but who it is."""
    columns = {"customer_id": pa.array(ids, pa.int64())}
    for measure in measures.registered():
        if not measure.sql:
            kind = pa.int64() if measure.kind == "money" else pa.string()
            columns[measure.column or measure.name] = pa.nulls(len(ids), kind)
    return pa.table(columns)


def ids_now():
    with connection.cursor() as cursor:
        cursor.execute("SELECT customer_id FROM customer_measures ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def reader(db):
    """Somebody else with the table open, in a transaction of their own."""
    names = ("dbname", "user", "password", "host", "port", "options")
    parameters = connection.get_connection_params()
    with psycopg.connect(**{name: parameters[name] for name in names if parameters.get(name)}) as other:
        yield other


@pytest.fixture
def filled(db):
    storing.ensure_table()
    storing.fill_next(computed(1, 2), day("2026-09-26"))
    storing.swap()
    yield
    storing.fill_next(computed(), day("2026-09-26"))
    storing.swap()


def test_a_reader_in_the_middle_keeps_the_old_figures_and_is_not_broken_off(filled, reader, monkeypatch):
    monkeypatch.setattr(storing, "PATIENCE", "50ms")
    seen = reader.execute("SELECT count(*) FROM customer_measures").fetchone()
    storing.fill_next(computed(1, 2, 3), day("2026-09-27"))
    with pytest.raises(OperationalError, match="lock timeout"):
        storing.swap()
    assert reader.execute("SELECT count(*) FROM customer_measures").fetchone() == seen == (2,)
    reader.commit()
    assert ids_now() == [1, 2]
    storing.swap()
    assert ids_now() == [1, 2, 3]
    assert reader.execute("SELECT count(*) FROM customer_measures").fetchone() == (3,)
    reader.commit()
