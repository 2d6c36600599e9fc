"""Reading pages as a person does."""

import html
import re

from django.urls import reverse


def text(response):
    """The words of a page, without its tags."""
    inside = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", inside)).split())


def names(response):
    return [str(record) for record in response.context["listed"].table.records]


def open_page(client, user, name, query=""):
    client.force_login(user)
    return client.get(f"{reverse(f'reports:{name}')}{query}")
