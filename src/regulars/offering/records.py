"""How good the offers are: the record of the month, in words and as one picture."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from regulars.offering.models import OfferRecord
from regulars.offering.wording import days, share
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import num

LIST = 10


@dataclass(frozen=True)
class Told:
    """One task's record: the sentence, what stands beside it, which model, how it was chosen."""

    task: str
    heading: str
    sentence: str
    beside: list[str]
    model: str
    tried: list[tuple[str, str]]
    chart: Chart | None


def latest() -> OfferRecord | None:
    return OfferRecord.objects.first()


def sentence(task: str) -> str:
    """The record in one sentence, or what is missing."""
    kept = latest()
    if kept is None:
        return _("Nothing has been computed yet.")
    found = kept.figures.get(task)
    return _sentence(found, kept.figures) if found else _missing(task, kept.figures)


def told(kept: OfferRecord) -> list[Told]:
    headings = {"next": _("Next order"), "new": _("New products")}
    return [_told(task, heading, kept.figures) for task, heading in headings.items()]


def period(figures: dict[str, Any]) -> tuple[date, date]:
    begins = date.fromisoformat(figures["latest"])
    return begins, begins + timedelta(days=figures["horizon_days"])


def _told(task: str, heading: str, figures: dict[str, Any]) -> Told:
    found = figures.get(task)
    if not found:
        return Told(task, heading, _missing(task, figures), [], "", [], None)
    beside = [_beside(way, record) for way, record in found["beside"]]
    tried = sorted(found["tried"], key=lambda each: -each[1])
    return Told(
        task,
        heading,
        _sentence(found, figures),
        beside,
        model_name(found["way"]),
        [(model_name(way), share(value)) for way, value in tried],
        _chart(task, found["reliability"]) if found["reliability"] else None,
    )


def _sentence(found: dict[str, Any], figures: dict[str, Any]) -> str:
    record, (begins, ends) = found["record"], period(figures)
    words = _(
        "Of {list} products offered as of {begins}, {hits} were bought by {ends} on average, by {customers} customers who"
        " bought at all: {share} of what a list could meet (95 % range {low} to {high})."
    )
    return words.format(
        list=LIST,
        begins=begins.isoformat(),
        ends=ends.isoformat(),
        hits=num(record["hits"], 1),
        customers=num(record["customers"]),
        share=share(record["of_list"]),
        low=share(record["low"]),
        high=share(record["high"]),
    )


def _missing(task: str, figures: dict[str, Any]) -> str:
    words = {
        "next": _(
            "Not enough data yet: on each of three days of the past, 30 customers must have bought within the {days} that"
            " followed. Until then, what the customer bought before and what is popular is offered, without a probability."
        ),
        "new": _(
            "Not enough data yet: on each of three days of the past, 30 customers must have bought something new to them"
            " within the {days} that followed. Until then, what is popular is offered, without a probability."
        ),
    }
    return words[task].format(days=days(figures["horizon_days"]))


def _beside(way: dict[str, Any], record: dict[str, Any]) -> str:
    words = _("{model}: {hits} of {list} ({share})")
    return words.format(
        model=model_name(way), hits=num(record["hits"], 1), list=LIST, share=share(record["of_list"])
    )


def model_name(way: dict[str, Any]) -> str:
    demand = way["demand_days"]
    if way["model"] == "popular":
        return _("What is popular")
    if way["model"] == "repeats":
        if demand is None:
            return _("Own favourites, then what is popular")
        words = _("Own favourites (half-life {half}) times demand of the last {demand}")
        return words.format(half=days(way["half_life_days"]), demand=days(demand))
    names = {
        "neighbours": _("Bought by the same customers ({size} nearest)"),
        "ease": _("Linear model of products on products"),
    }
    name = names[way["model"]].format(size=num(way["size"]))
    return (
        name
        if demand is None
        else _("{model} times demand of the last {days}").format(model=name, days=days(demand))
    )


def _chart(task: str, rows: list[dict[str, float]]) -> Chart:
    said = [Point(row["said"]) for row in rows]
    came = [Point(row["came"]) for row in rows]
    return Chart(
        name=f"reliability-{task}",
        summary=_("Probability that was named beside the share that was bought, in tenths of all offers"),
        series=[
            Series(_("Bought"), came, shape="bar"),
            Series(_("Probability named"), said, tone="comparison"),
        ],
        categories=[num(place + 1) for place in range(len(rows))],
        category_label=_("Tenth of the offers, the least likely first"),
        unit="percent",
        height="low",
    )
