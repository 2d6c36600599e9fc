"""Addresses of lists of customers by what is known of their loyalty."""

from urllib.parse import urlencode

from django.urls import reverse


def customers(*filters: str, sort: str = "") -> str:
    """The list of customers for whom all of the filters hold."""
    pairs = [("f", each) for each in filters] + ([("sort", sort)] if sort else [])
    return f"{reverse('customers:list')}?{urlencode(pairs, safe=':,')}"
