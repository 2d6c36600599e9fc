"""The demo business as it is drawn, before anything is stored."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import phonenumbers
import pytest

from regulars.demo import traits
from regulars.demo.business import build
from regulars.demo.habits import SHAPES
from regulars.demo.records import Business, Customer, Language, Order
from regulars.demo.seasons import mid_autumn, spring_festival

DAY = date(2026, 9, 28)
LATIN = re.compile(r"[A-Za-z]")
CHINESE = re.compile(r"[　-〿㐀-鿿＀-￯]")
# Everything that somebody reads; the rest are codes, keys and addresses of mailboxes.
PROSE = {
    "name", "city", "address", "acquired_through", "occupation", "industry", "other_hobby", "personality", "tags",
    "manner_do", "manner_dont", "summary", "words", "request", "next_step", "contact", "text", "note", "relation",
    "position", "department", "obtained", "reason", "unit", "store", "team", "teams", "where",
}  # fmt: skip


@cache
def shop(language: Language = "zh") -> Business:
    return build(language=language, as_of=DAY)


def orders(business: Business) -> list[Order]:
    return [order for customer in business.customers for order in customer.orders]


def named(business: Business, name: str) -> Customer:
    return next(customer for customer in business.customers if customer.name == name)


def figures(business: Business) -> str:
    """The orders of everybody in one number: days, goods and amounts."""
    told = hashlib.sha256()
    for customer in business.customers:
        for order in customer.orders:
            bought = [(line.product, line.quantity, str(line.amount)) for line in order.lines]
            told.update(f"{customer.code} {order.code} {order.at} {bought}".encode())
    return told.hexdigest()


def prose(thing: object, within: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(thing, str):
        if within in PROSE:
            yield within, thing
    elif isinstance(thing, list | tuple):
        for part in thing:
            yield from prose(part, within)
    elif is_dataclass(thing):
        for each in fields(thing):
            skip = isinstance(thing, Order) and each.name == "code"
            if not skip:
                yield from prose(getattr(thing, each.name), each.name)


def test_the_same_seed_and_day_make_the_same_business_in_every_process():
    look = "from datetime import date; from regulars.demo.business import build; import hashlib;"
    look += "print(hashlib.sha256(repr(build(language='zh', as_of=date(2026, 9, 28))).encode()).hexdigest())"
    source = str(Path(__file__).parents[3])
    told = [
        subprocess.run(
            [sys.executable, "-c", look],
            env={**os.environ, "PYTHONPATH": source, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    assert told == [hashlib.sha256(repr(shop()).encode()).hexdigest()] * 2


def test_the_figures_of_a_fixed_day_never_change_unnoticed():
    assert figures(shop()) == "ccf161006bca43383a0b22d5837bf249dc66c408fd710f46b7bde60319d32c76"


def test_another_seed_makes_other_customers():
    assert figures(build(language="zh", as_of=DAY, seed="another")) != figures(shop())


def test_a_shop_of_1200_customers_with_three_years_of_orders():
    business = shop()
    kinds = Counter(customer.kind for customer in business.customers)
    first, last = (pick(order.at.date() for order in orders(business)) for pick in (min, max))
    assert kinds == {"person": 1086, "firm": 116}
    assert len({customer.code for customer in business.customers}) == 1202
    assert (DAY - first).days == 3 * 365
    assert last == DAY - timedelta(days=1)
    assert len(business.products) == 62
    assert all(0 < product.cost < product.price for product in business.products)


def test_nothing_has_happened_on_the_day_itself_or_later():
    for customer in shop().customers:
        moments = [order.at for order in customer.orders] + [talk.at for talk in customer.interactions]
        moments += [look.at for look in customer.browsing]
        assert all(moment.date() < DAY for moment in moments), customer.name
        assert all(promise.made_on < DAY for promise in customer.promises), customer.name
        assert all(payment.on < DAY for order in customer.orders for payment in order.payments)
        assert all(order.delivered_on is None or order.delivered_on < DAY for order in customer.orders)


def test_nothing_happens_before_a_customer_is_known():
    for customer in shop().customers:
        assert all(order.at.date() >= customer.created_on for order in customer.orders), customer.name
        assert all(talk.at.date() >= customer.created_on for talk in customer.interactions), customer.name


def test_gift_boxes_sell_before_their_feast_and_at_no_other_time():
    sold = [(line.product, order.at.date()) for order in orders(shop()) for line in order.lines]
    # The firm of the story orders its boxes in a season of its own.
    boxes = [day for code, day in sold if code == "X02"]
    new_year = [day for code, day in sold if code == "X04"]
    assert len(boxes) > 100
    assert len(new_year) > 100
    assert all(0 < (mid_autumn(day.year) - day).days <= 40 for day in boxes)
    assert all(0 < (spring_festival(day.year + (day.month > 2)) - day).days <= 50 for day in new_year)


def test_the_weeks_before_a_feast_are_busier_than_summer():
    days = Counter(order.at.date() for order in orders(shop()))

    def a_day(since: date, until: date) -> float:
        span = (until - since).days
        return sum(days[since + timedelta(days=n)] for n in range(span)) / span

    summer = a_day(date(2026, 6, 1), date(2026, 8, 1))
    assert a_day(date(2026, 3, 26), date(2026, 5, 10)) > 1.3 * summer
    assert a_day(date(2026, 8, 27), date(2026, 9, 25)) > 1.6 * summer
    assert a_day(date(2026, 1, 15), date(2026, 2, 14)) > 1.6 * summer
    shut = [day for day in days if 0 <= (day - spring_festival(day.year)).days < 6]
    assert shut == []


def test_every_course_a_customer_may_take_is_taken():
    shapes = Counter(customer.shape for customer in shop().customers)
    assert set(shapes) == set(SHAPES)
    assert min(shapes.values()) >= 30


def test_growing_customers_come_more_often_and_declining_ones_less():
    def gaps(shape: str, since: int, until: int) -> float:
        recent = [
            (after.at - before.at).days
            for customer in shop().customers
            if customer.shape == shape
            for before, after in zip(customer.orders, customer.orders[1:], strict=False)
            if since >= (DAY - after.at.date()).days > until
        ]
        return sum(recent) / len(recent)

    assert gaps("growing", 100, 0) < 0.8 * gaps("growing", 700, 300)
    assert gaps("declining", 100, 0) > 1.2 * gaps("declining", 700, 300)


def test_lost_customers_have_been_silent_for_200_days_and_prospects_never_bought():
    for customer in shop().customers:
        if customer.shape == "lost":
            assert (DAY - customer.orders[-1].at.date()).days > 200, customer.name
        assert bool(customer.orders) == (customer.shape != "prospect"), customer.name


def test_promises_are_kept_broken_open_and_late():
    promises = [promise for customer in shop().customers for promise in customer.promises]
    states = Counter(promise.status for promise in promises)
    late = [promise for promise in promises if promise.status == "open" and promise.due_on < DAY]
    assert set(states) == {"kept", "broken", "open"}
    assert states["kept"] > 10 * states["broken"]
    assert 4 <= len(late) <= 25
    assert states["open"] > len(late)
    assert all((promise.settled_on is None) == (promise.status == "open") for promise in promises)


def test_a_few_requests_wait_for_an_answer():
    waiting = [talk for customer in shop().customers for talk in customer.interactions if talk.unanswered]
    assert 4 <= len(waiting) <= 30
    assert all((DAY - talk.at.date()).days <= 5 for talk in waiting)


def test_birthdays_are_solar_lunar_in_leap_months_on_leap_days_and_without_a_year():
    days = [customer.birthday for customer in shop().customers if customer.birthday]
    assert len(days) > 500
    assert sum(day.calendar == "lunar" for day in days) > 100
    assert sum(day.leap_month for day in days) >= 3
    assert sum((day.month, day.day) == (2, 29) and day.calendar == "solar" for day in days) >= 5
    assert sum(day.year is None for day in days) > 80


def test_hobbies_are_the_five_of_the_trade():
    used = {hobby for customer in shop().customers for hobby in customer.hobbies}
    assert traits.HOBBIES == ("arts", "sports", "drinking", "mahjong", "other")
    assert used == set(traits.HOBBIES)
    assert all(customer.other_hobby for customer in shop().customers if "other" in customer.hobbies)


def test_firms_buy_on_credit_have_contacts_of_all_ranks_and_some_owe_money():
    firms = [customer for customer in shop().customers if customer.kind == "firm"]
    roles = {contact.role for firm in firms for contact in firm.contacts}
    owing = [firm for firm in firms if firm.overdue(DAY) > 0]
    assert roles == {"decision", "user", "purchasing", "technical", "finance", "influencer"}
    assert any(contact.relation == 0 for firm in firms for contact in firm.contacts)
    assert 5 <= len(owing) <= 40
    assert all(firm.credit for firm in owing)


def test_some_customers_have_no_owner_and_every_member_of_staff_has_some():
    owners = Counter(customer.owner for customer in shop().customers)
    assert owners[None] > 60
    assert min(owners[name] for name in ("linxiaotong", "sunli", "fangyuan", "zhengqiuyun", "liangan")) > 15
    assert {person.role for person in shop().staff} == {"administrator", "manager", "staff", "read_only"}
    assert len(shop().teams) == 2


@pytest.mark.parametrize(("language", "foreign"), [("zh", LATIN), ("en", CHINESE)])
def test_no_text_holds_characters_of_the_other_language(language, foreign):
    found = [(field, text) for field, text in prose(shop(language)) if foreign.search(text)]
    assert found == []


def test_both_languages_tell_the_same_story_with_the_same_figures():
    ours, theirs = shop("zh"), shop("en")
    assert [c.code for c in ours.customers] == [c.code for c in theirs.customers]
    for here, there in zip(ours.customers, theirs.customers, strict=True):
        assert [order.at for order in here.orders] == [order.at for order in there.orders]
        assert [talk.at for talk in here.interactions] == [talk.at for talk in there.interactions]
        assert [p.status for p in here.promises] == [p.status for p in there.promises]
    yuan, dollars = (sum(order.amount for order in orders(shop(lang))) for lang in ("zh", "en"))
    assert abs(yuan / 5 - dollars) < Decimal(20)
    assert (ours.currency, theirs.currency) == ("CNY", "USD")


@pytest.mark.parametrize(("language", "region"), [("zh", "CN"), ("en", "US")])
def test_telephones_are_valid_and_used_once_and_mailboxes_are_examples(language, region):
    customers = shop(language).customers
    points = [point for who in customers for point in who.points]
    points += [point for who in customers for contact in who.contacts for point in contact.points]
    phones = [point.value for point in points if point.kind == "phone"]
    mails = [point.value for point in points if point.kind == "email"]
    assert len(phones) == len(set(phones))
    assert [n for n in phones if not phonenumbers.is_valid_number(phonenumbers.parse(n, region))] == []
    assert all(re.search(r"@example\.(com|net|org)$", mail) for mail in mails)


def test_zhou_wenbin_is_24_days_late_and_a_promise_to_him_is_overdue():
    zhou = named(shop(), "周文斌")
    gaps = sorted(
        (b.at.date() - a.at.date()).days for a, b in zip(zhou.orders, zhou.orders[1:], strict=False)
    )
    assert zhou.orders[-1].at.date() == DAY - timedelta(days=56)
    assert gaps[len(gaps) // 2] == 32
    assert len(zhou.orders) == 28
    assert zhou.orders[-1].amount == Decimal("648.00")
    assert [p.due_on for p in zhou.promises if p.status == "open"] == [DAY - timedelta(days=3)]


def test_huang_lihua_spends_less_each_time():
    assert [order.amount for order in named(shop(), "黄丽华").orders[-3:]] == [420, 310, 186]


def test_the_named_firms_are_as_the_shop_knows_them():
    teahouse, trader = named(shop(), "清河坊茶馆").orders[-1], named(shop(), "甬江贸易").orders[-1]
    assert (teahouse.amount, DAY - teahouse.at.date()) == (6480, timedelta(days=12))
    assert (trader.lines[0].product, trader.lines[0].quantity) == ("X01", 120)
    assert trader.delivered_on == DAY - timedelta(days=9)


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 8, 1), date(2027, 1, 1), date(2028, 2, 29)])
def test_the_business_can_be_shown_on_any_day(day):
    business = build(language="zh", as_of=day)
    assert named(business, "周文斌").orders[-1].at.date() < day
    assert named(business, "陈雨桐").birthday is not None
