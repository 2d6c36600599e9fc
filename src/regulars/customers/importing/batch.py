"""One file on its way into the database: the transaction, the counts and what is to be told."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from regulars.customers.importing.fields import Kind, Ways
from regulars.customers.importing.progress import Progress
from regulars.customers.models import Import

Params = Mapping[str, Any] | Sequence[Any] | None


@dataclass
class Batch:
    run: Import
    kind: Kind
    cursor: Any
    ways: Ways
    now: datetime
    progress: Progress
    is_real: bool = False
    columns: Sequence[Any] = ()  # of staging.Column
    has_custom: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def mapped(self) -> frozenset[str]:
        """The fields the file has a column for."""
        return frozenset(column.field.key for column in self.columns)

    def sql(self, statement: str, params: Params = None) -> int:
        """Carry out one statement; how many rows it touched."""
        self.cursor.execute(statement, params)
        return int(self.cursor.rowcount)

    def clear(self) -> None:
        """Waiting tables of an earlier import go, where both share one transaction."""
        names = self.rows(
            "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r'"
        )
        for (name,) in names:
            self.sql(f'DROP TABLE pg_temp."{name}"')

    def rows(self, statement: str, params: Params = None) -> list[tuple[Any, ...]]:
        self.cursor.execute(statement, params)
        return list(self.cursor.fetchall())

    def value(self, statement: str, params: Params = None) -> Any:
        self.cursor.execute(statement, params)
        return self.cursor.fetchone()[0]

    def step(self, name: str) -> None:
        """A named place: progress is told, a cancellation is heard, a test may kill here."""
        self.progress.step(name)
