"""How many of the lost were lost without care, beside what people say about it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regulars.analytics.shares import wilson
from regulars.core import settings_store
from regulars.insights.measures.classes import VALUE_CLASSES
from regulars.insights.tallying import Asked, Tally, tally_all
from regulars.insights.wording import percent
from regulars.ui.charts import Chart, Point, Series

RULE_OF_THUMB = 2 / 3  # of lost customers leave for want of care: often repeated, never verified
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
    groups: list[tuple[str, Any, tuple[str, ...]]] = [("all", _("All lost customers"), ())]
    groups += [(code, label, (f"value_class:in:{code}",)) for code, label in VALUE_CLASSES]
    asked: dict[Any, Asked] = {"unknown": Asked(_("Not known"), ("care_before_loss:empty",))}
    for code, _label, narrowed in groups:
        asked[code, "uncared"] = Asked(_("Without care"), ("lost_uncared:yes", *narrowed))
        asked[code, "cared"] = Asked(_("With care"), ("care_before_loss:more:0", *narrowed))
    found = tally_all(user, asked, LOST)
    shares = [Share(label, found[code, "uncared"], found[code, "cared"]) for code, label, _filters in groups]
    return CarePage(
        shares[0],
        shares[1:],
        found["unknown"],
        settings_store.get("insights.care_before_loss_days"),
        _chart(shares) if shares[0].share is not None else None,
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
