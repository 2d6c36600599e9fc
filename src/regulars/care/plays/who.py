"""Whom plays look among, and how words address them."""

from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regulars.care.wording import gap
from regulars.customers.models import Customer
from regulars.customers.querysets import resting

MEASURES = ("measures__expected_margin", "measures__risk_score")
OWN_MEASURES = tuple(f"customer__{name}" for name in MEASURES)


def reachable(day: date) -> Any:
    """Customers who may be contacted on a day: alive, not let go, not asking to be left alone."""
    known = Customer.objects.present().filter(erased_at=None, is_walk_in=False)
    return known.exclude(resting(day))


def greeting(who: Any) -> str:
    """How the words begin: whom they address, who is speaking, and the space before what follows."""
    return _hello(who) + gap()


def _hello(who: Any) -> str:
    person = who.contact or who.customer
    name = "" if str(person.name) == getattr(person, "code", "") else polite_name(person)
    speaker = str(who.me) if who.me is not None else ""
    firm = _firm()
    if not name:
        return _hello_to_nobody(speaker, firm)
    if speaker and firm:
        return _("Hello {name}, this is {speaker} from {firm}.").format(name=name, speaker=speaker, firm=firm)
    if firm:
        return _("Hello {name}, this is {firm}.").format(name=name, firm=firm)
    return _("Hello {name}.").format(name=name)


def _hello_to_nobody(speaker: str, firm: str) -> str:
    """For customers of whom only a number is known."""
    if speaker and firm:
        return _("Hello, this is {speaker} from {firm}.").format(speaker=speaker, firm=firm)
    if firm:
        return _("Hello, this is {firm}.").format(firm=firm)
    return _("Hello.")


def polite_name(person: Any) -> str:
    """As noted, else 周先生, 周女士 where the gender is known, else the name as it is."""
    name = str(person.name)
    is_han = bool(name) and "\u4e00" <= name[0] <= "\u9fff"
    if not person.salutation and is_han and (get_language() or "").startswith("zh"):
        surname = name[:2] if name[:2] in DOUBLE_SURNAMES else name[:1]
        return {"male": f"{surname}先生", "female": f"{surname}女士"}.get(getattr(person, "gender", ""), name)
    return person.salutation or name


DOUBLE_SURNAMES = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "令狐",
        "慕容",
        "司徒",
        "夏侯",
        "长孙",
        "宇文",
    ]
)


def _firm() -> str:
    from regulars.core import settings_store

    return str(settings_store.get("firm.name"))
