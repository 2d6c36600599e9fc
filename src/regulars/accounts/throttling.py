"""Who guesses passwords, how often, and what they see."""

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse

from regulars.accounts.models import User
from regulars.core import addresses, audit, clock
from regulars.ui.pages import show

LONGEST_NAME = 150
MOST_PER_ADDRESS = 60
WITHIN = timedelta(minutes=15)


def address_of(request: HttpRequest) -> str | None:
    return addresses.remote_address(request) or None


def name_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Whatever way it is written, tries of one name are counted together."""
    told = credentials if credentials is not None else request.POST
    return User.objects.normalise(str(told.get("username") or ""))[:LONGEST_NAME]


def is_spraying(request: HttpRequest) -> bool:
    """One address that tries many names, each a few times."""
    tries = AccessAttempt.objects.filter(
        ip_address=address_of(request), attempt_time__gte=clock.now() - WITHIN
    )
    return (tries.aggregate(sum=Sum("failures_since_start"))["sum"] or 0) >= MOST_PER_ADDRESS


def refuse(
    request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any, **kwargs: Any
) -> HttpResponse:
    username = str((credentials or {}).get("username", ""))[:80]
    audit.record(None, "user.sign_in_refused", username=username)
    return show(request, "accounts/too_many_tries.html", status=429)
