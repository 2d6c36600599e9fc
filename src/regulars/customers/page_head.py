"""What every page of one customer shows above its content: who, how to treat them, what to do, where to go."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.core import clock
from regulars.customers import actions, measures, panels
from regulars.customers.choices import PointKind
from regulars.customers.models import Customer
from regulars.customers.wording import in_a_row
from regulars.ui import formatting


@dataclass(frozen=True)
class Tab:
    label: Any
    url: str
    is_active: bool
    count: Any = None


@dataclass(frozen=True)
class Offered:
    """One line of the menu: a link, or a button that posts."""

    label: Any
    url: str
    is_link: bool


def head_of(customer: Customer, user: Any, *, active: str) -> dict[str, Any]:
    return {
        "customer": customer,
        "about": about(customer),
        "phone": phone_of(customer),
        "rest": rest_of(customer),
        "best_reached": best_reached(customer),
        "tabs": tabs_of(customer, user, active),
        "subtabs": subtabs_of(customer, active),
        "offered": offered_to(customer, user),
        "stage": customer.measured("stage"),
        "value_class": customer.measured("value_class"),
        "tags": [each.tag.name for each in customer.customer_tags.all()],
    }


def about(customer: Customer) -> str:
    """Person, key customer, Hangzhou, since March 2024, owner Lin Xiaotong."""
    first = customer.measured("first_order_on") or customer.created_at
    parts = [
        customer.get_kind_display(),
        status_of(customer),
        customer.city,
        _("since {month}").format(month=formatting.day(first, "month")),
        _("owner {owner}").format(owner=customer.owner)
        if customer.owner
        else _("in the pool, without an owner"),
    ]
    return in_a_row(*parts)


def status_of(customer: Customer) -> str:
    """潜在客户, 现有客户, 大客户, 流失客户 in words; empty while it has not been computed."""
    status, measure = customer.measured("status"), measures.find("status")
    return str(measure.label_of(status)) if status and measure else ""


def phone_of(customer: Customer) -> str:
    """The number to call: the customer's own first one that works, else that of a contact."""
    works = [
        each for each in customer.contact_points.all() if each.kind == PointKind.PHONE and not each.is_dead
    ]
    own = [each for each in works if each.contact_id is None]
    return (own or works)[0].value if works else ""


def best_reached(customer: Customer) -> str:
    """WeChat 15:00–18:00: through which channel and when they like to be contacted."""
    start, end = customer.preferred_from, customer.preferred_until
    hours = "–".join(f"{each:%H:%M}" if each else "" for each in (start, end)) if start or end else ""
    return " ".join(filter(None, (str(customer.get_preferred_channel_display()), hours)))


def rest_of(customer: Customer) -> str:
    """Why this customer is not to be contacted now; empty otherwise."""
    if customer.is_deceased:
        return _("Has died. Please do not contact.")
    if customer.do_not_contact:
        return _("Does not want to be contacted.")
    if is_resting(customer):
        until = customer.do_not_contact_until
        if until:
            return _("Not to be contacted until {day}.").format(day=formatting.day(until))
        return _("Not to be contacted for the time being.")
    return ""


def is_resting(customer: Customer) -> bool:
    start, end, today = customer.do_not_contact_from, customer.do_not_contact_until, clock.today()
    return bool(start or end) and (start is None or start <= today) and (end is None or today <= end)


def tabs_of(customer: Customer, user: Any, active: str) -> list[Tab]:
    at = [customer.pk]
    first = [
        Tab(_("Overview"), reverse("customers:customer", args=at), active == "overview"),
        Tab(_("Timeline"), reverse("customers:timeline", args=at), active == "timeline"),
    ]
    of_modules = [
        _tab(customer, panel, active=active in panels.family(panel.code))
        for panel in panels.registered("tab")
        if not panel.within
    ]
    last = Tab(_("Changes"), reverse("customers:history", args=at), active == "history")
    return [*first, *of_modules, last]


def subtabs_of(customer: Customer, active: str) -> list[Tab]:
    """The row below the tabs: what stands within the same tab as the page that is open."""
    family = panels.family(active)
    if len(family) < 2:
        return []
    return [
        _tab(customer, panel, active=code == active, title=panel.first_title)
        for code, panel in family.items()
    ]


def _tab(customer: Customer, panel: panels.Panel, *, active: bool, title: Any = "") -> Tab:
    url = reverse("customers:tab", args=[customer.pk, panel.code])
    return Tab(title or panel.title, url, active, _count(panel, customer))


def _count(panel: panels.Panel, customer: Customer) -> str | None:
    found = panels.number(panel, customer)
    return None if found is None else formatting.num(found)


def offered_to(customer: Customer, user: Any) -> list[Offered]:
    """What one can do for this customer, whoever registered it."""
    if not user.may_write:
        return []
    at = [customer.pk]
    own = [
        Offered(_("Edit"), reverse("customers:edit", args=at), True),
        Offered(_("Note a promise"), reverse("customers:add", args=[*at, "promise"]), True),
        Offered(_("Note a need"), reverse("customers:add", args=[*at, "need"]), True),
        Offered(_("Consent"), reverse("customers:consents", args=at), True),
    ]
    others = [_action(customer, each) for each in actions.offered(user, customer) if each.url or each.do]
    return [
        *own,
        *others,
        *_owning(customer, user),
        Offered(_("Delete…"), reverse("customers:delete", args=at), True),
    ]


def _action(customer: Customer, action: actions.Action) -> Offered:
    if action.url:
        return Offered(action.label, action.url(customer), True)
    return Offered(action.label, reverse("customers:act", args=[customer.pk, action.code]), False)


def _owning(customer: Customer, user: Any) -> list[Offered]:
    at = [customer.pk]
    found = []
    if customer.owner_id is None:
        found.append(Offered(_("Take from the pool"), reverse("customers:claim", args=at), False))
    elif customer.owner_id == user.pk or user.is_manager:
        found.append(Offered(_("Put back into the pool"), reverse("customers:release", args=at), False))
    if user.is_manager:
        found.append(Offered(_("Give to…"), reverse("customers:assign", args=at), True))
    return found
