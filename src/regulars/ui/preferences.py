"""Language and theme a person has chosen, kept with the person and in a cookie."""

from typing import Any

from django.http import HttpRequest, HttpResponse

THEMES = ("auto", "light", "dark")
YEAR = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    chosen = getattr(_person(request), "theme", "") or request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else "auto"


def keep(request: HttpRequest, response: HttpResponse, *, name: str, value: str) -> None:
    """Remember a choice of the person's own look; it changes no record of the firm."""
    response.set_cookie(
        name, value, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    person = _person(request)
    if person is not None and person.is_authenticated and hasattr(person, name):
        setattr(person, name, value)
        person.save(update_fields=[name])


def _person(request: HttpRequest) -> Any:
    return getattr(request, "user", None)
