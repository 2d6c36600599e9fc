"""Retention by cohort: a table shaded like a heat map, each cell opens its customers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from regulars.analytics.months import months_after
from regulars.reports import behind
from regulars.reports.choosing import Shown
from regulars.reports.sections.wording import month, percent
from regulars.ui.charts import HeatCell, HeatRow, shaded
from regulars.ui.formatting import num

LATERS = 12
LEAST_CUSTOMERS = 10  # below which a cohort is not called the best
LEAST_COHORTS = 3


@dataclass(frozen=True)
class CohortMap:
    heading: str
    rows: list[HeatRow]
    headings: list[str]
    is_enough: bool


def cohort_map(shown: Shown) -> CohortMap:
    found: dict[str, list[dict[str, Any]]] = {}
    for cell in shown.figures["cohorts"]:
        found.setdefault(cell["cohort_on"], []).append(cell)
    width = min(LATERS, max((len(cells) - 1 for cells in found.values()), default=0))
    rows = [_row(shown, cells, width) for cells in found.values()]
    headings = [_("1 month")] + [str(later) for later in range(2, width + 1)] if width else []
    return CohortMap(_heading(found), shaded(rows), headings, len(found) >= LEAST_COHORTS)


def _heading(found: dict[str, list[dict[str, Any]]]) -> str:
    """The cohort that came back most in the month after its first order, if there is one to compare."""
    first = [cells[1] for cells in found.values() if len(cells) > 1 and cells[1]["complete"]]
    fair = [cell for cell in first if cell["size"] >= LEAST_CUSTOMERS]
    if len(fair) < LEAST_COHORTS:
        return _("How many new customers come back, month by month")
    best = max(fair, key=lambda cell: cell["retention"])
    if sum(cell["retention"] == best["retention"] for cell in fair) > 1:
        return _("How many new customers come back, month by month")
    return _("Most new customers of {month} came back: {share} the month after").format(
        month=month(best["cohort_on"]), share=percent(best["retention"])
    )


def _row(shown: Shown, cells: list[dict[str, Any]], width: int) -> HeatRow:
    cohort = date.fromisoformat(cells[0]["cohort_on"])
    later = [_cell(shown, cohort, cell) for cell in cells[1 : width + 1]]
    padded = later + [HeatCell(None)] * (width - len(later))
    remark = "" if later else _("Not a month old yet")
    return HeatRow(f"{cohort:%Y-%m}", cells[0]["size"], padded, remark)


def _cell(shown: Shown, cohort: date, cell: dict[str, Any]) -> HeatCell:
    said = _("{active} of {size} ordered in {month}").format(
        active=num(cell["active"]), size=num(cell["size"]), month=month(months_after(cohort, cell["later"]))
    )
    if not cell["complete"]:
        said = _("{said}, which is not over yet").format(said=said)
    return HeatCell(cell["retention"], behind.url(shown, "cohort", of=cohort, later=cell["later"]), said)
