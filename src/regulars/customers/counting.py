"""How many there are: exact up to ten thousand, about so many beyond, at a bounded cost."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from regulars.ui import formatting

COUNTED_UP_TO = 10_000


class Count(int):
    """A number of records; ``is_rounded`` when it is an estimate, ``is_least`` when only the least is known."""

    is_rounded: bool = False
    is_least: bool = False

    @property
    def words(self) -> str:
        figure = formatting.num(int(self))
        if self.is_least:
            return _("more than %(count)s") % {"count": figure}
        return _("about %(count)s") % {"count": figure} if self.is_rounded else figure


def count(queryset: QuerySet[Any]) -> Count:
    few = queryset.order_by().values("pk")[: COUNTED_UP_TO + 1].count()
    return Count(few) if few <= COUNTED_UP_TO else _estimate(queryset)


def count_within(queryset: QuerySet[Any], *, milliseconds: int) -> Count:
    """Every one of them where that can be done in time, else the estimate."""
    try:
        with transaction.atomic(), at_most(milliseconds):
            return Count(queryset.order_by().values("pk").count())
    except OperationalError:
        return _estimate(queryset)


@contextmanager
def at_most(milliseconds: int) -> Iterator[None]:
    """Within a transaction: a question that takes longer ends with OperationalError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{milliseconds}ms"])
        yield
        cursor.execute("SET LOCAL statement_timeout = DEFAULT")


def _estimate(queryset: QuerySet[Any]) -> Count:
    """The planner's guess to two figures; one that is below what was counted is no guess."""
    plan = json.loads(queryset.order_by().values("pk").explain(format="json"))
    rows = int(plan[0]["Plan"]["Plan Rows"])
    is_least = rows <= COUNTED_UP_TO
    step = 1 if is_least else 10 ** max(len(str(rows)) - 2, 0)
    found = Count(COUNTED_UP_TO if is_least else round(rows / step) * step)
    found.is_rounded, found.is_least = True, is_least
    return found
