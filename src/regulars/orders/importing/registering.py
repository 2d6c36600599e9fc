"""The kinds that this module brings to the import engine."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from regulars.customers.importing.fields import Kind, register
from regulars.orders.importing import browsing, order_fields, orders, payments, products


def register_kinds() -> None:
    register(
        Kind(
            "products",
            _("Products"),
            lambda count: ngettext("%(count)s product", "%(count)s products", count) % {"count": count},
            products.FIELDS,
            products.judge,
            products.apply,
            needs=products.NEEDS,
            for_managers=True,
            order=30,
        )
    )
    register(
        Kind(
            "orders",
            _("Orders"),
            lambda count: ngettext("%(count)s order line", "%(count)s order lines", count) % {"count": count},
            order_fields.FIELDS,
            orders.judge,
            orders.apply,
            prepare=orders.prepare,
            report=orders.report,
            needs=order_fields.NEEDS,
            for_managers=True,
            order=40,
        )
    )
    _register_what_hangs_on_them()


def _register_what_hangs_on_them() -> None:
    register(
        Kind(
            "payments",
            _("Payments"),
            lambda count: ngettext("%(count)s payment", "%(count)s payments", count) % {"count": count},
            payments.FIELDS,
            payments.judge,
            payments.apply,
            needs=payments.NEEDS,
            for_managers=True,
            order=60,
        )
    )
    register(
        Kind(
            "browsing",
            _("Browsing"),
            lambda count: ngettext("%(count)s look", "%(count)s looks", count) % {"count": count},
            browsing.FIELDS,
            browsing.judge,
            browsing.apply,
            needs=browsing.NEEDS,
            for_managers=True,
            order=70,
        )
    )
