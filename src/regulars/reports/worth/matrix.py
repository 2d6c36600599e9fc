"""Value × margin: every buyer placed by total profit and margin, each cell with its customers and its service."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, Q, Sum, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.core import settings_store
from regulars.customers.querysets import CustomerQuerySet
from regulars.insights.wording import amount
from regulars.reports.models import WorthFigures
from regulars.reports.settings_declared import two_rising
from regulars.reports.worth.addressing import members_url
from regulars.reports.worth.buyers import buyers
from regulars.ui import formatting

PROFITS = ("high", "middle", "low")  # rows, from the top
MARGINS = ("low", "middle", "high", "unknown")  # columns


@dataclass(frozen=True)
class Limits:
    """Where middle and high begin; None where neither the firm nor its customers say."""

    profit: tuple[Decimal, Decimal] | None
    margin: tuple[Decimal, Decimal] | None  # shares
    is_own: bool


@dataclass(frozen=True)
class MatrixCell:
    profit: str
    margin: str
    customers: int
    total: Decimal
    share: float
    level: str
    url: str


@dataclass(frozen=True)
class Matrix:
    rows: list[tuple[str, str, list[MatrixCell]]]  # label, limits in words, cells
    columns: list[tuple[str, str]]
    limits: Limits
    customers: int
    total: Decimal


def limits() -> Limits:
    """The firm's own limits, or the thirds of the buyers as the last refresh found them."""
    profit = two_rising(settings_store.get("reports.profit_limits"))
    margin = two_rising(settings_store.get("reports.margin_limits"))
    figures = WorthFigures.objects.first()
    thirds = figures.figures["limits"] if figures else {}
    return Limits(
        _pair(profit) or _pair(thirds.get("profit_to_date")),
        _pair([edge / 100 for edge in margin] if margin else None) or _pair(thirds.get("profit_rate")),
        bool(profit or margin),
    )


def matrix(user: Any) -> Matrix | None:
    """None where nothing has been computed, or nobody has bought."""
    found = limits()
    if found.profit is None:
        return None
    rows = buyers(user).annotate(profit_band=_profit_band(found), margin_band=_margin_band(found))
    counted = rows.order_by().values("profit_band", "margin_band")
    sums = {
        (row["profit_band"], row["margin_band"]): (row["n"], row["total"] or Decimal(0))
        for row in counted.annotate(n=Count("pk"), total=Sum("measures__profit_to_date"))
    }
    total = sum((amount_ for _n, amount_ in sums.values()), Decimal(0))
    shown = [band for band in MARGINS if band != "unknown" or any(key[1] == band for key in sums)]
    table = [
        (
            labels()[band],
            _said(found.profit, band, amount),
            [_cell(band, margin, sums, total) for margin in shown],
        )
        for band in PROFITS
    ]
    columns = [(margin_labels()[margin], _said(found.margin, margin, _as_percent)) for margin in shown]
    return Matrix(table, columns, found, sum(n for n, _amount in sums.values()), total)


def in_cell(user: Any, profit: str, margin: str) -> CustomerQuerySet:
    """The customers of one cell; an empty word is any."""
    found = limits()
    wanted = {"profit_band": profit, "margin_band": margin}
    rows = buyers(user).annotate(profit_band=_profit_band(found), margin_band=_margin_band(found))
    return rows.filter(**{name: band for name, band in wanted.items() if band})


def labels() -> dict[str, str]:
    return {"high": _("High profit"), "middle": _("Middle profit"), "low": _("Low profit")}


def margin_labels() -> dict[str, str]:
    return {
        "low": _("Low margin"),
        "middle": _("Middle margin"),
        "high": _("High margin"),
        "unknown": _("Margin not known"),
    }


def service_level(profit: str, margin: str) -> str:
    """The firm's own words for a cell, or what is usual in the trade."""
    if margin == "unknown":
        return _("Enter the costs of what they buy, and they move to their place.")
    own = settings_store.get(f"reports.level_{profit}_{margin}")
    return str(own or _usual_level(profit, margin))


def _usual_level(profit: str, margin: str) -> str:
    words = {
        "high_high": _("First choice in everything: a fixed contact, visits, quick help, new things first."),
        "high_middle": _("A fixed contact and regular visits; offer what carries a better margin."),
        "high_low": _("Reliable and lean: fixed terms, few discounts more; talk about prices and effort."),
        "middle_high": _("Personal messages and invitations: win the rest of what they buy elsewhere."),
        "middle_middle": _("Regular care by message or phone, with something that fits the last order."),
        "middle_low": _(
            "Care that costs little; no further discounts, larger orders instead of many small ones."
        ),
        "low_high": _("Small, but pays well: try a second category, call when an order is due."),
        "low_middle": _("Greetings and news to many at once; look closer when they order more."),
        "low_low": _("Self-service and news only; no visits, no discounts."),
    }
    return words[f"{profit}_{margin}"]


def _profit_band(found: Limits) -> Case:
    assert found.profit is not None
    middle, high = found.profit
    return _band("measures__profit_to_date", middle, high)


def _margin_band(found: Limits) -> Any:
    if found.margin is None:
        return Value("unknown", output_field=CharField())
    middle, high = found.margin
    return _band("measures__profit_rate", float(middle), float(high), unknown=True)


def _band(path: str, middle: Any, high: Any, *, unknown: bool = False) -> Case:
    cases = [When(Q(**{f"{path}__isnull": True}), then=Value("unknown"))] if unknown else []
    cases += [
        When(Q(**{f"{path}__gte": high}), then=Value("high")),
        When(Q(**{f"{path}__gte": middle}), then=Value("middle")),
    ]
    return Case(*cases, default=Value("low"), output_field=CharField())


def _cell(profit: str, margin: str, sums: dict[Any, Any], total: Decimal) -> MatrixCell:
    count, brought = sums.get((profit, margin), (0, Decimal(0)))
    share = float(brought / total) if total > 0 else 0.0
    url = members_url("cell", profit=profit, margin=margin)
    return MatrixCell(profit, margin, count, brought, share, service_level(profit, margin), url)


def _pair(limits: Any) -> tuple[Decimal, Decimal] | None:
    if not limits or len(limits) != 2:
        return None
    middle, high = (Decimal(str(limit)) for limit in limits)
    return middle, high


def _said(limits: tuple[Decimal, Decimal] | None, band: str, worded: Any) -> str:
    if band == "unknown" or limits is None:
        return ""
    middle, high = map(worded, limits)
    words = {
        "high": pgettext("a band", "from {high}"),
        "middle": pgettext("a band", "{middle} to under {high}"),
        "low": pgettext("a band", "under {middle}"),
    }
    return words[band].format(middle=middle, high=high)


def _as_percent(share: Decimal) -> str:
    return formatting.percent(share, 0 if (share * 100) % 1 == 0 else 1)
