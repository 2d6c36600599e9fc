"""How good the estimates are: each model's record on the firm's own past, in plain words and one picture."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.insights import valuing_record
from regulars.insights.foretold import model_names, tried_on
from regulars.insights.models import ModelRecord
from regulars.reports import behind
from regulars.reports.choosing import Shown
from regulars.reports.sections.keeping import RiskTest, risk_test
from regulars.reports.sections.wording import people, percent
from regulars.ui import formatting
from regulars.ui.charts import Chart, Point, Series

MEANT = 0.8  # of the orders a range of days should hold


@dataclass(frozen=True)
class Answer:
    """One question put to the firm's past. ``rows``: each model that took part, with its figures."""

    name: str
    heading: str
    sentence: str
    chosen: str = ""
    chart: Chart | None = None
    columns: tuple[str, ...] = ()
    rows: list[tuple[str, bool, list[str], str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def how_good(shown: Shown) -> dict[str, Any]:
    """Everything the page shows; the risk by levels comes from the figures of the run."""
    levels: RiskTest | None = risk_test(shown) if shown.record else None
    return {
        "answers": [_activity(shown), _due(shown)],
        "good": _value(shown),
        "levels": levels,
        "shown": shown,
    }


def _value(shown: Shown) -> dict[str, Any]:
    def opens(code: str) -> str:
        return behind.url(shown, "value_tenth", code=code.removeprefix("tenth:"))

    return valuing_record.section(latest("value", shown), opens)


def latest(question: str, shown: Shown) -> ModelRecord | None:
    """The record that is in force on the day of the figures."""
    if shown.record is None:
        return None
    return ModelRecord.objects.filter(question=question, as_of__lte=shown.as_of).first()


def _activity(shown: Shown) -> Answer:
    record = latest("activity", shown)
    heading = _("Who orders again")
    if record is None or not record.chosen:
        return Answer("activity", heading, _not_enough(record))
    told = record.record
    chosen = next(score for score in told["scores"] if score["name"] == record.chosen)
    return Answer(
        "activity",
        heading,
        _in_words(record),
        chosen=_chosen(record),
        chart=_calibration(shown, told),
        columns=(_("Ranked right"), _("Squared error"), _("Orders off by"), _("Correlation")),
        rows=[
            *(_score(score, record.chosen) for score in told["scores"]),
            (_("everybody alike"), False, [percent(0.5), _plain(told["brier_of_base"]), "", ""], ""),
        ],
        notes=[_explained(told, chosen), _facts(told), *filter(None, [tried_on(told)])],
    )


def _in_words(record: ModelRecord) -> str:
    told = record.record
    known = [tenth for tenth in told["tenths"] if tenth["customers"]]
    likely, unlikely = known[-1], known[0]
    return _(
        "On {day} we would have given {few} a chance of {high} to order within {days} days, and {share} of them did; "
        "of those at the other end, with a chance of {low}, {other} did."
    ).format(
        day=record.cut_on.isoformat() if record.cut_on else "",
        few=people(likely["customers"]),
        high=percent(likely["foreseen"]),
        days=told["horizon"],
        share=percent(likely["ordered"]),
        low=percent(unlikely["foreseen"]),
        other=percent(unlikely["ordered"]),
    )


def _chosen(record: ModelRecord) -> str:
    name, told = model_names()[record.chosen], record.record
    if told["chosen_on"]:
        return _(
            "Chosen: {model}. On {day}, an earlier day than the one it is judged on here, it was the simplest of those that no other "
            "clearly beat. Models that learn had learned from still earlier days."
        ).format(model=name, day=told["chosen_on"])
    return _(
        "Chosen: {model}. The past holds one such period only, so nothing could be compared on an earlier day."
    ).format(model=name)


def _calibration(shown: Shown, told: dict[str, Any]) -> Chart:
    """What was foreseen and what came, from the unlikeliest tenth to the likeliest."""
    tenths = told["tenths"]
    address = [behind.url(shown, "tenth", code=str(place)) for place in range(len(tenths))]
    came = [behind.url(shown, "tenth", code=str(place), outcome="ordered") for place in range(len(tenths))]
    return Chart(
        name="calibration",
        summary=_("Foreseen and actual share of customers who ordered, by tenths of their chance"),
        series=[
            Series(
                _("Foreseen"),
                [Point(each["foreseen"], url) for each, url in zip(tenths, address, strict=True)],
                tone="comparison",
            ),
            Series(
                _("Did order"),
                [Point(each["ordered"], url) for each, url in zip(tenths, came, strict=True)],
                shape="bar",
            ),
        ],
        categories=[f"{place + 1}" for place in range(len(tenths))],
        category_label=_("Tenth, from the least chance to the greatest"),
        unit="percent",
        y_max=1,
    )


def _score(score: dict[str, Any], chosen: str) -> tuple[str, bool, list[str], str]:
    if score["brier"] is None:
        return (
            model_names()[score["name"]],
            False,
            ["", "", "", ""],
            _("could not be fitted to these customers"),
        )
    figures = [
        percent(score["separation"]),
        _plain(score["brier"]),
        _figure(score["mae"], 2),
        "" if score["correlation"] is None else _figure(score["correlation"], 2),
    ]
    remark = _("finds nobody who has left for good") if score["problem"] else ""
    if not score.get("could_be_chosen", True):
        remark = _("no earlier day to be chosen on yet")
    return model_names()[score["name"]], score["name"] == chosen, figures, remark


def _explained(told: dict[str, Any], chosen: dict[str, Any]) -> str:
    return _(
        "Ranked right: of two customers, one who ordered and one who did not, how often the one who ordered had the higher "
        "chance; 50% is guessing. Squared error: the mean of (chance less what came)²; telling everybody {share} would "
        "have had {base}. Orders off by: the mean distance between the orders expected and those that came."
    ).format(share=percent(told["share_active"]), base=_plain(told["brier_of_base"]))


def _facts(told: dict[str, Any]) -> str:
    without, both = told["facts"]["without"], told["facts"]["with"]
    if without is None:
        return _(
            "Whether falling orders, returns or neglect say more than the model cannot be tried yet: that needs three such "
            "periods. Until then they stand beside the chance as warnings."
        )
    words = (
        _(
            "What else is known (falling orders, returns, neglect) made the squared error smaller, {both} instead of {without}, so it moves the chance."
        )
        if told["adjustment"]
        else _(
            "What else is known (falling orders, returns, neglect) did not make the squared error smaller for certain, {both} instead of {without}, so it only warns."
        )
    )
    return words.format(both=_plain(both), without=_plain(without))


def _due(shown: Shown) -> Answer:
    record = latest("due", shown)
    heading = _("When the next order comes")
    if record is None or not record.chosen:
        return Answer("due", heading, _not_enough(record))
    told = record.record
    score = next(each for each in told["scores"] if each["name"] == record.chosen)
    sentence = _(
        "Of {who} who ordered within {days} days of {day}, {near} did so within two weeks of the day foreseen; "
        "on average it was {error} days off, and {inside} fell into the range that should hold 80%."
    ).format(
        who=people(told["customers"]),
        days=told["horizon"],
        day=record.cut_on.isoformat() if record.cut_on else "",
        near=percent(score["near"]),
        error=_figure(score["error"], 1),
        inside=percent(score["within_range"]),
    )
    return Answer(
        "due",
        heading,
        sentence,
        chosen=_chosen(record),
        chart=_nearness(told["scores"]),
        columns=(_("Days off"), _("Within two weeks"), _("In the range")),
        rows=[_due_score(each, record.chosen) for each in told["scores"]],
        notes=[
            _("Boosted trees are chosen for the day only where they won on two earlier days."),
            *filter(None, [tried_on(told)]),
        ],
    )


def _nearness(scores: list[dict[str, Any]]) -> Chart:
    """How near each model came: its days within two weeks, and how often its range held."""
    tried = [each for each in scores if each["error"] is not None]
    return Chart(
        name="nearness",
        summary=_("Orders within two weeks of the day foreseen and within the range, by model"),
        series=[
            Series(_("Within two weeks"), [Point(each["near"]) for each in tried], shape="bar"),
            Series(
                _("In the range"), [Point(each["within_range"]) for each in tried], tone="third", shape="bar"
            ),
            Series(_("80% the range should hold"), [Point(MEANT) for _each in tried], tone="comparison"),
        ],
        categories=[capfirst(model_names()[each["name"]]) for each in tried],
        category_label=_("Model"),
        unit="percent",
        y_max=1,
    )


def _due_score(score: dict[str, Any], chosen: str) -> tuple[str, bool, list[str], str]:
    if score["error"] is None:
        return model_names()[score["name"]], False, ["", "", ""], _("could not be fitted to these customers")
    figures = [
        _figure(score["error"], 1),
        percent(score["near"]),
        percent(score["within_range"]),
    ]
    return model_names()[score["name"]], score["name"] == chosen, figures, ""


def _not_enough(record: ModelRecord | None) -> str:
    """What is missing, counted."""
    if record is None or not record.record.get("customers"):
        return _("Not enough data yet: no model can be tried before customers have ordered over some time.")
    told = record.record
    return ngettext(
        "Not enough data yet: on {day} there was {n} customer with orders, and {active} ordered in the {days} days after it. "
        "At least 100 customers, 20 who ordered and 20 who did not are needed.",
        "Not enough data yet: on {day} there were {n} customers with orders, and {active} of them ordered in the {days} days after it. "
        "At least 100 customers, 20 who ordered and 20 who did not are needed.",
        told["customers"],
    ).format(
        day=record.cut_on.isoformat() if record.cut_on else "",
        n=formatting.num(told["customers"]),
        active=formatting.num(told["active"]),
        days=told["horizon"],
    )


def _plain(error: float) -> str:
    return _figure(error, 3)


def _figure(figure: float, places: int) -> str:
    return formatting.num(figure, places)
