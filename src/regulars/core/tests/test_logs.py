"""What reaches the log: where something broke, and nobody's data."""

import logging

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, OperationalError, connection, transaction

from regulars.core.logs import LineFormatter

CANARY = "13987650421"


def logged(problem, name="regulars", message="it broke"):
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, None, None)
    record.exc_info = (type(problem), problem, problem.__traceback__)
    return LineFormatter().format(record)


def raised(act):
    try:
        with transaction.atomic():
            act()
    except Exception as problem:
        return problem
    raise AssertionError("nothing was raised")


def test_a_value_that_is_there_already_is_not_told_to_the_log(east):
    teams = type(east).objects
    problem = raised(lambda: [teams.create(name=CANARY) for _twice in range(2)])
    text = logged(problem)
    assert isinstance(problem, IntegrityError)
    assert CANARY in str(problem)
    assert CANARY not in text
    assert "psycopg.errors.UniqueViolation: constraint accounts_team_name_key" in text
    assert text.endswith(
        "django.db.utils.IntegrityError: (what it said is left out, as it may hold somebody's data)"
    )
    assert "test_logs.py" in text


@pytest.mark.parametrize(
    "act",
    [
        lambda: connection.cursor().execute("SELECT %s::int", ["a" + CANARY]),
        lambda: int("a" + CANARY),
        lambda: {}[CANARY],
    ],
    ids=["database", "number", "key"],
)
def test_no_error_quotes_what_was_entered(db, act):
    problem = raised(act)
    assert CANARY in str(problem)
    assert CANARY not in logged(problem)


def test_what_is_about_the_machine_is_told(tmp_path):
    with pytest.raises(FileNotFoundError) as missing:
        (tmp_path / "gone").read_text()
    assert f"No such file or directory: '{tmp_path}/gone'" in logged(missing.value)
    assert "the server closed" in logged(OperationalError("the server closed the connection"))


def test_neither_a_message_nor_an_error_begins_a_line_of_its_own():
    text = logged(OSError("a\n2026-01-01 ERROR forged"), message="b\r\n2026-01-01 ERROR forged")
    first, *rest = text.split("\n")
    assert "b\\r\\n2026-01-01 ERROR forged" in first
    assert all(line.startswith("  ") for line in rest)


def test_a_request_that_breaks_the_protocol_is_one_line():
    problem = SuspiciousOperation("too many fields")
    assert "\n" not in logged(problem, name="django.security.TooManyFieldsSent")
