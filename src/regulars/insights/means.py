"""Which means of marketing are worth it for customers of a value class: the firm's words, or the trade's."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from regulars.core import settings_store
from regulars.customers.models import Customer
from regulars.insights.measures.classes import VALUE_CLASSES
from regulars.insights.settings_declared import two_amounts
from regulars.insights.wording import amount

SETTING = "insights.means_{value_class}"


@dataclass(frozen=True)
class ClassInWords:
    """One value class as a manager sets it: who belongs to it, who is in it, what to do for them."""

    code: str
    label: Any
    rule: str
    customers: int
    value: Any
    every_days: int
    means: str


def recommended(value_class: str) -> str:
    """What the firm has written for a class, or else what is usual in the trade."""
    trade = {
        "high": _(
            "In person: visits, a word from the owner, first choice of what is new, small gifts, help beyond what was bought. No mass messages."
        ),
        "middle": _(
            "Personal messages with something that fits their last order, invitations, advantages that grow with the next order."
        ),
        "low": _(
            "What costs little: greetings, news and offers to many at once, self-service. Look closer when they order more."
        ),
    }
    own = settings_store.get(SETTING.format(value_class=value_class)) if value_class in trade else ""
    return str(own or trade.get(value_class, ""))


def classes(user: Any) -> list[ClassInWords]:
    """Every class with the customers a person may see in it."""
    seen = Customer.objects.visible_to(user).filter(is_walk_in=False)
    rows = seen.values("measures__value_class").annotate(customers=Count("pk"), value=Sum("measures__value"))
    found = {row["measures__value_class"]: row for row in rows.order_by()}
    return [_in_words(code, label, found.get(code, {})) for code, label in VALUE_CLASSES]


def _in_words(code: str, label: Any, row: dict[str, Any]) -> ClassInWords:
    return ClassInWords(
        code,
        label,
        rule(code),
        row.get("customers", 0),
        row.get("value") or 0,
        settings_store.get(f"insights.contact_days_{code}"),
        recommended(code),
    )


def rule(value_class: str) -> str:
    """Who belongs to a class, by the limits or shares the firm has set."""
    limits = two_amounts(settings_store.get("insights.value_limits"))
    if limits is not None:
        high, middle = (amount(limit) for limit in limits)
        words = {
            "high": _("Brought {high} or more."),
            "middle": _("Brought {middle} or more, less than {high}."),
            "low": _("Brought less than {middle}, or never ordered."),
        }
        return words[value_class].format(high=high, middle=middle)
    words = {
        "high": _("The best {high}% of all buyers."),
        "middle": _("The next {middle}% of all buyers."),
        "low": _("All others, and who never ordered."),
    }
    high, middle = (settings_store.get(f"insights.{name}_percent") for name in ("high", "middle"))
    return words[value_class].format(high=high, middle=middle)
