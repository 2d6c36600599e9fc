"""What this module hangs in the frame: its place in the menu, what search finds, what one can do from anywhere."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from regulars.customers.choices import Kind
from regulars.customers.exact_matches import exact_ids
from regulars.customers.models import Customer, Notice
from regulars.customers.searching import search
from regulars.ui import commands, navigation


def hang_in_frame() -> None:
    link_settings()
    navigation.add_entry(
        "customers",
        _("Customers"),
        url_name="customers:list",
        icon="people",
        order=20,
        namespaces=("duties", "segments"),
    )
    navigation.add_entry(
        "news",
        _("News"),
        url_name="duties:notices",
        icon="bell",
        order=85,
        count=_unread,
    )
    commands.add_action("promises", _("Promises"), url_name="duties:promises")
    commands.add_action("requests", _("Unanswered requests"), url_name="duties:requests")
    commands.add_action("needs", _("New needs"), url_name="duties:needs")
    commands.add_source("customers", _("Customers"), find=find, order=10)
    commands.add_action(
        "new_customer",
        _("New customer"),
        url_name="customers:new",
        icon="people",
        visible=lambda user: user.may_write,
    )
    commands.add_action("views", _("All views"), url_name="customers:views")
    commands.add_action(
        "bin", _("Recycle bin"), url_name="customers:bin", visible=lambda user: user.is_manager
    )
    commands.add_action(
        "fields", _("Own fields"), url_name="customers:fields", visible=lambda user: user.is_administrator
    )
    commands.add_action(
        "collection_plan",
        _("What is collected where"),
        url_name="customers:collection_plan",
        visible=lambda user: user.is_administrator,
    )


def _unread(request: Any) -> int:
    """Usually none: whom they are about is looked at only where there are some."""
    told = Notice.objects.unseen().filter(recipient=request.user.pk)
    return Notice.objects.of(request.user).unseen().count() if told.exists() else 0


def link_settings() -> None:
    def administrators(user: Any) -> bool:
        return bool(user.is_administrator)

    navigation.add_settings_link(
        "import",
        _("Import"),
        url_name="customers:imports",
        about=_("Customers, orders and more from your own files"),
        order=30,
        visible=lambda user: user.may_write,
    )
    navigation.add_settings_link(
        "fields",
        _("Own fields"),
        url_name="customers:fields",
        about=_("What else you want to know about a customer"),
        order=40,
        visible=administrators,
    )
    navigation.add_settings_link(
        "collection_plan",
        _("What is collected where"),
        url_name="customers:collection_plan",
        about=_("What to ask a customer, at which occasion"),
        order=50,
        visible=administrators,
    )
    navigation.add_settings_link(
        "bin",
        _("Recycle bin"),
        url_name="customers:bin",
        about=_("Deleted customers, for bringing back"),
        order=60,
        visible=lambda user: user.is_manager,
    )


def find(user: Any, text: str, limit: int) -> Iterable[commands.Suggestion]:
    found = search(Customer.objects.visible_to(user), text)
    exact = Q(pk__in=exact_ids(found, text.strip()))
    shown = found.order_by(Case(When(exact, then=0), default=1), "pinyin", "pk")
    for customer in shown.only("name", "kind", "city")[:limit]:
        about = [str(Kind(customer.kind).label), customer.city]
        detail = str(_(", ")).join(filter(None, about))
        yield commands.Suggestion(customer.name, customer.get_absolute_url(), detail, icon="people")
