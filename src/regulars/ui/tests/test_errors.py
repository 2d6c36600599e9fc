"""An error says what happened, that nothing was lost and what to do, in the person's language."""

import io
import logging

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from regulars.core.logs import LineFormatter
from regulars.ui import errors

CANARY = "13987650421"
ANSWERS = {
    400: errors.bad_request,
    403: errors.permission_denied,
    404: errors.page_not_found,
    413: errors.too_large,
    500: errors.server_error,
    503: errors.unavailable,
}


@pytest.mark.parametrize("status", ANSWERS)
def test_each_error_page_has_its_status_its_sentences_and_the_request(rf, status):
    request = rf.get("/")
    request.id = "4f2a91"
    with translation.override("zh-hans"):
        response = ANSWERS[status](request)
        title, happened, todo = (str(sentence) for sentence in errors.SENTENCES[status])
    html = response.content.decode()
    assert response.status_code == status
    assert f"<title>{title} · 回头客</title>" in html
    assert happened in html
    assert todo in html
    assert "4f2a91" in html


def test_an_error_page_needs_neither_database_nor_session(rf):
    assert errors.server_error(rf.get("/")).status_code == 500


def test_an_error_while_a_part_loads_becomes_a_notice(rf):
    response = errors.page_not_found(rf.get("/", headers={"HX-Request": "true"}))
    assert response.status_code == 404
    assert response["HX-Retarget"] == "#notices"
    assert response["HX-Reswap"] == "beforeend"
    assert b"<html" not in response.content


def test_a_busy_database_says_when_to_come_back(rf):
    assert errors.unavailable(rf.get("/"))["Retry-After"] == "10"


def test_who_saves_the_same_a_moment_later_is_told_so(rf, east):
    try:
        with transaction.atomic():
            type(east).objects.create(name=east.name)
    except IntegrityError:
        response = errors.server_error(rf.get("/"))
    assert response.status_code == 409
    assert "Nothing was saved twice." in response.content.decode()
    assert type(east).objects.count() == 1


def test_a_wrong_address_in_chinese_and_in_english(client, db):
    chinese = client.get("/nowhere/", headers={"Accept-Language": "zh-CN"}).content.decode()
    english = client.get("/nowhere/", headers={"Accept-Language": "en"}).content.decode()
    assert "这里没有内容" in chinese
    assert "There is nothing here" in english


def test_a_form_without_its_token_is_refused_kindly(db):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/ui/language/", {"language": "en"}, headers={"Accept-Language": "en"})
    assert response.status_code == 403
    assert "This page was open for too long" in response.content.decode()
    assert "language" not in response.cookies


@pytest.fixture
def log():
    """What the server would write."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(LineFormatter())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_the_number_of_a_form_that_was_refused_leads_to_its_line_in_the_log(db, log):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/ui/language/", {"language": "en"})
    number = response["X-Request-ID"]
    assert number in response.content.decode()
    (line,) = log.getvalue().splitlines()
    assert line.endswith(
        f"WARNING django.security.csrf Forbidden (CSRF cookie not set.): /ui/language/ request={number}"
    )


def test_the_number_of_an_error_leads_to_where_it_happened_and_to_nobodys_data(db, client, log, monkeypatch):
    def broken(*_told, **_more):
        raise ValueError(CANARY)

    monkeypatch.setattr("regulars.ui.views.url_has_allowed_host_and_scheme", broken)
    client.raise_request_exception = False
    response = client.post("/ui/language/", {"language": "en", "next": "/today/"})
    number = response["X-Request-ID"]
    assert (response.status_code, number in response.content.decode()) == (500, True)
    first, *rest = log.getvalue().splitlines()
    assert first.endswith(f"ERROR django.request Internal Server Error: /ui/language/ request={number}")
    assert any("ui/views.py" in line for line in rest)
    assert rest[-1].strip().startswith("ValueError: (what it said is left out")
    assert CANARY not in log.getvalue()


def test_an_address_sent_in_a_way_it_does_not_know_says_so_with_its_number(client, boss):
    client.force_login(boss)
    chinese = client.get("/sign-out/", headers={"Accept-Language": "zh-CN"})
    boss.language = "en"
    boss.save()
    english = client.get("/sign-out/")
    assert (english.status_code, english["Allow"]) == (405, "POST")
    assert "This address does something else" in english.content.decode()
    assert english["X-Request-ID"] in english.content.decode()
    assert chinese.status_code == 405


@pytest.mark.parametrize("address", ["/sign-in/", "/profile/", "/today/", "/customers/new/"])
def test_the_head_of_a_page_is_that_of_the_page_and_has_no_body(client, boss, address):
    if address != "/sign-in/":
        client.force_login(boss)
    page, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Type"] == page["Content-Type"]
    assert int(head["Content-Length"]) > 1000


@pytest.mark.parametrize(("size", "status"), [(5 * 1024 * 1024, 403), (5 * 1024 * 1024 + 1, 413)])
def test_a_form_that_is_too_long_is_refused_in_a_sentence(client, db, size, status):
    browser = type(client)(enforce_csrf_checks=True, headers={"accept-language": "en"})
    answer = browser.post("/sign-in/", "x" * size, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == status
    assert ("A file may have 50 MB, a form 5 MB." in answer.content.decode()) == (status == 413)


def test_the_words_beside_a_file_may_not_be_too_long_either(client, db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = client.post("/sign-in/", {"username": "x" * 2000})
    assert answer.status_code == 413
    assert answer.headers["X-Request-ID"] in answer.content.decode()
