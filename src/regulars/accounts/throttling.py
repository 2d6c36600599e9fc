"""Who guesses passwords, how often, and what they see."""

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from regulars.accounts.models import User
from regulars.core import addresses, audit, clock
from regulars.ui.pages import show

LONGEST_NAME = 150
MOST_PER_ADDRESS = 60
MOST_PER_NAME = 24
WITHIN = timedelta(minutes=15)
KNOWN = "known"
KNOWN_FOR = timedelta(days=365)
MOST_KNOWN = 20  # people who share one till


def address_of(request: HttpRequest) -> str | None:
    return addresses.remote_address(request) or None


def name_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Whatever way it is written, tries of one name are counted together."""
    told = credentials if credentials is not None else request.POST
    return User.objects.normalise(str(told.get("username") or ""))[:LONGEST_NAME]


def is_guessing(request: HttpRequest) -> bool:
    """One address that tries many names, or many addresses that try one; the person's own browser is let in."""
    if _failures(ip_address=address_of(request)) >= MOST_PER_ADDRESS:
        return True
    name = name_of(request)
    return _failures(username=name) >= MOST_PER_NAME and not _is_known(request, name)


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Who signed in with this browser may go on to while strangers guess their password from elsewhere."""
    before = [pk for pk in _known_to(request) if pk != str(user.pk)]
    response.set_signed_cookie(
        KNOWN,
        ".".join([str(user.pk), *before][:MOST_KNOWN]),
        salt=KNOWN,
        max_age=KNOWN_FOR,
        path=reverse("accounts:sign_in"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _failures(**where: Any) -> int:
    tries = AccessAttempt.objects.filter(attempt_time__gte=clock.now() - WITHIN, **where)
    return tries.aggregate(sum=Sum("failures_since_start"))["sum"] or 0


def _is_known(request: HttpRequest, name: str) -> bool:
    known = [int(pk) for pk in _known_to(request)]
    return bool(known) and User.objects.filter(pk__in=known, username=name).exists()


def _known_to(request: HttpRequest) -> list[str]:
    told = request.get_signed_cookie(KNOWN, default="", salt=KNOWN, max_age=KNOWN_FOR)
    return told.split(".") if told else []


def refuse(
    request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any, **kwargs: Any
) -> HttpResponse:
    username = str((credentials or {}).get("username", ""))[:80]
    audit.record(None, "user.sign_in_refused", username=username)
    return show(request, "accounts/too_many_tries.html", status=429)
