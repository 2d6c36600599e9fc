"""How many of the lost were lost without care, beside what people say about it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regulars.analytics.shares import wilson
from regulars.core import settings_store
from regulars.insights.measures.classes import VALUE_CLASSES
from regulars.insights.stages.tallying import Tally, tally
from regulars.insights.wording import percent
from regulars.ui.charts import Chart, Point, Series

RULE_OF_THUMB = 2 / 3
LEAST = 10  # lost customers below which a share says nothing
LOST = "lost_on:filled"


@dataclass(frozen=True)
class Share:
    """Of those lost of whom it is known: how many without care."""

    label: Any
    uncared: Tally
    cared: Tally

    @property
    def known(self) -> int:
        return self.uncared.count + self.cared.count

    @property
    def share(self) -> float | None:
        return self.uncared.count / self.known if self.known >= LEAST else None

    @property
    def range(self) -> str:
        low, high = wilson(self.uncared.count, self.known)
        return f"{percent(low)}–{percent(high)}"


@dataclass(frozen=True)
class CarePage:
    all: Share
    by_class: list[Share]
    unknown: Tally
    within: int
    chart: Chart | None
    least: int = LEAST


def care_page(user: Any) -> CarePage:
    everybody = _share(user, _("All lost customers"))
    by_class = [_share(user, label, f"value_class:in:{code}") for code, label in VALUE_CLASSES]
    return CarePage(
        everybody,
        by_class,
        tally(user, _("Not known"), LOST, "care_before_loss:empty"),
        settings_store.get("insights.care_before_loss_days"),
        _chart([everybody, *by_class]) if everybody.share is not None else None,
    )


def _share(user: Any, label: Any, *codes: str) -> Share:
    return Share(
        label,
        tally(user, _("Without care"), LOST, "lost_uncared:yes", *codes),
        tally(user, _("With care"), LOST, "care_before_loss:more:0", *codes),
    )


def _chart(shares: list[Share]) -> Chart:
    known = [each for each in shares if each.share is not None]
    return Chart(
        name="care-before-loss",
        summary=_("Share of the lost without care, beside the rule of thumb of two thirds."),
        series=[
            Series(
                _("Lost without care"),
                [Point(each.share, each.uncared.url) for each in known],
                tone="decline",
                shape="bar",
            ),
            Series(
                _("Rule of thumb, unverified"), [Point(RULE_OF_THUMB) for _each in known], tone="comparison"
            ),
        ],
        categories=[str(each.label) for each in known],
        category_label=_("Value class"),
        unit="percent",
        y_max=1.0,
        height="low",
    )
