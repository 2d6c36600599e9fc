"""Who is in a segment now: found by its rule, written down as stays, in one statement in the database."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection, transaction

from regulars.core import clock
from regulars.customers.filter_values import FilterError
from regulars.customers.models import Customer
from regulars.customers.querysets import CustomerQuerySet
from regulars.segments import rules
from regulars.segments.choices import Because
from regulars.segments.models import Headcount, Segment

# Sets are taken from one another as wholes: a join would look into the table that is being filled, row by row.
MOVE = """
WITH present (id) AS MATERIALIZED ({found}),
before (id) AS MATERIALIZED (
    SELECT customer_id FROM segments_stay WHERE segment_id = %(segment)s AND left_at IS NULL
),
leaving (id) AS MATERIALIZED (SELECT id FROM before EXCEPT SELECT id FROM present),
entering (id) AS MATERIALIZED (SELECT id FROM present EXCEPT SELECT id FROM before),
gone AS (
    UPDATE segments_stay SET left_at = %(now)s, left_because = %(because)s FROM leaving
    WHERE segment_id = %(segment)s AND left_at IS NULL AND customer_id = leaving.id
    RETURNING 1
),
come AS (
    INSERT INTO segments_stay (segment_id, customer_id, entered_at, entered_because, left_because)
    SELECT %(segment)s, id, %(now)s, %(because)s, '' FROM entering
    RETURNING 1
)
SELECT (SELECT count(*) FROM present), (SELECT count(*) FROM come), (SELECT count(*) FROM gone)
"""


@transaction.atomic
def recount(segment: Segment, *, because: str, as_of: date | None = None) -> Headcount | None:
    """Bring a segment's stays up to date. None where its rule cannot be read any more: its stays remain."""
    locked = Segment.objects.select_for_update(of=("self",)).get(pk=segment.pk)
    if locked.is_static and because != Because.BEGUN:
        return None
    try:
        rule = rules.read(locked.rule, rules.FIRM)
    except FilterError:
        Segment.objects.filter(pk=locked.pk).update(is_broken=True)
        return None
    Segment.objects.filter(pk=locked.pk).update(is_broken=False, is_sensitive=rules.is_sensitive(rule))
    found = rules.apply(rule, Customer.objects.present(), rules.FIRM)
    return _keep(locked, found, because=because, as_of=as_of or clock.today())


@transaction.atomic
def freeze(segment: Segment, found: CustomerQuerySet) -> Headcount:
    """Let a static segment hold these customers."""
    locked = Segment.objects.select_for_update(of=("self",)).get(pk=segment.pk)
    return _keep(locked, found, because=Because.BEGUN, as_of=clock.today())


def follow_refresh(run: Any, tell: Callable[[str], None]) -> dict[str, Any]:
    """After each computation every segment is counted again, those that name other segments last."""
    from regulars.segments import ready

    tell("segments")
    ready.ensure()
    entered = left = 0
    for segment in sorted(Segment.objects.in_use().dynamic(), key=lambda each: (names_others(each), each.pk)):
        counted = recount(segment, because=Because.FIGURES, as_of=run.as_of)
        entered, left = (entered + counted.entered, left + counted.left) if counted else (entered, left)
    return {"segments_entered": entered, "segments_left": left}


def names_others(segment: Segment) -> bool:
    return '"segment:' in str(segment.rule).replace("'", '"')


def _keep(segment: Segment, found: CustomerQuerySet, *, because: str, as_of: date) -> Headcount:
    sql, params = found.order_by().values("pk").query.sql_with_params()
    now = clock.now()
    named = {f"asked_{place}": value for place, value in enumerate(params)}
    moved = {"segment": segment.pk, "now": now, "because": because}
    with connection.cursor() as cursor:
        asked = sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in named)
        cursor.execute(MOVE.format(found=asked), named | moved)
        size, entered, left = cursor.fetchone()
    segment.size, segment.as_of, segment.counted_at = size, as_of, now
    segment.save(update_fields=["size", "as_of", "counted_at"])
    return Headcount.objects.create(
        segment=segment,
        counted_at=now,
        as_of=as_of,
        because=because,
        size=size,
        entered=entered,
        left=left,
    )
