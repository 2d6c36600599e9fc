"""Figures that are a list of customers: counted by the filters of the very list they open."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from regulars.customers.filtering import Filters
from regulars.customers.models import Customer
from regulars.customers.querysets import CustomerQuerySet


@dataclass(frozen=True)
class Tally:
    """How many customers, and where they are listed."""

    label: Any
    count: int
    url: str
    note: Any = ""


def customers(user: Any, *codes: str) -> CustomerQuerySet:
    return Filters(user, codes).apply(Customer.objects.visible_to(user))


def url(*codes: str) -> str:
    return f"{reverse('customers:list')}?{urlencode([('f', code) for code in codes], safe=':,')}"


def tally(user: Any, label: Any, *codes: str, note: Any = "") -> Tally:
    return Tally(label, customers(user, *codes).count(), url(*codes), note)
