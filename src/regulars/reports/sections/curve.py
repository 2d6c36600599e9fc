"""The 80/20 curve: how few customers make how much, beside what the trade says."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regulars.reports import behind
from regulars.reports.choosing import Shown
from regulars.reports.sections.wording import money, people, percent
from regulars.ui.charts import Chart, Guide, Point, Series
from regulars.ui.formatting import num


@dataclass(frozen=True)
class Curve:
    heading: str
    note: str
    chart: Chart | None
    url: str
    link: str
    other: str
    other_url: str
    explained: list[str]


def curve(shown: Shown) -> Curve:
    by_value, by_spend = shown.figures["pareto"]["value"], shown.figures["pareto"]["spend"]
    making, basis = by_value["making"], shown.figures["basis"]
    if making is None:
        return Curve(_("Who brings most is not known yet"), "", None, "", "", "", "", [])
    worth = _("sales") if basis == "spend" else _("profit")
    heading = _("{who} bring 80% of the sales") if basis == "spend" else _("{who} bring 80% of the profit")
    return Curve(
        heading=heading.format(who=people(making)),
        note=_(
            "{total} of {worth} so far, as of {day}, customers added up from the one who brought most."
        ).format(total=money(by_value["total_minor"]), worth=worth, day=shown.as_of.isoformat()),
        chart=_chart(shown, by_value, worth),
        url=behind.url(shown, "best", code="value") if shown.is_latest else "",
        link=_("These {n}").format(n=num(making)),
        other=_by_sales(by_spend) if basis != "spend" else "",
        other_url=behind.url(shown, "best", code="spend") if shown.is_latest else "",
        explained=_explained(shown),
    )


def _chart(shown: Shown, found: dict[str, Any], worth: str) -> Chart:
    share = found["making"] / found["customers"]
    label = _("{share} of customers, 80% of {worth}").format(share=percent(share), worth=worth)
    points = [Point(y, _these(shown, round(x * found["customers"])), x=x) for x, y in found["curve"]]
    return Chart(
        name="pareto",
        summary=label,
        series=[Series(_("{worth} so far").format(worth=worth), points, shape="area")],
        category_label=_("Customers, from the one who brought most"),
        unit="percent",
        x_unit="percent",
        y_max=1,
        guides=[Guide(share, found["share"], label)],
    )


def _these(shown: Shown, first: int) -> str:
    """Those up to a point of the curve; values are known for the latest figures alone."""
    return behind.url(shown, "best", code="value", top=first) if first and shown.is_latest else ""


def _by_sales(found: dict[str, Any]) -> str:
    if found["making"] is None:
        return ""
    return _("By sales after returns {n}, that is {share} of {all}, bring 80% of {total}.").format(
        n=num(found["making"]),
        share=percent(found["making"] / found["customers"]),
        all=num(found["customers"]),
        total=money(found["total_minor"]),
    )


def _explained(shown: Shown) -> list[str]:
    steps = [
        _(
            "All customers with orders stand in order of what they brought; the smallest number that reaches 80% of the total is counted."
        )
    ]
    if shown.figures["basis"] != "spend":
        rate, source = percent(shown.figures["margin_rate"], 1), shown.figures["margin_rate_source"]
        words = _(
            "Profit is what was paid less known costs; where a cost is not known, {rate} are taken, the firm's own rate."
        )
        if source == "assumed":
            words = _(
                "No costs are known, so {rate} of the sales are taken for profit. The settings say how much."
            )
        steps.append(words.format(rate=rate))
    return steps  # fmt: skip
