"""The kinds that this module brings to the import engine."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from regulars.customers.importing.fields import Kind, register
from regulars.orders.importing import order_fields, orders


def register_kinds() -> None:
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
