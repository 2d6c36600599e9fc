"""What somebody sees who guesses passwords."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from regulars.core import addresses, audit
from regulars.ui.pages import show


def address_of(request: HttpRequest) -> str:
    return addresses.remote_address(request)


def refuse(
    request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any, **kwargs: Any
) -> HttpResponse:
    username = str((credentials or {}).get("username", ""))[:80]
    audit.record(None, "user.sign_in_refused", username=username)
    return show(request, "accounts/too_many_tries.html", status=429)
