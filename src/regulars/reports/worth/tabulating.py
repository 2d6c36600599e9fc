"""The figures of a page as the rows of a file: sums only, nobody's name."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.reports.worth.matrix import Matrix
from regulars.reports.worth.spending import Plan
from regulars.reports.worth.staying import Found
from regulars.reports.worth.structure import Structure

Rows = tuple[list[str], list[list[Any]]]


def of_matrix(found: Matrix) -> Rows:
    headers = [
        _("Gross profit to date"),
        pgettext("share of the sales", "Margin"),
        _("Customers"),
        _("Profit"),
        _("Share of the profit"),
        _("Service level"),
    ]
    columns = [label for label, _limits in found.columns]
    rows = [
        [label, column, cell.customers, cell.total, round(cell.share, 4), cell.level]
        for label, _limits, cells in found.rows
        for column, cell in zip(columns, cells, strict=True)
    ]
    return headers, rows


def of_structure(found: Structure) -> Rows:
    headers = [_("By"), _("Group")]
    for day in (found.then, found.now):
        headers += [
            _("Customers on {day}").format(day=day.as_of),
            _("Gross profit of the 12 months up to {day}").format(day=day.as_of),
            _("Share of the profit on {day}").format(day=day.as_of),
        ]
    rows = [
        [table.title, line.label, *(part for figure in (line.then, line.now) for part in (figure.customers, figure.profit, round(figure.contribution, 4)))]
        for table in found.tables
        for line in [*table.lines, table.total]
    ]  # fmt: skip
    return headers, rows


def of_what_if(found: Found) -> Rows:
    headers = [_("Group"), _("Active the year before"), _("Of them active now"), _("Retention rate"), _("Lowest"), _("Highest"),
               _("Customers now"), _("Gross profit, 12 months"), _("Profit as it is"), _("Profit with more retention")]  # fmt: skip
    rows = [
        [line.label, line.base, line.kept, round(line.outcome.rate, 4), round(line.outcome.low, 4), round(line.outcome.high, 4),
         line.outcome.customers, line.profit, line.before, line.after]
        for line in found.lines
    ]  # fmt: skip
    return headers, rows


def of_plan(found: Plan) -> Rows:
    headers = [_("Group"), _("Customers"), _("Gross profit, 12 months"), found.potential_words, _("Weight"), _("Money proposed"), _("Hours proposed"),
               _("Contacts and visits made"), _("Money spent"), _("Hours spent")]  # fmt: skip
    rows = [
        [line.label, line.customers, line.value, line.potential, round(line.weight, 4), line.money, round(line.hours, 2),
         line.spent.contacts + line.spent.visits, line.spent.money, round(line.spent.hours, 2)]
        for line in found.lines
    ]  # fmt: skip
    return headers, rows
