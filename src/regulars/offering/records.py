"""How good the offers are: the record of the month, in words and as one picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.offering.models import OfferRecord
from regulars.offering.wording import days, share
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import num

LIST = 10
LEAST_JUDGED = 30


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
    verdict: str = ""
    classes: Sequence[tuple[str, str, str, str]] = ()  # offers, named, came, whether it held


def latest() -> OfferRecord | None:
    return OfferRecord.objects.first()


def sentence(task: str) -> str:
    """The record in one sentence, or what is missing."""
    kept = latest()
    if kept is None:
        return _("Nothing has been computed yet.")
    found = kept.figures.get(task)
    if not found:
        return _missing(task, kept.figures)
    if found.get("holds", True):
        return _sentence(found, kept.figures) if "record" in found else verdict(found)
    return " ".join(
        [_sentence(found, kept.figures), verdict(found)] if "record" in found else [verdict(found)]
    )


def names_chances(task: str) -> bool:
    """Whether offers of this kind are shown with a probability, as far as the latest record says."""
    kept = latest()
    found = kept.figures.get(task) if kept else None
    return bool(found and found.get("holds", True))


def verdict(found: dict[str, Any]) -> str:
    """Whether the probabilities held on the latest days, and what follows where they did not."""
    judged = found.get("judged", [])
    bad = sum(not each["holds"] for each in judged)
    ranked = _("So offers are ranked, each with its reason, and no probability is named.")
    if found.get("holds"):
        words = ngettext(
            "The probabilities held: learnt on earlier days, they met what came later in the one class that could be judged.",
            "The probabilities held: learnt on earlier days, they met what came later in all {n} classes.",
            len(judged),
        )
        return words.format(n=num(len(judged)))
    if bad:
        words = _(
            "The probabilities did not hold on the firm's own past: in {bad} of {n} classes what came lay outside the range named."
        )
        return words.format(bad=num(bad), n=num(len(judged))) + " " + ranked
    if sum(each["offers"] for each in judged) < LEAST_JUDGED:
        return (
            _("Not enough data yet: too few such offers in the past to judge a probability by.")
            + " "
            + ranked
        )
    return _("Months of the past differed too much for a probability to say anything.") + " " + ranked


def told(kept: OfferRecord) -> list[Told]:
    headings = {"next": _("Next order"), "new": _("New products")}
    return [
        *(_told(task, heading, kept.figures) for task, heading in headings.items()),
        *(_counted(task, kept.figures[task]) for task in ("looked", "up") if task in kept.figures),
    ]


def _counted(task: str, found: dict[str, Any]) -> Told:
    headings = {"up": _("Up-sell"), "looked": _("Looked at, not bought")}
    about = {
        "up": _("How many of such customers bought a higher grade of the category within the horizon; groups by grade, by how much they buy and by whether they tried a higher one."),
        "looked": _("How many of those who looked at a product they did not have bought it within the horizon."),
    }  # fmt: skip
    chart = _chart(task, found["judged"]) if found["judged"] else None
    return Told(task, headings[task], about[task], [], "", [], chart, verdict(found), _classes(found))


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
        _chart(task, found["judged"]) if found.get("judged") else None,
        verdict(found) if "judged" in found else "",
        _classes(found),
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


def _classes(found: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    def ranged(each: dict[str, float], middle: str, low: str, high: str) -> str:
        words = _("{share} ({low} to {high})")
        return words.format(share=share(each[middle]), low=share(each[low]), high=share(each[high]))

    return [
        (
            num(each["offers"]),
            ranged(each, "named", "least", "most"),
            ranged(each, "came", "low", "high"),
            _("held") if each["holds"] else _("did not hold"),
        )
        for each in found.get("judged", [])
    ]


def _chart(task: str, judged: list[dict[str, float]]) -> Chart:
    named = [Point(each["named"]) for each in judged]
    came = [Point(each["came"]) for each in judged]
    return Chart(
        name=f"judged-{task}",
        summary=_(
            "Probability learnt on earlier days beside the share that was bought later, by class of probability"
        ),
        series=[
            Series(_("Bought"), came, shape="bar"),
            Series(_("Probability"), named, tone="comparison"),
        ],
        categories=[share(each["named"]) for each in judged],
        category_label=_("Class of probability, the least likely first"),
        unit="percent",
        height="low",
    )
