"""The firm's past, cut into horizons one before the other: what was known on each day, and what came after it."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from regulars.analytics.foresight.contenders import Contender
from regulars.analytics.foresight.windows import Window, days_of, window
from regulars.analytics.sampling import drawn
from regulars.analytics.snapshot import Snapshot

LEAST_CUSTOMERS, LEAST_OF_EACH = 100, 20
MOST_TRIED = 20_000  # customers: more make no figure that is shown more certain
WINDOWS_LEARNED_FROM = 2


class NotEnoughPast(ValueError):
    """The firm's past is too short or too small to try anything on.

    customers: who had ordered by `cut`; active: who of them ordered in the `horizon` days after it.
    """

    def __init__(self, of: Window) -> None:
        self.customers, self.active = len(of), int(of.is_active.sum())
        self.cut, self.horizon = of.cut, of.horizon
        super().__init__(
            f"{self.customers} customers had ordered by {of.cut}, {self.active} of them again in the {of.horizon} days after it"
        )


def enough(of: Window) -> bool:
    """Whether a past window says anything."""
    active = int(of.is_active.sum())
    return len(of) >= LEAST_CUSTOMERS and min(active, len(of) - active) >= LEAST_OF_EACH


class Past:
    """Windows of `horizon` days up to `until`, numbered from 1, the latest; of at most `most` customers.

    Where the latest has more, the same customers are drawn in all windows. customers_of_all: how many it has.
    """

    def __init__(self, snapshot: Snapshot, until: date, horizon: int, *, most: int = MOST_TRIED) -> None:
        self.snapshot, self.horizon = snapshot, horizon
        self._until, self._windows = until, dict[int, Window]()
        self._prepared = dict[tuple[str, int], Window]()
        whole = window(snapshot, self._cut(1), horizon, is_over=True)
        self.customers_of_all = len(whole)
        chosen = np.flatnonzero(drawn(whole.customer_ids, most))
        self._windows[1] = whole.part(chosen) if len(chosen) < len(whole) else whole
        # Whoever stands in an earlier window stands in the latest too.
        ids = snapshot.lent(pa.table({"customer_id": self._windows[1].customer_ids}))
        self._days = snapshot.kept(days_of(snapshot).semi_join(ids, "customer_id"))

    def at(self, number: int) -> Window:
        """The window of that number; each is asked for once."""
        if number not in self._windows:
            self._windows[number] = window(
                self.snapshot, self._cut(number), self.horizon, is_over=True, days=self._days
            )
        return self._windows[number]

    def before(self, number: int) -> list[Window]:
        """Those a learner may learn from at the cut of a window, 0 for `until`: their horizons are over by then."""
        return [self.at(each) for each in self._numbers_before(number)]

    def prepared(self, contender: Contender, number: int) -> Window:
        """The window as a contender wants it."""
        key = contender.name, number
        if key not in self._prepared:
            self._prepared[key] = contender.prepare(self.at(number))
        return self._prepared[key]

    def prepared_before(self, contender: Contender, number: int) -> list[Window]:
        """As `before`; nothing for a contender that does not learn from the past."""
        numbers = self._numbers_before(number) if contender.learns else []
        return [self.prepared(contender, each) for each in numbers]

    def _numbers_before(self, number: int) -> list[int]:
        found = []
        for each in range(number + 1, number + 1 + WINDOWS_LEARNED_FROM):
            if not enough(self.at(each)):
                break
            found.append(each)
        return found

    def _cut(self, number: int) -> date:
        return self._until - timedelta(days=number * self.horizon)
