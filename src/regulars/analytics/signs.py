"""Signs that a relationship loosens: how restless it is, what got longer, smaller, fewer, and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis
from ibis import _

from regulars.analytics.days import literal
from regulars.analytics.months import months_before
from regulars.analytics.settings import require
from regulars.analytics.summaries import order_days

if TYPE_CHECKING:
    from datetime import date

    from ibis.expr.types import BooleanValue, Table

    from regulars.analytics.snapshot import Snapshot

# The sign, and the figures of its sentence.
SIGNS = {
    "longer_interval": ("recent_interval_days", "earlier_interval_days"),
    "smaller_basket": ("recent_basket_minor", "earlier_basket_minor"),
    "fewer_contacts": ("contacts_recent", "contacts_before"),
    "competitor": ("competitor_mentions",),
    "lower_score": ("satisfaction",),
    "complaint": ("complaints_open",),
}
SAID = ("competitor_mentions", "satisfaction", "complaints_open")  # columns that come from elsewhere
CONTACT_MONTHS = 6
LAST_BASKETS = 2


@dataclass(frozen=True)
class SignRules:
    """From where on a change counts as a sign; see docs/algorithms/stages.md.

    longer: the latest interval by the usual one before. smaller: the latest baskets by the usual one before.
    rare: and it must lie among this share of the customer's own longest intervals, or smallest baskets.
    fewer: contacts of half a year by those of the half year before, of which there must be least_contacts.
    low_satisfaction: 0 to 1; below it a score is low. least_earlier: so many intervals or baskets before make
    a usual one. restless: from this volatility on buying has no rhythm yet.
    """

    longer: float = 1.5
    smaller: float = 0.7
    rare: float = 0.2
    fewer: float = 0.5
    least_contacts: int = 3
    least_earlier: int = 3
    low_satisfaction: float = 0.6
    restless: float = 0.5

    def __post_init__(self) -> None:
        require(self.longer > 1, "longer: above 1")
        require(0 < self.smaller < 1 and 0 < self.fewer < 1, "smaller, fewer: between 0 and 1")


def with_signs(table: Table, snapshot: Snapshot, *, as_of: date, rules: SignRules) -> Table:
    """Add volatility, the figures of SIGNS, sign_<code> for each of them, sign_count and signs.

    `table` has customer_id, days_since_last_order, order_days, stage and SAID (null where not known).
    interval_volatility, amount_volatility: standard deviation by mean of the gaps between order days, and of
    the amounts of order days (coefficient of variation, with n - 1; three order days at least).
    volatility: the mean of both. recent_interval_days: the last gap, or the present wait where that is longer;
    earlier_interval_days: median of the gaps before the last. recent_basket_minor: mean of the last two order
    days; earlier_basket_minor: mean of those before. contacts_recent, contacts_before: both directions, half
    a year each. signs: codes with commas, null where nothing points to leaving.
    """
    days = _days(snapshot, as_of)
    table = _beside(table, _gaps(days, rules))
    table = _beside(table, _baskets(days, rules))
    table = _beside(table, _contacts(snapshot, as_of))
    table = table.mutate(
        recent_interval_days=ibis.greatest(_.last_gap, _.days_since_last_order),
        earlier_interval_days=ibis.cases((_.earlier_gaps >= rules.least_earlier, _.earlier_gap)),
        earlier_basket_minor=ibis.cases((_.earlier_baskets >= rules.least_earlier, _.earlier_basket_minor)),
        volatility=ibis.coalesce((_.interval_volatility + _.amount_volatility) / 2, _.interval_volatility),
        contacts_recent=_.contacts_recent.fill_null(0),
        contacts_before=_.contacts_before.fill_null(0),
    ).drop("last_gap", "earlier_gap", "earlier_gaps", "earlier_baskets")
    table = table.mutate(**{f"sign_{code}": found for code, found in _found(rules).items()})
    return _with_codes(table.drop("long_gap", "small_basket"))


def with_warnings(table: Table, rules: SignRules) -> Table:
    """Add stage_warning: volatile | early_signs | null.

    volatile: in growth, restless or not yet known, and something points straight to decline. early_signs: in
    stability with at least one sign.
    """
    restless = (_.volatility >= rules.restless) | _.volatility.isnull()
    drop = _.sign_longer_interval | _.sign_smaller_basket | _.sign_complaint | _.sign_lower_score
    return table.mutate(
        is_volatile=ibis.cases((_.volatility.notnull(), _.volatility >= rules.restless)),
        stage_warning=ibis.cases(
            ((_.stage == "growth") & restless & drop, "volatile"),
            ((_.stage == "stability") & (_.sign_count > 0), "early_signs"),
        ),
    )


def _found(rules: SignRules) -> dict[str, BooleanValue]:
    return {
        "longer_interval": _yes(
            (_.recent_interval_days >= rules.longer * _.earlier_interval_days)
            & (_.recent_interval_days >= _.long_gap)
        ),
        "smaller_basket": _yes(
            (_.recent_basket_minor <= rules.smaller * _.earlier_basket_minor)
            & (_.recent_basket_minor <= _.small_basket)
        ),
        "fewer_contacts": _yes(
            (_.contacts_before >= rules.least_contacts)
            & (_.contacts_recent <= rules.fewer * _.contacts_before)
        ),
        "competitor": _yes(_.competitor_mentions > 0),
        "lower_score": _yes(_.satisfaction < rules.low_satisfaction),
        "complaint": _yes(_.complaints_open > 0),
    }


def _with_codes(table: Table) -> Table:
    parts = [ibis.ifelse(table[f"sign_{code}"], f",{code}", "") for code in SIGNS]
    counts = [table[f"sign_{code}"].cast("int64") for code in SIGNS]
    told = parts[0]
    for part in parts[1:]:
        told = told + part
    return table.mutate(sign_count=sum(counts[1:], counts[0]), signs=told.substr(1).nullif(""))


def _yes(condition: BooleanValue) -> BooleanValue:
    return condition.fill_null(False)


def _days(snapshot: Snapshot, as_of: date) -> Table:
    """Order days with what was spent on each, numbered from the last one back."""
    orders = snapshot.orders.filter((_.ordered_on <= literal(as_of)) & ~_.is_return)
    spent = orders.group_by("customer_id", "ordered_on").agg(
        amount=_.amount_minor.sum().cast("float64"), unknown=_.amount_minor.isnull().sum()
    )
    days = order_days(orders).join(spent, ["customer_id", "ordered_on"])
    back = ibis.window(group_by="customer_id", order_by=_.place.desc())
    known = ibis.cases((_.unknown == 0, _.amount))
    return days.mutate(amount=known).mutate(back=ibis.row_number().over(back))


def _gaps(days: Table, rules: SignRules) -> Table:
    gap = _.gap_days.cast("float64")
    return days.group_by("customer_id").agg(
        last_gap=_.gap_days.max(where=_.back == 0),
        earlier_gap=gap.median(where=_.back > 0),
        earlier_gaps=gap.count(where=_.back > 0),
        long_gap=gap.quantile(1 - rules.rare, where=_.back > 0),
        interval_volatility=ibis.cases((gap.count() >= 2, gap.std(how="sample") / gap.mean().nullif(0))),
    )


def _baskets(days: Table, rules: SignRules) -> Table:
    known = days.filter(_.amount > 0)
    return known.group_by("customer_id").agg(
        recent_basket_minor=_.amount.mean(where=_.back < LAST_BASKETS).round().cast("int64"),
        earlier_basket_minor=_.amount.mean(where=_.back >= LAST_BASKETS).round().cast("int64"),
        earlier_baskets=_.amount.count(where=_.back >= LAST_BASKETS),
        small_basket=_.amount.quantile(rules.rare, where=_.back >= LAST_BASKETS),
        amount_volatility=ibis.cases((_.amount.count() >= 3, _.amount.std(how="sample") / _.amount.mean())),
    )


def _contacts(snapshot: Snapshot, as_of: date) -> Table:
    start, before = months_before(as_of, CONTACT_MONTHS), months_before(as_of, 2 * CONTACT_MONTHS)
    happened = snapshot.interactions.filter(_.happened_on <= literal(as_of))
    return happened.group_by("customer_id").agg(
        contacts_recent=(_.happened_on > literal(start)).sum(),
        contacts_before=((_.happened_on > literal(before)) & (_.happened_on <= literal(start))).sum(),
    )


def _beside(left: Table, right: Table) -> Table:
    return left.left_join(right, "customer_id").drop("customer_id_right")
