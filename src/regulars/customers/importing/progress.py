"""How far an import is, written beside its transaction so that others see it."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from django.db import connection

from regulars.customers.models import Import

EVERY_SECONDS = 0.4

Listener = Callable[[int, int, str], None]


class Cancelled(Exception):
    """Somebody asked to stop; nothing of the import stays."""


class Progress:
    """Rows done of all. ``work`` is how many named steps follow the reading, each worth a share."""

    def __init__(self, run: Import, listener: Listener | None = None) -> None:
        self.run = run
        self.listener = listener
        self.done = 0
        self.total = max(run.progress_total, 1)
        self.name = "reading"
        self._next = 0.0
        self._beside = connection.copy()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._beside.close()

    def read(self, rows: int) -> None:
        """So many rows have been read and waiting for their turn."""
        self.done = rows
        self._tell()

    def step(self, name: str) -> None:
        self.name = name
        self._next = 0.0
        self._tell()

    def _tell(self) -> None:
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY_SECONDS
        if self.listener:
            self.listener(self.done, max(self.total, self.done), self.name)
        with self._beside.cursor() as cursor:
            cursor.execute(
                "UPDATE customers_import SET progress_done = %s, progress_total = %s, step = %s "
                "WHERE id = %s RETURNING cancel_requested",
                [self.done, max(self.total, self.done), self.name, self.run.pk],
            )
            row = cursor.fetchone()
        if row and row[0]:
            raise Cancelled
