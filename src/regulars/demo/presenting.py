"""The demo ready to look at: loaded, its figures computed, its care planned, its staff with a password."""

from datetime import date, timedelta
from typing import Any

from regulars.accounts.models import User
from regulars.care.models import CareTask
from regulars.core import clock
from regulars.customers.models import Customer, CustomerMeasures
from regulars.demo import choosing, loading, wiping
from regulars.demo.copying import analyze
from regulars.demo.records import Language

# Figures are also computed for these days before, so that stages and classes have a past to move from.
LOOKING_BACK = (30, 7)


def load(language: Language = "zh", as_of: date | None = None) -> dict[str, Any]:
    """Load the demo and prepare this morning's worklists; what to sign in with comes back."""
    done = loading.load(language, as_of)
    refresh(done.as_of)
    choosing.choose(language)
    return {
        "language": language,
        "as_of": done.as_of.isoformat(),
        "customers": done.customers,
        "orders": done.orders,
        **_sign_in(loading.give_password()),
    }


def wipe() -> dict[str, int]:
    """Take the demo away; that there is none is no mistake."""
    from regulars.insights import scoring

    wiped = wiping.wipe()
    if wiped.customers:
        scoring.refresh()
    return {"customers": wiped.customers, "orders": wiped.orders}


def present(language: Language, as_of: date | None, *, anew: bool) -> dict[str, Any]:
    """The demo, loaded now or before. Doing it twice changes nothing and tells the same password."""
    state = loading.loaded()
    if state and anew:
        wipe()
    if state is None or anew:
        return load(language, as_of)
    return {"language": state["language"], "as_of": state["as_of"], **_sign_in(loading.give_password())}


def refresh(as_of: date) -> None:
    """As if the shop had had its figures computed before, and this morning. Customers of the firm's own get
    no past that nobody saw."""
    from regulars.insights import scoring  # the engine: not for a demo that is loaded already

    is_alone = not Customer.objects.filter(is_demo=False).exists()
    for days in LOOKING_BACK if is_alone else ():
        day = as_of - timedelta(days=days)
        with clock.at(clock.end_of(day)):
            scoring.refresh(day)
    scoring.refresh(as_of)
    analyze(CareTask, CustomerMeasures)


def _sign_in(password: str) -> dict[str, Any]:
    people = User.objects.filter(is_demo=True, is_active=True).order_by("pk")
    staff = [{"username": user.username, "name": user.name, "role": user.role} for user in people]
    return {"staff": staff, "password": password}
