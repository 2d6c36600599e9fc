"""How well value to come was foreseen on the firm's own past, in plain words and one picture."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from regulars.core import settings_store
from regulars.insights.foretold import tried_on
from regulars.insights.models import ModelRecord
from regulars.insights.wording import amount, days
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import num, percent
from regulars.ui.templatetags.ui import gap

QUESTION = "value"
Opens = Callable[[str], str]


def latest() -> ModelRecord | None:
    """Without the lists of customers behind its figures, which a page about one customer need not read."""
    return ModelRecord.objects.filter(question=QUESTION).defer("members").first()


def section(record: ModelRecord | None, opens: Opens = lambda code: "") -> dict[str, Any]:
    """heading, sentence, figures (label, value, note), methods (rows of a table), picture (a Chart or None).

    opens: the address of the customers behind a code of `record.members`.
    """
    heading = _("Value to come")
    if record is None or not record.record["enough"]:
        return {
            "heading": heading,
            "sentence": why_not(record),
            "figures": [],
            "methods": [],
            "picture": None,
        }
    told, judged = record.record["trials"][-1], record.record["judged"]
    return {
        "heading": heading,
        "sentence": _sentence(record, told, judged),
        "figures": _figures(record, told["methods"][judged]),
        "methods": [_method(record, name) for name in told["methods"]],
        "chosen_on": _("Chosen by the trial from {cut} to {until}, judged by the later one.").format(
            cut=record.record["trials"][0]["cut_on"], until=record.record["trials"][0]["until_on"]
        ),
        "tried_on": tried_on(record.record),
        "tenths": _tenths(record),
        "picture": _picture(record, opens),
    }


def off(record: ModelRecord | None) -> float | None:
    """By which share the total of all customers was off at most, in the trials of the method that speaks."""
    if record is None or not record.record["enough"]:
        return None
    of_method = [trial["methods"].get(record.chosen, {}) for trial in record.record["trials"]]
    errors = [abs(one["total_error"]) for one in of_method if one.get("total_error") is not None]
    return max(errors) if errors else None


def method_name(code: str) -> str:
    return {
        "beta_geo": "BG/NBD + Gamma-Gamma",
        "pareto_nbd": "Pareto/NBD + Gamma-Gamma",
        "similar": _("what similar customers did"),
        "direct": _("direct calculation"),
    }[code]


def problem(code: str) -> str:
    """Why a method had nothing to say, or why nothing could be tried."""
    return {
        "few_customers": _("fewer than 100 customers to learn from"),
        "short_history": _("less than 12 weeks of orders"),
        "no_convergence": _("the model found no answer on these orders"),
        "mean_is_infinite": _("what customers spend differs too widely for the model"),
    }.get(code, "")


def why_not(record: ModelRecord | None) -> str:
    if record is None:
        return _("Nothing has been computed yet. The next refresh fills this in; it runs every night.")
    words = _(
        "Not enough data yet to try methods on the past: {why}. Until then value to come is calculated directly: own pace of orders, drawn towards that of all customers, times own average order."
    )
    return words.format(why=problem(record.record["why"]))


def _sentence(record: ModelRecord, told: dict[str, Any], judged: str) -> str:
    figures = told["methods"][judged]
    words = _(
        "What was known on {cut} was compared with what {customers} customers brought up to {until} ({span}): {method} expected {expected} profit, {actual} came."
    )
    sentence = words.format(
        cut=told["cut_on"],
        until=told["until_on"],
        customers=num(told["customers"]),
        span=days(record.record["days"]),
        method=method_name(judged),
        expected=_minor(figures["expected"]),
        actual=_minor(told["actual"]),
    )
    if record.record["problem"]:
        now = _("Today direct calculation speaks: {why}.").format(why=problem(record.record["problem"]))
        return f"{sentence}{gap()}{now}"
    return sentence


def _figures(record: ModelRecord, figures: dict[str, Any]) -> list[dict[str, str]]:
    covered = percent(record.record["covered"])
    return [
        {
            "label": _("Total off by"),
            "value": signed(figures["total_error"]),
            "note": _("expected against what came"),
        },
        {
            "label": _("One customer off by"),
            "value": _minor(figures["mae"]),
            "note": _("on average, where {mean} came on average").format(mean=_minor(figures["mean"])),
        },
        {
            "label": _("Correlation"),
            "value": correlation(figures),
            "note": _("1 is perfect, 0 is guessing"),
        },
        {
            "label": _("Within the range told"),
            "value": covered,
            "note": _("80% should be"),
        },
        {
            "label": _("Ordered at all"),
            "value": percent(record.record["retention"]["actual"]),
            "note": _("{share} were expected, by {method}").format(
                share=percent(record.record["retention"]["expected"]),
                method=method_name(record.record["retention"]["method"]),
            ),
        },
    ]


def _method(record: ModelRecord, name: str) -> dict[str, Any]:
    """One row: how a method did in both trials."""
    earlier, later = (trial["methods"][name] for trial in record.record["trials"])
    return {
        "name": method_name(name),
        "is_chosen": name == record.record["judged"],
        "problem": problem(later.get("problem", "")),
        "earlier": _told(earlier),
        "later": _told(later),
        "correlation": "" if "problem" in later else correlation(later),
    }


def _told(figures: dict[str, Any]) -> str:
    if "problem" in figures:
        return "–"
    words = _("{mae} a customer, total {total}")
    return words.format(mae=_minor(figures["mae"]), total=signed(figures["total_error"]))


def _tenths(record: ModelRecord) -> str:
    count = record.record["tenths"][0]["customers"]
    words = _(
        "Customers by what was expected of them, in tenths of about {n}; the last was expected to bring most. Profit a customer:"
    )
    return words.format(n=num(count))


def _picture(record: ModelRecord, opens: Opens) -> Chart:
    tenths = record.record["tenths"]
    links = [opens(f"tenth:{place}") for place in range(1, len(tenths) + 1)]
    series = [
        Series(
            label,
            [
                Point(round(Decimal(one[name]) / 100, 2), link)
                for one, link in zip(tenths, links, strict=True)
            ],
            tone=tone,
            shape=shape,
        )
        for label, name, tone, shape in (
            (_("Profit that came"), "actual", "ours", "bar"),
            (_("Profit expected"), "expected", "comparison", "line"),
        )
    ]
    return Chart(
        name="value-tenths",
        summary=_("Profit a customer, expected and actual, by tenths of the customers"),
        series=series,
        categories=[str(place) for place in range(1, len(tenths) + 1)],
        category_label=_("Tenth of the customers"),
        unit=str(settings_store.get("firm.currency")),
    )


def signed(share: float | None) -> str:
    if share is None:
        return "–"
    return f"{'+' if share > 0 else '−' if share < 0 else ''}{percent(abs(share))}"


def correlation(figures: dict[str, Any]) -> str:
    return "–" if figures["correlation"] is None else num(figures["correlation"], 2)


def _minor(figure: int) -> str:
    return amount(round(figure / 100))
