"""Why a customer's figure is what it is: one sentence, and the arithmetic where it adds up."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.customers.measures import Explanation, Line
from regulars.insights import means
from regulars.insights.wording import amount, days, interval, iso, percent

RISK_CODES = ("overdue", "one_time", "silence", "spend_fell", "orders_fell")


def spend(customer: Any, row: Any) -> Explanation:
    if not row.order_count:
        return Explanation(_("No order yet."))
    lines = [
        Line(
            ngettext("{n} order", "{n} orders", row.order_count).format(n=row.order_count), amount(row.gross)
        ),
        Line(
            ngettext("less {n} return", "less {n} returns", row.return_count).format(n=row.return_count),
            amount(row.returned),
        ),
        Line(_("Total spend"), amount(row.total_spend), is_total=True),
    ]
    note = ""
    if row.cost_known_share is not None:
        note = _("Costs are known for {share} of it: gross profit {margin}.").format(
            share=percent(row.cost_known_share), margin=amount(row.margin or 0)
        )
    sentence = _("From {first} to {last}, on average {average} an order.").format(
        first=iso(row.first_order_on),
        last=iso(row.last_order_on),
        average=amount(row.average_order_value or 0),
    )
    return Explanation(sentence, tuple(lines), note)


def value_class(customer: Any, row: Any) -> Explanation:
    recommended = means.recommended(row.value_class or "low")
    note = _("Recommended means: {means}").format(means=recommended)
    if row.value_position is None:
        return Explanation(_("No order yet, so low for now."), (), note)
    sentence = _("Brought {value} so far: among the best {share} of all buyers.").format(
        value=amount(row.value), share=percent(max(row.value_position, 0.01))
    )
    return Explanation(sentence, (), f"{means.rule(row.value_class or 'low')} {note}")


def expected_margin(customer: Any, row: Any) -> Explanation:
    if not row.order_count:
        return Explanation(_("No order yet, so nothing can be expected from orders."))
    sources = {
        "own": _("own costs"),
        "firm": _("the firm's usual margin"),
        "assumed": _("margin assumed, no costs known"),
    }
    lines = (
        Line(
            _("Orders usual in {days} days").format(days=row.horizon_days),
            number_format(row.orders_in_horizon, 3),
        ),
        Line(_("× likely, by how late"), percent(row.lateness_factor)),
        Line(
            _("× margin of an order ({net} at {rate}, {source})").format(
                net=amount(row.net_per_order),
                rate=percent(row.margin_rate),
                source=sources.get(row.margin_rate_source, ""),
            ),
            amount(row.margin_per_order),
        ),
        Line(_("Expected margin, about"), amount(row.expected_margin), is_total=True),
    )
    return Explanation(
        _("What this customer would bring in the next {days} days.").format(days=row.horizon_days), lines
    )


def rhythm(customer: Any, row: Any) -> Explanation:
    if row.last_order_on is None:
        return Explanation(_("No order yet."))
    usual = interval(row.typical_interval_days)
    if row.interval_borrowed:
        own = _("Too few order days for an own rhythm; customers like this one order every {interval}.")
        return Explanation(own.format(interval=usual) + " " + _due(row))
    sentence = _("Last order {last}, usually every {interval}.").format(
        last=iso(row.last_order_on), interval=usual
    )
    note = ""
    if row.interval_spread_days is not None:
        note = _("The middle half of the gaps differ by {days}.").format(days=days(row.interval_spread_days))
    return Explanation(f"{sentence} {_due(row)}", (), note)


def _due(row: Any) -> str:
    if row.next_order_due_on is None:
        return ""
    if row.overdue_days and row.overdue_days > 0:
        return _("Was due on {day}, {late} late.").format(
            day=iso(row.next_order_due_on), late=days(row.overdue_days)
        )
    return _("Due on {day}.").format(day=iso(row.next_order_due_on))


def stage(customer: Any, row: Any) -> Explanation:
    return Explanation(stage_sentence(row))


def stage_sentence(row: Any) -> str:
    """The rule that decided the stage, with this customer's figures."""
    values = _figures(row)
    sentences = {
        "no_order": _("No order yet."),
        "let_go": _("Was let go."),
        "deceased": _("Has died."),
        "silent": _("No order for {since}; {limit} are the limit for this customer."),
        "overdue": _("Usually orders every {interval}, now {late} late."),
        "spend_fell": _("Spent {recent} in the last {months} months, {before} in the same time before."),
        "orders_fell": _(
            "Ordered {orders_recent} times in the last {months} months, {orders_before} times before."
        ),
        "first_order": _("One order so far, on {first}."),
        "few_orders": _("Ordered on {order_days} days since {first}."),
        "not_convinced": _("Ordered on {order_days} days, but the last answer was {score} content."),
        "dissatisfied": _("Ordered regularly, but the last answer was {score} content."),
        "distrustful": _("Ordered regularly, but trust stands at {trust}."),
        "regular": _("Ordered on {order_days} days, regularly every {interval}."),
        "rising": _("Spent {recent} in the last {months} months, {before} in the same time before."),
        "building": _("Ordered on {order_days} days; not yet regular enough for stability."),
    }
    return sentences.get(row.stage_rule or "", "").format(**values)


def status(customer: Any, row: Any) -> Explanation:
    values = _figures(row)
    sentences = {
        "prospect": _("No order yet."),
        "current_new": _("First order {first}, not long ago."),
        "current_old": _("Last order {last}, {since} ago."),
        "key": _("Last order {last}; among the few who bring most."),
        "lost": _("No order for {since}; lost after {lost}."),
    }
    if row.lost_rule in ("let_go", "deceased"):
        return Explanation(_("Was let go.") if row.lost_rule == "let_go" else _("Has died."))
    return Explanation(sentences.get(row.status or "", "").format(**values))


def risk_reasons(row: Any) -> list[tuple[str, str, int]]:
    """Each reason that gave points: its code, in words with its figures, its points; most points first."""
    values = _figures(row)
    sentences = {
        "overdue": _("usually orders every {interval}, now {late} late"),
        "one_time": _("ordered once, {since} ago"),
        "silence": _("no order for {since}"),
        "spend_fell": _("spent {recent} in the last {months} months, {before} before"),
        "orders_fell": _("ordered {orders_recent} times in the last {months} months, {orders_before} before"),
    }
    points = [(code, getattr(row, f"risk_points_{code}") or 0) for code in RISK_CODES]
    points = sorted((pair for pair in points if pair[1]), key=lambda pair: -pair[1])
    return [(code, sentences[code].format(**values), count) for code, count in points]


def rfm(customer: Any, row: Any) -> Explanation:
    if not row.rfm:
        return Explanation(_("No order yet."))
    lines = (
        Line(
            _("Recency: last order {since} ago").format(since=days(row.days_since_last_order)),
            row.recency_score,
        ),
        Line(
            ngettext("Frequency: {n} order", "Frequency: {n} orders", row.order_count).format(
                n=row.order_count
            ),
            row.frequency_score,
        ),
        Line(_("Amount: {amount}").format(amount=amount(row.total_spend)), row.monetary_score),
    )
    note = ""
    if row.previous_rfm:
        note = _("A month earlier: {rfm}.").format(rfm=row.previous_rfm)
    return Explanation(_("1 to 5 each, 5 is best."), lines, note)


def contact(customer: Any, row: Any) -> Explanation:
    if row.contact_limit_days is None:
        return Explanation(_("Nothing is known about contacts yet."))
    values = {"limit": row.contact_limit_days, "day": iso(row.contact_since_on)}
    if row.last_outgoing_on:
        sentence = _("Last contacted on {day}; the limit is {limit} days.")
    else:
        sentence = _("Never contacted since {day}; the limit is {limit} days.")
    return Explanation(sentence.format(**values))


def _figures(row: Any) -> dict[str, Any]:
    return {
        "since": days(row.days_since_last_order),
        "limit": days(row.lapsed_after_days),
        "lost": days(row.lost_after_days),
        "interval": interval(row.typical_interval_days),
        "late": days(row.overdue_days),
        "recent": amount(row.spend_recent),
        "before": amount(row.spend_before),
        "months": row.trend_months,
        "orders_recent": row.orders_recent,
        "orders_before": row.orders_before,
        "first": iso(row.first_order_on),
        "last": iso(row.last_order_on),
        "order_days": row.order_days,
        "score": percent(row.satisfaction),
        "trust": percent(row.trust),
    }
