"""Whatever is put into an address or a form, no page breaks: a refusal is a sentence with a request id."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils.http import urlencode

from regulars.accounts.models import Role, User
from tests.architecture.hostile import VALUES, few, forms_of, names_read, some
from tests.architecture.test_routes import ALL, Route, names, record_of

MISSING_METHOD = 405
MANY = 4  # of the odd values, for every parameter of every page: some 20,000 requests
# Sets up the first administrator, or ends the session with which the others are tried.
NOT_TRIED = {"accounts:set_up", "accounts:sign_out"}
# Without words in the address there is nothing to show.
NEEDS_MORE = {"customers:add_condition", "reports:customers", "reports:keep", "reports:worth_customers"}
TRIED = names([route for route in ALL if route.name not in NOT_TRIED])


@pytest.fixture
def browser(boss: User) -> Client:
    client = Client(raise_request_exception=False, headers={"accept-language": "en"})
    client.force_login(boss)
    return client


def answer(browser: Client, method: str, url: str, data: Any = None) -> Any:
    """What is answered; what was written is taken back."""
    with transaction.atomic():
        found = getattr(browser, method)(url, data) if data is not None else getattr(browser, method)(url)
        transaction.set_rollback(True)
    return found


def broken(browser: Client, method: str, url: str, tried: list[dict[str, str]]) -> list[Any]:
    """What was tried that broke the page, and how; refusals without a request id too."""
    found = []
    for data in tried:
        got = answer(browser, method, f"{url}?{urlencode(data)}" if method == "get" else url, data)
        wrong = got.exc_info[1] if got.exc_info else got.status_code if got.status_code >= 500 else None
        if wrong is None and got.status_code in (400, 403, 404, 405) and not says_its_number(got):
            wrong = f"{got.status_code} without a request id"
        if wrong is not None:
            found.append((url, data, wrong))
    return found


def says_its_number(got: Any) -> bool:
    return got.headers["X-Request-ID"] in got.content.decode()


def own_record(route: Route, lin: User) -> str:
    return route.url(record_of(route, lin))


@pytest.mark.parametrize("route", TRIED)
def test_every_page_opens(browser, lin, route):
    got = answer(browser, "get", own_record(route, lin))
    assert got.exc_info is None
    needs_more = (400, 404) if route.arguments or route.name in NEEDS_MORE else ()
    assert got.status_code in (200, 302, MISSING_METHOD, *needs_more)


@pytest.mark.parametrize("route", TRIED)
def test_no_address_breaks_a_page(browser, lin, route):
    url = own_record(route, lin)
    if answer(browser, "get", url).status_code == MISSING_METHOD:
        return
    tried = [{name: some(1, of=route.name + name)[0]} for name in few(names_read(), 12, of=route.name)]
    assert broken(browser, "get", url, tried) == []


@pytest.mark.full
@pytest.mark.parametrize("route", TRIED)
def test_no_parameter_breaks_any_page(browser, lin, route):
    url = own_record(route, lin)
    if answer(browser, "get", url).status_code == MISSING_METHOD:
        return
    tried = [{name: value} for name in names_read() for value in some(MANY, of=route.name + name)]
    assert broken(browser, "get", url, tried) == []


@pytest.mark.parametrize("count", [1, pytest.param(MANY, marks=pytest.mark.full)])
@pytest.mark.parametrize("route", TRIED)
def test_no_form_breaks_when_it_is_sent(browser, lin, route, count):
    url = own_record(route, lin)
    page = answer(browser, "get", url)
    html = page.content.decode() if page.status_code == 200 and not page.streaming else ""
    for action, fields in forms_of(html):
        if action and not action.startswith("?") and action != url:
            continue  # it is tried where it is at home
        tried = [fields | {name: value} for name in fields for value in some(count, of=route.name + name)]
        assert broken(browser, "post", url, [fields, {}, *tried]) == []


@pytest.mark.parametrize("route", TRIED)
def test_a_form_sent_empty_or_garbled_breaks_nothing(browser, lin, route):
    url = own_record(route, lin)
    garbled = {name: some(1, of=route.name + name)[0] for name in names_read()}
    assert broken(browser, "post", url, [{}, garbled]) == []


@pytest.mark.parametrize("value", [*VALUES])
def test_who_is_no_administrator_breaks_no_list_either(client, db, value, east):
    reader = User.objects.create_user("r", "a long enough password", name="R", role=Role.READ_ONLY, team=east)
    client.raise_request_exception = False
    client.force_login(reader)
    tried = [{name: value} for name in ("f", "q", "sort", "after", "columns")]
    assert broken(client, "get", "/customers/", tried) == []
