"""The six indicators of one customer in words: the figure, its points, and what is missing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from regulars.analytics.loyalty.rules import INDICATORS
from regulars.insights.wording import amount, days, percent

LABELS = {
    "repeats": gettext_lazy("Repeat purchases"),
    "choosing": gettext_lazy("Time taken to choose"),
    "price": gettext_lazy("Price sensitivity"),
    "spend": gettext_lazy("Money spent with us"),
    "incidents": gettext_lazy("Forgiving quality incidents"),
    "brands": gettext_lazy("Attention to other brands"),
}


@dataclass(frozen=True)
class Indicator:
    """points of most, None without facts; ``figure`` says what is known, ``missing`` what is not."""

    code: str
    label: Any
    figure: str
    points: int | None
    most: int | None
    missing: str = ""

    @property
    def is_known(self) -> bool:
        return self.points is not None


def indicators_of(row: Any) -> list[Indicator]:
    return [_indicator(row, code) for code in INDICATORS]


def _indicator(row: Any, code: str) -> Indicator:
    points = getattr(row, f"loyalty_points_{code}")
    figure, missing = WORDS[code](row)
    most = getattr(row, f"loyalty_most_{code}")
    return Indicator(code, LABELS[code], figure, points, most, missing)


def _repeats(row: Any) -> tuple[str, str]:
    said = ngettext(
        "{n} repeat purchase in the period", "{n} repeat purchases in the period", row.loyalty_repeats
    )
    full = number_format(row.loyalty_full_repeats or 0, 0)
    return _("{said}; {full} give all points").format(said=said.format(n=row.loyalty_repeats), full=full), ""


def _choosing(row: Any) -> tuple[str, str]:
    if row.loyalty_choosing_days is None:
        return _("not known"), _("a look or a question before an order, or the time entered by staff")
    said = ngettext(
        "{days} from first interest to order, over {n} order",
        "{days} from first interest to order, over {n} orders",
        row.loyalty_choosing_count,
    )
    return said.format(days=days(row.loyalty_choosing_days), n=row.loyalty_choosing_count), ""


def _price(row: Any) -> tuple[str, str]:
    said, missing = [], []
    if row.loyalty_orders:
        said.append(
            _("{share} of {n} orders on discount").format(
                share=percent((row.loyalty_discounted or 0) / row.loyalty_orders), n=row.loyalty_orders
            )
        )
    faced = (row.loyalty_rises_stayed or 0) + (row.loyalty_rises_left or 0)
    if faced:
        said.append(
            ngettext(
                "bought on after {stayed} of {n} price rise",
                "bought on after {stayed} of {n} price rises",
                faced,
            ).format(stayed=row.loyalty_rises_stayed, n=faced)
        )
    else:
        missing.append(_("a product bought before and after a price rise"))
    if row.loyalty_objections:
        said.append(
            ngettext(
                "{n} price objection noted", "{n} price objections noted", row.loyalty_objections
            ).format(n=row.loyalty_objections)
        )
    return _joined(said), _joined(missing)


def _spend(row: Any) -> tuple[str, str]:
    said = _("{spend} in the period; {full} give all points").format(
        spend=amount(row.loyalty_spend), full=amount(row.loyalty_full_spend)
    )
    if row.loyalty_wallet_share is None:
        return said, _("what the customer spends elsewhere (share of wallet)")
    return _("{said}; share of wallet {share}").format(said=said, share=percent(row.loyalty_wallet_share)), ""


def _incidents(row: Any) -> tuple[str, str]:
    complaints = _("complaints, once cases are recorded")
    if not row.loyalty_incidents:
        return _("no return in the period"), complaints
    said = [ngettext("{n} return", "{n} returns", row.loyalty_incidents).format(n=row.loyalty_incidents)]
    if row.loyalty_incident_days is not None:
        said.append(_("ordered again after {days}").format(days=days(row.loyalty_incident_days)))
    elif row.loyalty_incidents_judged:
        said.append(_("no order since"))
    else:
        said.append(_("too early to say whether they come back"))
    if row.loyalty_incidents_upset:
        said.append(_("upset about it"))
    return _joined(said), complaints


def _brands(row: Any) -> tuple[str, str]:
    counts = (
        (row.loyalty_brand_mention, _("mentioned {n} times")),
        (row.loyalty_brand_comparison, _("compared {n} times")),
        (row.loyalty_brand_elsewhere, _("bought elsewhere {n} times")),
    )
    said = [words.format(n=count) for count, words in counts if count]
    if not said and row.loyalty_brand_no_other:
        said.append(_("asked, and looks at no other brand"))
    if not said:
        return _("not known"), _("a note on other brands, or that there are none")
    return _joined(said), ""


def _joined(parts: list[str]) -> str:
    return str(_(", ")).join(parts) if parts else ""


WORDS: dict[str, Callable[[Any], tuple[str, str]]] = {
    "repeats": _repeats,
    "choosing": _choosing,
    "price": _price,
    "spend": _spend,
    "incidents": _incidents,
    "brands": _brands,
}
