"""Loyalty on the screen: conditions, indicators, types, comparison."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def page(client, user, url):
    client.force_login(user)
    return " ".join(client.get(url).content.decode().split())


def test_page_draft(shop, refresh, client, boss):
    refresh()
    shown = page(client, boss, reverse("insights:loyalty"))
    assert "Loyal customers" in shown
