"""The shop the journeys walk through, told in the language of the visitor."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher

from regulars.accounts.models import Role, Team, User
from regulars.core import clock, settings_store
from regulars.customers import searching
from regulars.customers.models import ContactPoint, Customer
from regulars.insights import scoring
from regulars.orders.models import Order
from tests.journeys.shelf import furnished
from tests.journeys.visitor import PASSWORD

CODES = {"zh-CN": "zh-hans", "en": "en"}
WORDS = {
    "zh-CN": {
        "firm": "云雾茶行", "east": "东区", "west": "西区", "boss": "郑秋云", "manager": "何敏", "lin": "林晓彤",
        "sun": "孙莉", "wei": "韦芳", "reader": "邵佩",
        "zhou": "周文斌", "xiaoming": "王小明", "pool": "许静", "suns": "邓薇", "weis": "钱立群",
    },
    "en": {
        "firm": "Cloud Mist Tea", "east": "East", "west": "West", "boss": "Zheng Qiuyun", "manager": "He Min",
        "lin": "Lin Xiaotong", "sun": "Sun Li", "wei": "Wei Fang", "reader": "Shao Pei",
        "zhou": "Zhou Wenbin", "xiaoming": "王小明", "pool": "Xu Jing", "suns": "Deng Wei", "weis": "Qian Liqun",
    },
}  # fmt: skip
ROLES = {
    "boss": Role.ADMINISTRATOR, "manager": Role.MANAGER, "lin": Role.STAFF, "sun": Role.STAFF,
    "wei": Role.STAFF, "reader": Role.READ_ONLY,
}  # fmt: skip

OWNERS = {"zhou": "lin", "xiaoming": "lin", "pool": None, "suns": "sun", "weis": "wei"}


@dataclass
class Shop:
    """Two teams, one of each role, and few customers; ``words`` holds everybody's name."""

    words: dict[str, str]
    staff: dict[str, User]
    customers: dict[str, Customer]


def open_shop(language: str) -> Shop:
    furnished(language, lambda: _furnish(language))
    words = WORDS[language]
    staff = {user.username: user for user in User.objects.all()}
    names = {customer.name: customer for customer in Customer.objects.all()}
    return Shop(words, staff, {key: names[words[key]] for key in OWNERS})


def _furnish(language: str) -> None:
    words = WORDS[language]
    settings_store.put("firm.name", words["firm"])
    settings_store.put("firm.language", CODES[language])
    teams = {name: Team.objects.create(name=words[name]) for name in ("east", "west")}
    staff = {
        username: User.objects.create(
            username=username,
            password=_kept_password(),
            name=words[username],
            role=role,
            language=CODES[language],
            team=None if username == "boss" else teams["west" if username == "wei" else "east"],
        )
        for username, role in ROLES.items()
    }
    _add_customers(words, staff, teams)


@cache
def _kept_password() -> str:
    """As the server keeps it, made once: it is meant to take long. (Tests in this process use a quicker way.)"""
    hasher = Argon2PasswordHasher()
    return hasher.encode(PASSWORD, hasher.salt())


def _add_customers(words: dict[str, str], staff: dict[str, User], teams: dict[str, Team]) -> None:
    for place, (key, owner) in enumerate(OWNERS.items()):
        who = staff[owner] if owner else None
        customer = Customer.objects.create(
            name=words[key], owner=who, team=who.team if who else teams["east"], **_since(place)
        )
        phone = f"138 0571 229{place}"
        ContactPoint.objects.create(
            customer=customer, kind="phone", value=phone, normalised=f"+861380571229{place}", is_primary=True
        )
        buys_every(customer, 32, last=clock.today() - timedelta(days=56 + place), times=6)
    searching.reindex(Customer.objects.values_list("pk", flat=True))
    scoring.refresh(clock.today() - timedelta(days=1))


def _since(place: int) -> dict[str, Any]:
    """Known for two years: no card is held back for having just been imported."""
    return {"code": f"C{place + 1}", "imported_on": clock.today() - timedelta(days=730)}


def buys_every(who: Customer, days: int, *, last: date, times: int, amount: int = 300) -> None:
    for n in range(times):
        day = last - timedelta(days=days * (times - 1 - n))
        Order.objects.create(
            reference=f"A{who.pk}-{n}",
            customer=who,
            ordered_at=clock.start_of(day) + timedelta(hours=12),
            ordered_on=day,
            currency="CNY",
            rate=1,
            rate_on=day,
            amount=Decimal(amount),
            amount_base=Decimal(amount),
        )
