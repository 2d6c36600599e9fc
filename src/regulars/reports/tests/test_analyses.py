"""The page that leads to every page of figures."""

import re

import pytest
from django.urls import reverse

from regulars.ui import navigation

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_every_page_of_figures_is_listed_with_what_it_answers_and_opens(shop, refresh, boss, client):
    refresh()
    client.force_login(boss)
    listed = client.get(reverse("reports:analyses")).content.decode()
    questions = navigation.analyses_for(boss)
    assert [str(words) for words in questions] == re.findall(r'<h2 id="question-\d">(.*?)</h2>', listed)
    assert [str(words) for words in questions] == [
        "How it stands",
        "Who they are",
        "What they are worth",
        "What to do",
        "How good the figures are",
    ]
    links = [link for below in questions.values() for link in below]
    assert len(links) == len(navigation._analyses)
    assert links[0].url_name == "reports:dashboard"
    for link in links:
        assert f'<a href="{link.url}">{link.label}<small>{link.about}</small></a>' in listed
        assert client.get(link.url).status_code == 200


def test_the_dashboard_leads_to_the_analyses(shop, boss, client):
    client.force_login(boss)
    assert (
        f'href="{reverse("reports:analyses")}"' in client.get(reverse("reports:dashboard")).content.decode()
    )
