"""The stage of the journeys: a served shop, a browser, and visitors in both languages."""

import os
import re

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.chromium import SWITCHES, find_chromium
from tests.journeys.serving import Served
from tests.journeys.shop import open_shop
from tests.journeys.visitor import Visitor


@pytest.fixture(scope="session")
def served(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        server = Served()
    yield server
    server.end()


@pytest.fixture(scope="module")
def browser():
    """Closed with its module: while Playwright's loop runs, other tests could start none of their own."""
    path = find_chromium()
    if path is None:
        pytest.skip("the journeys need Chromium: apt install chromium")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop is no reason to keep off the database
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(params=[pytest.param(each, marks=pytest.mark.xdist_group(each)) for each in ("zh-CN", "en")])
def language(request):
    return request.param


@pytest.fixture
def visit(browser, served, transactional_db, language, request):
    """Opens windows; at the end each must have gone without trouble."""
    served.clear()
    visitors = []
    name = re.sub(r"\[.*", "", request.node.name).removeprefix("test_")[:60]

    def visit(*, size="desk", script=True):
        visitors.append(Visitor(browser, served.url, language=language, name=name, size=size, script=script))
        return visitors[-1]

    yield visit
    for visitor in visitors:
        visitor.leave()
    served.settle()


@pytest.fixture
def shop(transactional_db, language):
    return open_shop(language)
