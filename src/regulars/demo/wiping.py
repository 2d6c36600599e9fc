"""Takes the demo business away in one step, and nothing of the firm's own."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from regulars.accounts.models import Role, Team, User
from regulars.core import audit, settings_store
from regulars.core.command_line import Refusal
from regulars.core.models import StoredSetting
from regulars.customers.models import Customer, Tag
from regulars.demo.settings_declared import KEY, alone
from regulars.insights.models import ScoreRun
from regulars.insights.table import TABLE
from regulars.orders.models import BrowsingEvent, Category, Order, OrderLine, Payment, Product
from regulars.reports.models import TargetProfile
from regulars.segments.models import Segment


@dataclass(frozen=True)
class Wiped:
    customers: int
    orders: int


@transaction.atomic
def wipe(*, by: User | None = None) -> Wiped:
    """Everything of a demo customer goes with it, whoever wrote it. Wiping twice is the same as once."""
    alone()
    state = settings_store.get(KEY)
    if not state:
        return Wiped(0, 0)
    _keep_an_administrator()
    counts = {"customers": Customer.objects.filter(is_demo=True).count(), "orders": _orders().count()}
    audit.record(by, "demo.wiped", **counts)
    _delete_orders()
    _delete_customers()
    _delete_goods(state)
    _delete_choices()
    User.objects.filter(is_demo=True).delete()
    _delete_ground(state)
    return Wiped(**counts)


def _keep_an_administrator() -> None:
    """Own customers without an administrator would let the next visitor set the firm up anew."""
    own_customers = Customer.objects.filter(is_demo=False).exists()
    own_administrators = User.objects.filter(is_demo=False, role=Role.ADMINISTRATOR, is_active=True)
    if own_customers and not own_administrators.exists():
        raise Refusal(
            _("The only administrators belong to the demo. Add one of your own first. Nothing was wiped.")
        )


def _orders() -> Any:
    return Order.objects.filter(customer__is_demo=True)


def _delete_orders() -> None:
    OrderLine.objects.filter(order__customer__is_demo=True).delete()
    Payment.objects.filter(customer__is_demo=True).delete()
    _orders().delete()


def _delete_customers() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {TABLE} m USING customers_customer c "  # noqa: S608 -- our own name
            "WHERE c.id = m.customer_id AND c.is_demo"
        )
    Customer.objects.filter(is_demo=True).delete()


def _delete_choices() -> None:
    """Fixed lists and the profile that the demo's staff made; what a play rests on stays, without its customers."""
    TargetProfile.objects.filter(made_by__is_demo=True).delete()
    Segment.objects.filter(owner__is_demo=True, plays=None).delete()


def _delete_goods(state: dict[str, Any]) -> None:
    """A demo product that somebody has bought meanwhile has become one of the firm's."""
    sold, seen = OrderLine.objects.exclude(product=None), BrowsingEvent.objects.all()
    Product.objects.filter(is_demo=True, pk__in=sold.values("product")).update(is_demo=False)
    Product.objects.filter(is_demo=True, pk__in=seen.values("product")).update(is_demo=False)
    Product.objects.filter(is_demo=True).delete()
    Category.objects.filter(pk__in=state["categories"], products=None).delete()


def _delete_ground(state: dict[str, Any]) -> None:
    """Whatever of the firm's own leans on a team or tag of the demo keeps it."""
    Tag.objects.filter(pk__in=state["tags"], customer_tags=None).delete()
    Team.objects.filter(pk__in=state["teams"], members=None, customers=None).delete()
    if not Customer.objects.exists():
        _forget_firm(state["settings"])
        ScoreRun.objects.all().delete()
    StoredSetting.objects.filter(pk=KEY).delete()
    settings_store.forget()


def _forget_firm(put: dict[str, Any]) -> None:
    for key, value in put.items():
        StoredSetting.objects.filter(pk=key, value=value).delete()
