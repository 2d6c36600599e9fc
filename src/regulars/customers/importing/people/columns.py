"""The columns of the customers table as SQL writes them: types and what stands where nothing is given."""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model

from regulars.customers.models import Customer

# Kept as facts about the customer, with source and day; what only identifies the record is not.
NO_FACTS = frozenset({"code", "kind", "owner_id", "team_id"})


@cache
def type_of(column: str) -> str:
    return str(field_of(Customer, column).db_type(connection))


@cache
def default_of(model: type[Model], column: str) -> str:
    """The SQL literal that stands in a column nobody filled in."""
    field = field_of(model, column)
    default = None if field.null else field.get_default()
    return literal(field.get_db_prep_save(default, connection)) if default is not None else "NULL"


def field_of(model: type[Model], column: str) -> Any:
    return next(field for field in model._meta.concrete_fields if field.column == column)


def literal(value: Any) -> str:
    from psycopg import sql

    if value == []:
        return "'{}'"
    return sql.Literal(value).as_string(None)


def insert_columns(model: type[Model], given: dict[str, str]) -> tuple[str, str]:
    """All columns of a table and an expression for each: the one given, else the default."""
    columns = [
        str(field.column) for field in model._meta.concrete_fields if not field.primary_key or "id" in given
    ]
    values = [given.get(column) or default_of(model, column) for column in columns]
    return ", ".join(f'"{column}"' for column in columns), ", ".join(values)
