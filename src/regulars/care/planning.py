"""What care the plays call for today: one task per customer, play and occasion, whatever the order of runs."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from regulars.care import catalogue, plays
from regulars.care.catalogue import Candidate, Day, SetPlay
from regulars.care.models import CareTask
from regulars.core import clock
from regulars.insights.models import ScoreRun

LOCK = 4_711_003


@dataclass(frozen=True)
class Planned:
    made: int
    ended: int


def follow_refresh(run: ScoreRun, step: Callable[[str], None]) -> dict[str, Any]:
    """After the figures are fresh: plan, and tell how many tasks are open."""
    step("planning")
    planned = plan(list_day(run.as_of), run.as_of)
    return {
        "tasks_made": planned.made,
        "tasks_ended": planned.ended,
        "tasks_open": CareTask.objects.filter(outcome="").count(),
    }


def list_day(as_of: date) -> date:
    """Figures up to last night make this morning's list; a past day's figures make that day's list."""
    today = clock.today()
    return today if (today - as_of).days <= 1 else as_of


@transaction.atomic
def plan(day: date, as_of: date) -> Planned:
    """Add the tasks that are called for, freshen the open ones, end those no longer called for."""
    made = ended = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        for set_play in catalogue.as_set():
            if set_play.play.code == plays.by_hand.CODE:
                continue
            look = Day(day, as_of, set_play.settings)
            _call_for(cursor, set_play, _found(set_play, look), day)
            made += _add(cursor)
            ended += _end_others(cursor, set_play.play.code)
    return Planned(made, ended)


@transaction.atomic
def freshen(code: str, customer_id: int) -> None:
    """What one play of what we owe calls for at one customer, at once: the next night would see it too."""
    today = clock.today()
    set_play = next(each for each in catalogue.as_set() if each.play.code == code)
    look = Day(today, today, set_play.settings, customer_id)
    called_for = [_row(set_play, each, today) for each in _found(set_play, look)]
    ours = CareTask.objects.filter(customer=customer_id, play=code)
    for row in called_for:
        values = dict(zip(COLUMNS, row, strict=True)) | {"figures": json.loads(row[4])}
        keys = {name: values.pop(name) for name in ("customer_id", "play", "occasion")}
        task, _is_new = CareTask.objects.get_or_create(**keys, defaults=values)
        ours.filter(pk=task.pk, outcome=CareTask.Outcome.OVERTAKEN).update(outcome="", outcome_at=None)
    ours.filter(outcome="").exclude(occasion__in=[row[2] for row in called_for]).update(
        outcome=CareTask.Outcome.OVERTAKEN, outcome_at=clock.now()
    )


COLUMNS = (
    "customer_id", "play", "occasion", "reason_code", "figures", "at_stake", "planned_on", "due_on", "show_from",
)  # fmt: skip
CALLED_FOR = """
CREATE TEMP TABLE called_for (
    customer_id bigint, play text, occasion text, reason_code text, figures jsonb, at_stake numeric(14,2),
    planned_on date, due_on date, show_from date
) ON COMMIT DROP
"""
ADD = """
INSERT INTO care_caretask (customer_id, play, occasion, reason_code, figures, at_stake, planned_on, due_on,
    show_from, words, note, outcome, outcome_note, result, attempts)
SELECT DISTINCT ON (customer_id, occasion)
    customer_id, play, occasion, reason_code, figures, at_stake, planned_on, due_on, show_from, '', '', '', '',
    '', 0
FROM called_for ORDER BY customer_id, occasion, at_stake DESC
ON CONFLICT (customer_id, play, occasion) DO UPDATE
    SET reason_code = excluded.reason_code, figures = excluded.figures, at_stake = excluded.at_stake,
        due_on = excluded.due_on
    WHERE care_caretask.outcome = ''
        AND (care_caretask.reason_code, care_caretask.figures, care_caretask.at_stake, care_caretask.due_on)
            IS DISTINCT FROM (excluded.reason_code, excluded.figures, excluded.at_stake, excluded.due_on)
RETURNING xmax = 0
"""
REOPEN = """
UPDATE care_caretask task SET outcome = '', outcome_at = NULL, planned_on = c.planned_on, show_from = c.show_from
FROM called_for c
WHERE task.play = c.play AND task.customer_id = c.customer_id AND task.occasion = c.occasion
    AND task.outcome = 'overtaken'
"""
END_OTHERS = """
UPDATE care_caretask task SET outcome = 'overtaken', outcome_at = %s
WHERE task.play = %s AND task.outcome = '' AND NOT EXISTS (
    SELECT 1 FROM called_for c WHERE c.customer_id = task.customer_id AND c.occasion = task.occasion
)
"""


def _found(set_play: SetPlay, look: Day) -> Iterable[Candidate]:
    return set_play.of_audience(set_play.play.find(look)) if set_play.is_on else ()


def _call_for(cursor: Any, set_play: SetPlay, found: Iterable[Candidate], day: date) -> None:
    cursor.execute("DROP TABLE IF EXISTS called_for")
    cursor.execute(CALLED_FOR)
    # All found first: a play reads over the same connection that the copy then keeps busy.
    rows = [_row(set_play, candidate, day) for candidate in found]
    with cursor.cursor.copy("COPY called_for FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _row(set_play: SetPlay, candidate: Candidate, day: date) -> tuple[Any, ...]:
    return (
        candidate.customer_id,
        set_play.play.code,
        candidate.occasion,
        candidate.reason,
        json.dumps(dict(candidate.figures), ensure_ascii=False),
        catalogue.at_stake(set_play.play, candidate),
        day,
        candidate.due_on,
        candidate.show_from,
    )


def _add(cursor: Any) -> int:
    """How many tasks are new, or called for again; open ones are freshened, settled ones stay as they were."""
    cursor.execute(REOPEN)
    again = int(cursor.rowcount)
    cursor.execute(ADD)
    return again + sum(is_new for (is_new,) in cursor.fetchall())


def _end_others(cursor: Any, code: str) -> int:
    """Tasks still open whose reason is gone: the customer ordered, the promise was kept, the day passed."""
    cursor.execute(END_OTHERS, [clock.now(), code])
    return int(cursor.rowcount)
