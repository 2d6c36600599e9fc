"""What an analysis found, said in data; the page draws it and the file holds its rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from regulars.costs.wording import StatementLine
from regulars.reports.analyses.asking import Asked
from regulars.ui.charts import Chart
from regulars.ui.tables import Table


@dataclass(frozen=True)
class Part:
    """One card: a heading and what stands below it."""

    heading: str
    note: str = ""
    chart: Chart | None = None
    table: Table | None = None
    statement: Sequence[StatementLine] = ()


@dataclass(frozen=True)
class Findings:
    """``answer`` is the answer in one sentence; ``missing`` says which facts are not there yet."""

    answer: str
    strip: Sequence[dict[str, Any]] = ()
    parts: Sequence[Part] = ()
    people: Part | None = None
    explained: Sequence[str] = ()
    missing: Sequence[str] = ()
    as_of: date | None = None  # of measures: they were computed up to this day, whatever the period


@dataclass(frozen=True)
class Sheet:
    """The rows of a file."""

    headers: Sequence[str]
    rows: Iterable[Sequence[Any]]


@dataclass(frozen=True)
class Analysis:
    """One of the seven: the question it answers, what it finds, and its file."""

    code: str
    title: Any
    question: Any
    find: Callable[[Asked, int], Findings]
    sheet: Callable[[Asked], Sheet]
