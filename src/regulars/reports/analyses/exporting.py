"""The rows of an analysis as a file, noted in the log."""

from pathlib import Path
from typing import Any

from django.db import transaction

from regulars.core import audit
from regulars.core.reading import writing
from regulars.customers.counting import Count, count
from regulars.customers.exporting import needs_reason
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.findings import Analysis

SHORTEST_REASON = 4


def people_in(asked: Asked) -> Count:
    return count(asked.subject.people)


def asks_for_reason(asked: Asked) -> bool:
    return needs_reason(people_in(asked))


@transaction.atomic
def write(analysis: Analysis, asked: Asked, path: Path, *, format: str, by: Any, reason: str = "") -> int:
    """Write the file and say so in the log; the number of rows."""
    sheet = analysis.sheet(asked)
    writer = writing.write_xlsx if format == "xlsx" else writing.write_csv
    rows = writer(path, [str(header) for header in sheet.headers], sheet.rows)
    customer = asked.subject.customer
    audit.record(
        by,
        "analysis.exported",
        subject=customer,
        customer_id=customer.pk if customer else None,
        analysis=str(analysis.title),
        whom=asked.subject.title,
        count=rows,
        format=format.upper(),
        reason=reason,
    )
    return rows
