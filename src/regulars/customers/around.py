"""What belongs to one customer, fetched at once: one question instead of eight, asked on every page."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model
from psycopg import sql

from regulars.customers.models import (
    Consent,
    Contact,
    ContactPoint,
    Customer,
    CustomerTag,
    FamilyEvent,
    MemoryNote,
    Need,
    ProjectCycle,
    Promise,
    Tag,
)


@dataclass(frozen=True)
class Belonging:
    """Rows under the name by which a customer knows them, in the order in which a page shows them.

    ``more`` is SQL for a JSON object that is added to each row t.
    """

    name: str
    model: type[Model]
    order: Callable[[Any], Any]
    more: str = ""


def newest_first(row: Any) -> Any:
    return -row.pk


ALWAYS = (
    Belonging("contact_points", ContactPoint, lambda row: (not row.is_primary, row.is_dead, row.pk)),
    Belonging("promises", Promise, newest_first),
    Belonging("memory_notes", MemoryNote, newest_first),
    Belonging("needs", Need, newest_first),
    Belonging("consents", Consent, lambda row: (row.given_at, row.pk)),
    Belonging("project_cycles", ProjectCycle, newest_first),
    Belonging(
        "customer_tags",
        CustomerTag,
        lambda row: row.tag.name,
        "jsonb_build_object('tag_name', (SELECT name FROM customers_tag WHERE id = t.tag_id))",
    ),
)
OF_PERSON = Belonging("family", FamilyEvent, lambda row: row.pk)
OF_FIRM = Belonging(
    "contacts",
    Contact,
    lambda row: (-row.relation_strength, row.name),
    "jsonb_build_object('last_at', (SELECT max(happened_at) FROM customers_interaction i "
    "WHERE i.contact_id = t.id AND NOT i.is_planned))",
)


def gather(customer: Customer) -> None:
    """Afterwards ``customer.promises.all()`` and its like answer without a question."""
    belongings = (*ALWAYS, OF_FIRM if customer.is_firm else OF_PERSON)
    found: dict[str, list[Any]] = {each.name: [] for each in belongings}
    makers = {each.name: each.model for each in belongings}
    with connection.cursor() as cursor:
        cursor.execute(_question(belongings), {"customer": customer.pk})
        for name, values in cursor.fetchall():
            found[name].append(_made(makers[name], json.loads(values), customer))
    known: dict[str, Any] = customer.__dict__.setdefault("_prefetched_objects_cache", {})
    for each in belongings:
        answer = getattr(customer, each.name).all()
        answer._result_cache = sorted(found[each.name], key=each.order)
        answer._prefetch_done = True
        known[each.name] = answer


def _question(belongings: Iterable[Belonging]) -> sql.Composed:
    parts = [
        sql.SQL("SELECT {name}, to_jsonb(t){more} FROM {table} t WHERE customer_id = %(customer)s").format(
            name=sql.Literal(each.name),
            table=sql.Identifier(each.model._meta.db_table),
            more=sql.SQL(" || " + each.more if each.more else ""),
        )
        for each in belongings
    ]
    return sql.SQL(" UNION ALL ").join(parts)


def _made(model: type[Model], values: dict[str, Any], customer: Customer) -> Any:
    fields = model._meta.concrete_fields
    row: Any = model.from_db(
        "default",
        [field.attname for field in fields],
        [field.to_python(values[str(field.column)]) for field in fields],
    )
    row.customer = customer
    if "tag_name" in values:
        row.tag = Tag(pk=row.tag_id, name=values["tag_name"])
    if "last_at" in values:
        row.last_at = Promise._meta.get_field("closed_at").to_python(values["last_at"])
    return row
