"""Why a row was not taken, what an import did, what a column lacks: all in sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from regulars.core.reading.values import Problem
from regulars.customers.importing import columns, totals
from regulars.customers.importing.fields import Kind
from regulars.customers.models import Import, ImportRow

SENTENCES = {
    "missing": gettext_lazy("This must not be empty."),
    "too_long": gettext_lazy("Too long: at most %(limit)s characters fit. Shorten it."),
    "too_many_places": gettext_lazy("At most %(places)s decimal places can be kept. Round it."),
    "number_negative": gettext_lazy("The number must not be negative."),
    "number_too_large": gettext_lazy("The number is too large to be right."),
    "not_a_time": gettext_lazy("No time of day. Write it like 09:30."),
    "no_currency": gettext_lazy("No currency. Write its three letters, like CNY."),
    "unknown_person": gettext_lazy("Nobody to whom you may give customers has this name. Choose one."),
    "nobody": gettext_lazy("No number, no name, no phone: it cannot be told who this is."),
    "twice_in_file": gettext_lazy("The same customer stands in row %(row)s already; that row counts."),
    "row_twice": gettext_lazy("Row %(row)s of the file says the same already; that row counts."),
    "several_match": gettext_lazy("Phone and e-mail belong to several customers. Merge them first, or correct the row."),
    "other_code": gettext_lazy("%(name)s has the same phone or e-mail and the customer number %(code)s."),
    "other_name": gettext_lazy("The phone or e-mail belongs to %(name)s. Is it the same customer?"),
    "of_colleague": gettext_lazy("This customer belongs to a colleague. Ask your manager."),
    "in_bin": gettext_lazy("This customer is in the recycle bin. Restore it there first, or add another one."),
    "left_out": gettext_lazy("Left out, as you decided."),
    "other_owner": gettext_lazy("Belongs to %(owner)s already; the owner stays."),
    "other_customer": gettext_lazy("Order %(reference)s names another customer in its first row."),
    "order_of_another": gettext_lazy("Order %(reference)s belongs to another customer already."),
    "number_of_other_kind": gettext_lazy("%(reference)s is already the number of a return, and here goods are bought on it."),
    "number_twice": gettext_lazy("Order %(reference)s: the number its return would get is taken. Give the return a number of its own."),
    "beyond_credit_limit": gettext_lazy("Order %(reference)s goes beyond the credit limit: %(owed)s owed, %(limit)s allowed."),
    "overdue_balance": gettext_lazy("Order %(reference)s is on credit while %(overdue)s is overdue."),
    "unknown_customer": gettext_lazy("There is no such customer. Import customers first."),
    "unknown_order": gettext_lazy("There is no order with this number."),
    "unknown_product": gettext_lazy("There is no such product. Import products first."),
    "firm_needed": gettext_lazy("Contacts belong to a firm; this customer is a person. Change the customer's kind first."),
    "payment_of_another": gettext_lazy("Payment %(reference)s belongs to another customer already."),
    "stray_quote": gettext_lazy("A stray quotation mark keeps the row from being read. Correct it in the file."),
    "extra_cells": gettext_lazy("The row has more cells than the header. Correct it in the file."),
    "error_value": gettext_lazy("The cell holds an error of the spreadsheet. Enter the value."),
    "formula_without_value": gettext_lazy("The formula has no stored value. Enter the value."),
    "digits_lost": gettext_lazy("Digits were lost in a spreadsheet. Enter the number again."),
    "impossible_date": gettext_lazy("There is no such day."),
}  # fmt: skip

STEPS = {
    "waiting": gettext_lazy("Waiting for another import"),
    "reading": gettext_lazy("Reading"),
    "customers": gettext_lazy("Customers"),
    "points": gettext_lazy("Phones and e-mail"),
    "facts": gettext_lazy("Where it is known from"),
    "search": gettext_lazy("Preparing the search"),
    "products": gettext_lazy("Products"),
    "orders": gettext_lazy("Orders"),
    "lines": gettext_lazy("Order lines"),
    "amounts": gettext_lazy("Amounts"),
    "contacts": gettext_lazy("Contacts"),
    "interactions": gettext_lazy("Contacts with customers"),
    "payments": gettext_lazy("Payments"),
    "browsing": gettext_lazy("Browsing"),
    "finishing": gettext_lazy("Finishing"),
    "undoing": gettext_lazy("Taking back"),
}


def sentence(row: ImportRow) -> str:
    return explain(row.code, row.raw, row.params)


def explain(code: str, raw: str, params: Mapping[str, Any]) -> str:
    if code in SENTENCES:
        return str(SENTENCES[code]) % _Shown(params)
    try:
        return str(Problem(code, raw, params).sentence)
    except KeyError:
        return _("The cell cannot be read.")


def step(name: str) -> str:
    return str(STEPS.get(name, name))


def of_mapping(kind: Kind, mapping: Mapping[str, str], headers: Mapping[str, str]) -> str:
    """What the columns lack, or nothing."""
    doubled = columns.doubled(mapping)
    if doubled:
        labels = ", ".join(
            str(kind.field(key).label) for key in doubled if not key.startswith(columns.CUSTOM)
        )
        return _("Several columns mean the same: {fields}. Keep one of each.").format(
            fields=labels or doubled[0]
        )
    missing = columns.missing(kind, mapping)
    if not missing:
        return ""
    lacking = _("; ").join(" / ".join(str(kind.field(key).label) for key in choice) for choice in missing)
    return _("No column says: {fields}. The file's columns are: {columns}.").format(
        fields=lacking, columns=pgettext("between things of one kind", ", ").join(headers.values())
    )


def summary(run: Import, kind: Kind) -> list[str]:
    """What happened, or would, in a few sentences."""
    counts = run.counts
    told = [
        _(
            "{read} rows read: {new} new, {changed} changed, {same} the same, {duplicate} possible duplicates, {error} not readable."
        ).format(
            **{name: counts.get(name, 0) for name in ("read", "new", "changed", "same", "duplicate", "error")}
        )
    ]
    told += left_out(run)
    if run.state == Import.State.CHECKED:
        told.append(_("Nothing has been written yet."))
    return told


def left_out(run: Import) -> list[str]:
    """What stays outside without being wrong."""
    told, counts = [], run.counts
    if counts.get("totals"):
        told.append(
            _("Row {row} looks like a row of totals and was left out.").format(row=totals.row_of(run))
        )
    without = counts.get("without_customer", 0)
    if without:
        told.append(
            ngettext(
                "%(count)s row has no customer and was left out.",
                "%(count)s rows have no customer and were left out.",
                without,
            )
            % {"count": without}
        )
    unknown = counts.get("orders_without_rate", 0)
    if unknown:
        told.append(
            ngettext(
                "%(count)s order is in a currency without a rate and stays out of totals.",
                "%(count)s orders are in a currency without a rate and stay out of totals.",
                unknown,
            )
            % {"count": unknown}
        )
    return told


def undone(run: Import) -> str:
    report = run.undo_report
    return _(
        "Taken back: {removed} removed, {restored} restored, {kept} kept because they were used or edited since."
    ).format(
        removed=report.get("removed", 0), restored=report.get("restored", 0), kept=report.get("kept_count", 0)
    )


class _Shown(dict[str, Any]):
    """Missing names show as a dash, never as an error in an error."""

    def __missing__(self, key: str) -> str:
        return "–"
