"""The customers behind a figure, asked of the orders themselves, as far as a person may see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.http import urlencode

from regulars.analytics.months import months_after
from regulars.customers.models import Customer
from regulars.customers.querysets import CustomerQuerySet
from regulars.insights.models import ModelRecord
from regulars.orders.choices import OrderKind
from regulars.orders.models import Order
from regulars.reports import choosing
from regulars.reports.choosing import Month, Shown

# "before" and "after" are the places of a page in its list.
PLACE_NAMES = {"before": "from", "after": "to"}


class NoSuchFigure(ValueError):
    """The address names a figure that does not exist."""


@dataclass(frozen=True)
class Asked:
    """What an address asks for: a figure, of which month, and what else narrows it."""

    shown: Shown
    figure: str
    of: date | None = None
    later: int = 0
    top: int = 0  # how many of the best; 0 is those who make most of the whole
    before: str = ""  # places of the stage board
    after: str = ""
    code: str = ""  # a channel, what a curve is about, a level of risk
    outcome: str = ""
    group: str = ""  # of customers, like value_class:high or kind:firm

    @property
    def month(self) -> Month:
        return Month(self.of or self.shown.month, self.shown.as_of)

    @property
    def days(self) -> int:
        return int(self.shown.figures["active_days"])


def url(shown: Shown, figure: str, **narrowed: Any) -> str:
    """Where the customers behind a figure are listed."""
    of = narrowed.pop("of", None)
    for place, name in PLACE_NAMES.items():
        narrowed[name] = narrowed.pop(place, "")
    pairs = {"figure": figure, "month": shown.month_code, "of": f"{of:%Y-%m}" if of else "", **narrowed}
    kept = {name: value for name, value in pairs.items() if value != ""}
    return f"{reverse('reports:customers')}?{urlencode(kept)}"


def customers(asked: Asked) -> CustomerQuerySet:
    """Raises NoSuchFigure."""
    find = FIGURES.get(asked.figure)
    if find is None:
        raise NoSuchFigure(asked.figure)
    everybody = Customer.objects.visible_to(asked.shown.user).filter(is_walk_in=False)
    return find(_of_group(everybody, asked.group), asked)


GROUPED_BY = {"value_class": "measures__value_class", "kind": "kind"}


def _of_group(found: CustomerQuerySet, group: str) -> CustomerQuerySet:
    name, _colon, code = group.partition(":")
    if not group:
        return found
    if name not in GROUPED_BY:
        raise NoSuchFigure(group)
    return found.filter(**{GROUPED_BY[name]: code})


def _bought(*, after: date | None = None, until: date | None = None, **more: Any) -> Exists:
    """An order after one day and up to the end of another."""
    orders = Order.objects.filter(customer=OuterRef("pk"), kind=OrderKind.ORDER, **more)
    if after is not None:
        orders = orders.filter(ordered_on__gt=after)
    if until is not None:
        orders = orders.filter(ordered_on__lte=until)
    return Exists(orders)


def _active(day: date, days: int) -> Exists:
    return _bought(after=day - timedelta(days=days + 1), until=day)


def _active_at_start(asked: Asked) -> Exists:
    return _active(asked.month.day_before, asked.days)


def _active_at_end(asked: Asked) -> Exists:
    return _active(asked.month.ends_on, asked.days)


def _known_before(asked: Asked) -> Exists:
    return _bought(until=asked.month.day_before)


def _new(found: CustomerQuerySet, asked: Asked) -> CustomerQuerySet:
    return found.filter(_active_at_end(asked)).exclude(_known_before(asked))


def _won_back(found: CustomerQuerySet, asked: Asked) -> CustomerQuerySet:
    return found.filter(_active_at_end(asked), _known_before(asked)).exclude(_active_at_start(asked))


def _cohort(found: CustomerQuerySet, asked: Asked) -> CustomerQuerySet:
    """First order in a month; with ``later``, another one in that month after it too."""
    found = found.filter(_in_month(asked.month)).exclude(_known_before(asked))
    if not asked.later:
        return found
    looked_at = Month(months_after(asked.month.starts_on, asked.later), asked.shown.as_of)
    return found.filter(_in_month(looked_at))


def _in_month(month: Month) -> Exists:
    return _bought(after=month.day_before, until=month.ends_on)


def _ordered_again(found: CustomerQuerySet, asked: Asked) -> CustomerQuerySet:
    """An order in the month after the day of the first one ever."""
    earlier = Order.objects.filter(
        customer=OuterRef("customer"), kind=OrderKind.ORDER, ordered_on__lt=OuterRef("ordered_on")
    )
    again = Order.objects.filter(
        Exists(earlier),
        customer=OuterRef("pk"),
        kind=OrderKind.ORDER,
        ordered_on__gt=asked.month.day_before,
        ordered_on__lte=asked.month.ends_on,
    )
    return found.filter(Exists(again))


def _by_channel(found: CustomerQuerySet, asked: Asked) -> CustomerQuerySet:
    channel = "" if asked.code == "unknown" else asked.code
    return found.filter(_through(asked, channel))


def _multichannel(found: CustomerQuerySet, asked: Asked) -> CustomerQuerySet:
    return found.filter(_through(asked, "online"), _through(asked, "offline"))


def _through(asked: Asked, channel: str) -> Exists:
    after = date.fromisoformat(asked.shown.figures["channels"]["after"])
    return _bought(after=after, until=asked.shown.as_of, channel=channel)


def _best(found: CustomerQuerySet, asked: Asked) -> CustomerQuerySet:
    """The few who make most of the whole, in the order in which they were counted."""
    curve = asked.shown.figures["pareto"].get(asked.code)
    if curve is None:
        raise NoSuchFigure(asked.code)
    column = "measures__value" if asked.code == "value" else "measures__total_spend"
    best = found.filter(Q(measures__order_count__gt=0) | ~Q(measures__value=0)).order_by(f"-{column}", "pk")
    return found.filter(pk__in=list(best.values_list("pk", flat=True)[: asked.top or curve["making"] or 0]))


def _moved(found: CustomerQuerySet, asked: Asked) -> CustomerQuerySet:
    """From one place of the stage board to another; an empty one is any."""
    return found.filter(pk__in=_members(asked, "move", asked.before, asked.after))


def _tested(found: CustomerQuerySet, asked: Asked) -> CustomerQuerySet:
    return found.filter(pk__in=_members(asked, "risk", asked.code, asked.outcome))


def _of_tenth(found: CustomerQuerySet, asked: Asked) -> CustomerQuerySet:
    return found.filter(pk__in=_members(asked, "tenth", asked.code, asked.outcome))


def _of_value_tenth(found: CustomerQuerySet, asked: Asked) -> CustomerQuerySet:
    """By the profit foreseen then; the record in force on the day of the figures."""
    record = ModelRecord.objects.filter(question="value", as_of__lte=asked.shown.as_of).first()
    return found.filter(pk__in=record.members.get(f"tenth:{asked.code}", []) if record else [])


def _members(asked: Asked, kind: str, *wanted: str) -> list[int]:
    found: list[int] = []
    for code, ids in choosing.members(asked.shown).items():
        name, *pair = code.split(":")
        if name == kind and all(want in ("", have) for want, have in zip(wanted, pair, strict=True)):
            found += ids
    return found


def _valuable(found: CustomerQuerySet, asked: Asked) -> CustomerQuerySet:
    return _moved(found, asked).filter(measures__value_class="high")


Finding = Callable[[CustomerQuerySet, Asked], CustomerQuerySet]
FIGURES: dict[str, Finding] = {
    "active": lambda found, asked: found.filter(_active_at_end(asked)),
    "active_before": lambda found, asked: found.filter(_active_at_start(asked)),
    "retained": lambda found, asked: found.filter(_active_at_start(asked), _active_at_end(asked)),
    "churned": lambda found, asked: found.filter(_active_at_start(asked)).exclude(_active_at_end(asked)),
    "new": _new,
    "won_back": _won_back,
    "cohort": _cohort,
    "ordered": lambda found, asked: found.filter(_in_month(asked.month)),
    "ordered_again": _ordered_again,
    "channel": _by_channel,
    "multichannel": _multichannel,
    "best": _best,
    "move": _moved,
    "move_high": _valuable,
    "risk": _tested,
    "tenth": _of_tenth,
    "value_tenth": _of_value_tenth,
}
