"""Where the customers behind a figure of these pages are listed."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode


def members_url(figure: str, **narrowed: Any) -> str:
    kept = {name: value for name, value in narrowed.items() if value not in ("", None)}
    return f"{reverse('reports:worth_customers')}?{urlencode({'figure': figure, **kept})}"
