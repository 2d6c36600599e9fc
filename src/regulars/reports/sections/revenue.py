"""Sales by month with the share of customers who had bought before, and sales by channel."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regulars.analytics.months import months_before
from regulars.orders.choices import Channel
from regulars.reports import behind
from regulars.reports.choosing import Shown
from regulars.reports.sections.wording import currency, last_of, money, month, people, percent
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import num

SHOWN_MONTHS = 13


@dataclass(frozen=True)
class Revenue:
    heading: str
    url: str
    note: str
    note_url: str
    sales: Chart | None
    shares: Chart | None
    without_rate: str


@dataclass(frozen=True)
class Channels:
    heading: str
    after: str
    rows: list[dict[str, Any]]
    multichannel: str
    multichannel_url: str


def revenue(shown: Shown) -> Revenue:
    rows = shown.figures["sales"][-SHOWN_MONTHS:]
    now = rows[-1]
    missing = sum(row["orders_without_rate"] for row in rows)
    return Revenue(
        heading=_heading(shown, now),
        url=behind.url(shown, "ordered"),
        note=_compared(shown, now),
        note_url=behind.url(shown, "ordered", of=months_before(shown.month, 12)),
        sales=_sales(shown, rows) if any(row["orders"] for row in rows) else None,
        shares=_shares(shown, rows) if any(row["orders"] for row in rows) else None,
        without_rate=ngettext(
            "{n} order has no exchange rate and is left out.",
            "{n} orders have no exchange rate and are left out.",
            missing,
        ).format(n=num(missing)) if missing else "",
    )  # fmt: skip


def channels(shown: Shown) -> Channels:
    found = shown.figures["channels"]
    total = sum(row["net_minor"] for row in found["by_channel"])
    rows = [_channel(shown, row, total) for row in found["by_channel"]]
    known = [row for row in found["by_channel"] if row["channel"] is not None]
    best = max(known, key=lambda row: row["net_minor"], default=None)
    heading = _("No channel has been noted on any order")
    if best and total > 0:
        heading = _("{channel}: {share} of the sales").format(
            channel=channel_name(best["channel"]), share=percent(best["net_minor"] / total)
        )
    share = found["multichannel"] / found["customers"] if found["customers"] else 0
    return Channels(
        heading,
        found["after"],
        rows,
        _("{who} bought online and offline, {share} of those who ordered.").format(
            who=people(found["multichannel"]), share=percent(share)
        ),
        behind.url(shown, "multichannel"),
    )


def _heading(shown: Shown, now: dict[str, Any]) -> str:
    so_far = _("{month}: {amount} of sales") if now["complete"] else _("{month} so far: {amount} of sales")
    words = so_far.format(month=month(shown.month), amount=money(now["net_minor"]))
    if now["repeat_share"] is None:
        return words
    return _("{sales}, {share} from customers who had bought before").format(
        sales=words, share=percent(now["repeat_share"])
    )


def _compared(shown: Shown, now: dict[str, Any]) -> str:
    """Only whole months are compared with whole months."""
    row = last_of(shown.figures["sales"], months_before(shown.month, 12).isoformat())
    if row is None or not row["orders"]:
        return ""
    words = _("{month}: {amount}.") if now["complete"] else _("The whole of {month}: {amount}.")
    return words.format(month=month(row["period_on"]), amount=money(row["net_minor"]))


def _sales(shown: Shown, rows: list[dict[str, Any]]) -> Chart:
    points = [
        Point(
            row["net_minor"] / 100,
            behind.url(shown, "ordered", of=date.fromisoformat(row["period_on"])),
            said=_("{amount}, {orders} orders of {customers} customers").format(
                amount=money(row["net_minor"]), orders=num(row["orders"]), customers=num(row["customers"])
            ),
        )
        for row in rows
    ]
    return Chart(
        name="sales",
        summary=_heading(shown, rows[-1]),
        series=[Series(_("Sales after returns"), points, shape="bar")],
        categories=[row["period_on"][:7] for row in rows],
        category_label=pgettext("of a year", "Month"),
        unit=currency(),
    )


def _shares(shown: Shown, rows: list[dict[str, Any]]) -> Chart:
    points = [
        Point(
            row["repeat_share"], behind.url(shown, "ordered_again", of=date.fromisoformat(row["period_on"]))
        )
        for row in rows
    ]
    return Chart(
        name="repeat",
        summary=_("Share of the sales that comes from customers who had bought before"),
        series=[Series(_("From customers who had bought before"), points)],
        categories=[row["period_on"][:7] for row in rows],
        category_label=pgettext("of a year", "Month"),
        unit="percent",
        y_max=1,
        height="low",
    )


def _channel(shown: Shown, row: dict[str, Any], total: int) -> dict[str, Any]:
    code = row["channel"] or "unknown"
    return {
        "label": channel_name(row["channel"]),
        "orders": row["orders"],
        "customers": row["customers"],
        "url": behind.url(shown, "channel", code=code),
        "amount": money(row["net_minor"]),
        "share": percent(row["net_minor"] / total) if total > 0 else "",
    }


def channel_name(channel: str | None) -> str:
    labels = {str(code): str(label) for code, label in Channel.choices}
    return labels.get(channel or "", channel or _("Not noted"))
