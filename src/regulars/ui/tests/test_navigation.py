"""The menu and the command menu show what a person may use."""

import pytest
from django.urls import reverse

from regulars.ui import commands, navigation
from regulars.ui.context import Frame


def add(name, order, **more):
    navigation.add_entry(name, name.title(), url_name="ui:more", icon="today", order=order, **more)


@pytest.mark.usefixtures("empty_menu")
def test_entries_come_in_order_and_only_for_who_may_use_them(ask, lin, boss):
    add("settings", 900, visible=lambda user: user.is_administrator, apart=True)
    add("customers", 20)
    add("today", 10, count=lambda request: 6 if request.user == lin else None)
    assert [(entry.name, entry.count) for entry in Frame(ask(user=lin)).entries] == [
        ("today", 6),
        ("customers", None),
    ]
    assert [entry.name for entry in Frame(ask(user=boss)).entries] == ["today", "customers", "settings"]


@pytest.mark.usefixtures("empty_menu")
def test_who_is_not_signed_in_sees_no_entry(ask):
    add("today", 10)
    assert Frame(ask()).entries == []


@pytest.mark.usefixtures("empty_menu")
def test_the_phone_has_four_entries_and_the_rest_behind_more(ask, lin):
    for place, name in enumerate(["today", "customers", "orders", "service", "reports"]):
        add(name, place)
    add("settings", 900, apart=True)
    frame = Frame(ask(user=lin))
    assert [entry.name for entry in frame.near_thumb] == ["today", "customers", "orders", "service"]
    assert [entry.name for entry in frame.behind_more] == ["reports", "settings"]


def test_an_entry_is_active_on_all_pages_of_its_module(client, boss):
    client.force_login(boss)
    html = client.get(reverse("accounts:staff")).content.decode()
    assert f'<a href="{reverse("accounts:settings")}" aria-current="page">' in html


@pytest.mark.usefixtures("empty_menu")
def test_the_command_menu_finds_actions_by_name_and_by_keyword(client, lin):
    commands.add_action("import", "Import customers", url_name="ui:more", keywords="excel csv")
    commands.add_action("wipe", "Wipe everything", url_name="ui:more", visible=lambda user: False)
    client.force_login(lin)
    assert "Import customers" in client.get(reverse("ui:suggest"), {"q": "EXCEL"}).content.decode()
    assert "Wipe" not in client.get(reverse("ui:suggest"), {"q": ""}).content.decode()


@pytest.mark.usefixtures("empty_menu")
def test_search_asks_each_source_for_what_the_person_may_see(client, lin):
    asked = []

    def find(user, text, limit):
        asked.append((user, text, limit))
        return [commands.Suggestion("<Zhou>", "/customers/1/", "138 0571 2290")]

    commands.add_source("customers", "Customers", find=find)
    client.force_login(lin)
    html = client.get(reverse("ui:search"), {"q": " zhou "}).content.decode()
    assert asked == [(lin, "zhou", 50)]
    assert "&lt;Zhou&gt;" in html
    assert 'href="/customers/1/"' in html


@pytest.mark.usefixtures("empty_menu")
def test_an_empty_search_asks_nobody(client, lin):
    commands.add_source("customers", "Customers", find=lambda *_: pytest.fail("was asked"))
    client.force_login(lin)
    assert client.get(reverse("ui:suggest"), {"q": "  "}).status_code == 200


@pytest.mark.usefixtures("empty_menu")
def test_finding_nothing_says_what_to_try(client, lin):
    client.force_login(lin)
    html = client.get(reverse("ui:search"), {"q": "nobody"}).content.decode()
    assert "Nothing found for “nobody”" in html
    assert "last digits of a phone number" in html


@pytest.mark.parametrize("name", ["search", "suggest", "more"])
def test_strangers_are_asked_to_sign_in(client, boss, name):
    response = client.get(reverse(f"ui:{name}"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("accounts:sign_in"))
