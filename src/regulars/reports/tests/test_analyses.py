"""The page that leads to every page of figures."""

import pytest
from django.urls import reverse

from regulars.ui import navigation

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_every_page_of_figures_is_listed_with_what_it_answers_and_opens(shop, refresh, boss, client):
    refresh()
    client.force_login(boss)
    listed = client.get(reverse("reports:analyses")).content.decode()
    links = navigation.analyses_for(boss)
    assert [link.url_name for link in links][:1] == ["reports:dashboard"]
    for link in links:
        assert f'<a href="{link.url}">{link.label}<small>{link.about}</small></a>' in listed
        assert client.get(link.url).status_code == 200


def test_the_dashboard_leads_to_the_analyses(shop, boss, client):
    client.force_login(boss)
    assert (
        f'href="{reverse("reports:analyses")}"' in client.get(reverse("reports:dashboard")).content.decode()
    )
