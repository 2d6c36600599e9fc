"""Churn risk and next order in words: what adds up to the risk, when the order may come, and which model says so."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.customers import measures
from regulars.customers.measures import Explanation, Line
from regulars.insights.explaining import risk_reasons
from regulars.insights.wording import days, iso, percent
from regulars.ui.formatting import num


def model_names() -> dict[str, str]:
    """What each model is called where people read it."""
    return {
        "rate": _("own rate of orders"),
        "beta_geo": "BG/NBD",
        "pareto_nbd": "Pareto/NBD",
        "boosted": _("boosted trees"),
        "hybrid": _("boosted trees around Pareto/NBD"),
        "model": "Pareto/NBD",
        "gap": _("median gap"),
    }


def tried_on(record: dict[str, Any]) -> str:
    """That not everybody was tried, and how many were; "" where all were."""
    tried, of_all = record.get("tried", 0), record.get("of_all", 0)
    if tried >= of_all:
        return ""
    return _("Tried on {tried} of {of_all} customers with orders, drawn by their numbers.").format(
        tried=num(tried), of_all=num(of_all)
    )


def risk(customer: Any, row: Any) -> Explanation:
    if row.risk_score is None:
        return Explanation(_("No order yet, so there is nothing to lose."))
    return _by_model(row) if row.risk_source == "model" else _by_points(row)


def next_order(customer: Any, row: Any) -> Explanation | None:
    if row.next_order_expected_on is None:
        return None
    sentence = _(
        "If an order comes within {days}, for which the chance is {chance}: most likely around {day}, "
        "8 times out of 10 between {first} and {last}."
    ).format(
        days=days(row.horizon_days),
        chance=percent(1 - row.churn_risk),
        day=iso(row.next_order_expected_on),
        first=iso(row.next_order_from_on),
        last=iso(row.next_order_until_on),
    )
    return Explanation(sentence, (), _("Half of the orders foreseen so come before that day, half after it."))


def _by_model(row: Any) -> Explanation:
    until = row.as_of + timedelta(days=row.horizon_days)
    sentence = _("The chance of no order up to {day}, within {days}, is {risk}.").format(
        day=iso(until), days=days(row.horizon_days), risk=percent(row.churn_risk)
    )
    return Explanation(sentence, tuple(_steps(row)), _note(row))


def _steps(row: Any) -> list[Line]:
    """From the firm's average to this customer, in percentage points that add up."""
    stops = [row.risk_of_all, row.risk_on_time, row.risk_of_model, row.churn_risk]
    whole = [round(100 * stop) for stop in stops]
    steps = [later - earlier for earlier, later in pairwise(whole)]
    words = (
        _("how often and how long this customer has ordered"),
        _("the {days} since the last order").format(days=days(row.days_since_last_order)),
        _("what else is known"),
    )
    lines = [Line(_("Average of all customers"), f"{whole[0]}%")]
    lines += [Line(word, _points(step)) for word, step in zip(words, steps, strict=True) if step]
    return [*lines, Line(_("Churn risk"), f"{whole[-1]}%", is_total=True)]


def _points(step: int) -> str:
    return _("{points} points").format(points=f"{step:+d}".replace("-", "−"))


def _note(row: Any) -> str:
    warnings = [words for code, words in _warnings(row)]
    told = (
        [
            _("Warnings that raise the place on lists, not the chance: {warnings}.").format(
                warnings=pgettext("between two reasons", "; ").join(warnings)
            )
        ]
        if warnings
        else []
    )
    if measures.find("open_complaints") is None:
        told.append(_("Complaints join in once they are recorded."))
    return " ".join(told)


def _warnings(row: Any) -> list[tuple[str, str]]:
    found = [
        (code, words) for code, words, _points in risk_reasons(row) if code in ("spend_fell", "orders_fell")
    ]
    if row.neglected:
        found.append(
            (
                "neglected",
                _("nobody contacted the customer for {days}").format(days=days(row.days_without_contact)),
            )
        )
    heard = (
        ("unanswered", row.unanswered_count, _("a request has not been answered")),
        ("other_brands", row.other_brands, _("looks at other brands")),
        ("complaint", row.sign_complaint, _("a complaint is open")),
        ("lower_score", row.sign_lower_score, _("the last answer was a low score")),
    )
    return [*found, *((code, words) for code, holds, words in heard if holds)]


def _by_points(row: Any) -> Explanation:
    found = risk_reasons(row)
    lines = tuple(Line(words, points) for _code, words, points in found)
    if len(lines) > 1:
        lines += (Line(_("Points, at most 100"), row.risk_score, is_total=True),)
    sentence = found[0][1] if found else _("Nothing points to leaving.")
    note = _(
        "30 points are medium, 60 high. Points sort customers; they are no probability: "
        "there is not enough of a past yet to try a model on."
    )
    return Explanation(sentence, lines, note)
