"""A page is shown whole, and in parts to who asks for a part."""

import pytest
from django.contrib.messages import get_messages
from django.template import engines
from django.urls import reverse

from regulars.ui import notices
from regulars.ui.pages import go, show

TEMPLATE = "ui/error.html"
PAGE = "{% load partials %}<h1>List</h1>{% partialdef rows inline %}<ul id='rows'><li>{{ name }}</li></ul>{% endpartialdef %}"


@pytest.fixture
def page(settings, tmp_path):
    (tmp_path / "page.html").write_text(PAGE)
    engines.templates["django"]["DIRS"] = [tmp_path]
    engines._engines.clear()
    yield "page.html"
    engines.templates["django"]["DIRS"] = []
    engines._engines.clear()


def test_a_browser_gets_the_whole_page(ask, page):
    response = show(ask(), page, {"name": "Zhou"}, parts=("rows",))
    assert response.content.decode() == "<h1>List</h1><ul id='rows'><li>Zhou</li></ul>"
    assert response["Vary"] == "HX-Request, HX-Target"


def test_htmx_gets_the_part_it_will_replace(ask, page):
    request = ask(**{"HX-Request": "true", "HX-Target": "ul#rows"})
    assert (
        show(request, page, {"name": "Zhou"}, parts=("rows",)).content.decode()
        == "<ul id='rows'><li>Zhou</li></ul>"
    )


@pytest.mark.parametrize("target", ["", "ul#other", "ul", "rows", "ul#rows#rows"])
def test_a_part_that_was_not_offered_is_never_drawn_alone(ask, page, target):
    request = ask(**{"HX-Request": "true", "HX-Target": target})
    assert show(request, page, {"name": "Zhou"}, parts=("rows",)).content.startswith(b"<h1>")


def test_going_back_in_history_gets_the_whole_page(ask, page):
    headers = {"HX-Request": "true", "HX-Target": "ul#rows", "HX-History-Restore-Request": "true"}
    assert show(ask(**headers), page, {}, parts=("rows",)).content.startswith(b"<h1>")


def test_a_notice_with_its_undo_travels_beside_the_part(ask, page):
    request = ask(**{"HX-Request": "true", "HX-Target": "ul#rows"})
    notices.say(request, "23 customers were tagged <b>", undo="/undo/7/")
    html = show(request, page, {"name": "Zhou"}, parts=("rows",)).content.decode()
    assert 'id="notices"' in html
    assert 'hx-swap-oob="true"' in html
    assert "23 customers were tagged &lt;b&gt;" in html
    assert '<form method="post" action="/undo/7/">' in html


def test_going_on_tells_htmx_to_load_the_page(ask):
    assert go(ask(), "/next/").status_code == 302
    answer = go(ask(**{"HX-Request": "true"}), "/next/")
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/next/")


def test_a_notice_is_said_once(ask):
    request = ask()
    notices.say(request, "Done")
    assert [str(message) for message in get_messages(request)] == ["Done"]


def test_language_and_theme_are_kept_with_the_person(client, lin):
    client.force_login(lin)
    client.post(reverse("ui:language"), {"language": "zh-hans", "next": "/more/"})
    client.post(reverse("ui:theme"), {"theme": "dark", "next": "/more/"})
    lin.refresh_from_db()
    assert (lin.language, lin.theme) == ("zh-hans", "dark")
    html = client.get(reverse("ui:more")).content.decode()
    assert '<html lang="zh-CN" data-bs-theme="dark" data-theme="dark">' in html
    assert "<title>更多 · 回头客</title>" in html


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_choosing_a_language_never_leads_elsewhere(client, db, elsewhere):
    response = client.post(reverse("ui:language"), {"language": "en", "next": elsewhere})
    assert (response.status_code, response["Location"]) == (302, "/")


@pytest.mark.parametrize(("name", "value"), [("language", "fr"), ("theme", "pink"), ("theme", "")])
def test_an_unknown_choice_is_refused_and_changes_nothing(client, lin, name, value):
    client.force_login(lin)
    response = client.post(reverse(f"ui:{name}"), {name: value, "next": "/more/"})
    lin.refresh_from_db()
    assert response.status_code == 400
    assert (lin.language, lin.theme) == ("en", "")
    assert name not in response.cookies


def test_the_home_screen_gets_name_icons_and_start(client, db):
    manifest = client.get(reverse("ui:manifest"), headers={"Accept-Language": "zh-CN"})
    assert manifest["Content-Type"] == "application/manifest+json"
    assert manifest.json()["short_name"] == "回头客"
    assert manifest.json()["start_url"] == "/"
    assert [icon["sizes"] for icon in manifest.json()["icons"]] == ["192x192", "512x512"]
