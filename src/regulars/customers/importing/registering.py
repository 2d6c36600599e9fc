"""The kinds that this module brings to the import engine."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from regulars.customers.importing.fields import Kind, register
from regulars.customers.importing.kinds import contacts, customer_fields, customers, interactions


def register_kinds() -> None:
    register(
        Kind(
            "customers",
            _("Customers"),
            lambda count: ngettext("%(count)s customer", "%(count)s customers", count) % {"count": count},
            customer_fields.FIELDS,
            customers.judge,
            customers.apply,
            report=customers.report,
            needs=customer_fields.NEEDS,
            has_owner=True,
            takes_custom_fields=True,
            order=10,
        )
    )
    register(
        Kind(
            "contacts",
            _("Contacts"),
            lambda count: ngettext("%(count)s contact", "%(count)s contacts", count) % {"count": count},
            contacts.FIELDS,
            contacts.judge,
            contacts.apply,
            needs=contacts.NEEDS,
            order=20,
        )
    )
    register(
        Kind(
            "interactions",
            _("Interactions"),
            lambda count: (
                ngettext("%(count)s interaction", "%(count)s interactions", count) % {"count": count}
            ),
            interactions.FIELDS,
            interactions.judge,
            interactions.apply,
            needs=interactions.NEEDS,
            order=50,
        )
    )
