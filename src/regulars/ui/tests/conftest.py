"""Pages of our own to look at, beside the program's."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from regulars.ui import commands, navigation


@pytest.fixture
def ask(db):
    """A request as views get it: ``ask("/path/", user=…, HX-Request="true")``."""

    def make(path="/", user=None, method="get", **headers):
        request = getattr(RequestFactory(headers=headers), method)(path)
        request.user = user or AnonymousUser()
        request.session = SessionStore()
        request._messages = FallbackStorage(request)
        request.resolver_match = None
        return request

    return make


@pytest.fixture
def empty_menu(monkeypatch):
    monkeypatch.setattr(navigation, "_entries", {})
    monkeypatch.setattr(commands, "_actions", {})
    monkeypatch.setattr(commands, "_sources", {})
