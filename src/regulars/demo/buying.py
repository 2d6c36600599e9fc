"""Three years of orders from the habits of a customer."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Literal

from regulars.demo.catalogue import ITEMS, Item
from regulars.demo.drawing import Draw
from regulars.demo.habits import Habit
from regulars.demo.records import Both, Customer, Language, Order, OrderLine, Payment, Product, Return
from regulars.demo.seasons import (
    ALWAYS,
    MID_AUTUMN,
    NEW_YEAR,
    after,
    festivals,
    next_open_day,
    seasons_on,
)

CENT = Decimal("0.01")
RETURN_REASONS = (
    Both("茶罐压坏了", "The tin was dented"),
    Both("买重了，没有拆封", "Bought twice, unopened"),
    Both("收礼的人喝不惯", "Not to the taste of the person it was for"),
    Both("发错了品种", "The wrong tea was sent"),
)
METHODS = {"zh": ("wechat_pay", "alipay", "card", "cash"), "en": ("card", "card", "card", "cash")}


def order_days(habit: Habit, draw: Draw, *, as_of: date) -> list[date]:
    """The days on which this customer orders, all before `as_of`."""
    if habit.shape == "prospect":
        return []
    if habit.shape == "once":
        return [habit.first_on]
    days = _gift_days(habit, draw, as_of=as_of)
    if habit.shape == "seasonal":
        days += _spring_days(habit, draw, as_of=as_of)
        return sorted({habit.first_on, *days})
    return sorted({*days, *_cycle(habit, draw, as_of=as_of)})


def _cycle(habit: Habit, draw: Draw, *, as_of: date) -> Iterator[date]:
    day = habit.first_on
    while day < min(as_of, habit.until):
        if not _pausing(habit, day):
            yield day
        gap = draw.gap(habit.interval * habit.pace(day, as_of), habit.regularity)
        day = next_open_day(after(day, max(gap, 2)))


def _pausing(habit: Habit, day: date) -> bool:
    return habit.pause is not None and habit.pause[0] <= day < habit.pause[1]


def _gift_days(habit: Habit, draw: Draw, *, as_of: date) -> list[date]:
    likes = 0.9 if habit.shape == "seasonal" else habit.gifts
    days = []
    for _, feast in festivals(habit.first_on, as_of):
        day, gives = feast - timedelta(days=draw.whole(5, 24)), draw.chance(likes)
        if gives and habit.first_on < day < min(as_of, habit.until) and not _pausing(habit, day):
            days.append(day)
    return days


def _spring_days(habit: Habit, draw: Draw, *, as_of: date) -> list[date]:
    days = (
        date(year, 4, 1) + timedelta(days=draw.whole(0, 35))
        for year in range(habit.first_on.year, as_of.year + 1)
    )
    return [day for day in days if habit.first_on < day < as_of]


class Till:
    """Rings up orders in the shop's products and currency."""

    def __init__(
        self, *, products: tuple[Product, ...], language: Language, teams: tuple[str, ...], as_of: date
    ) -> None:
        self._products = {product.code: product for product in products}
        self._language: Language = language
        self._teams = teams
        self._as_of = as_of

    def orders(self, customer: Customer, habit: Habit, draw: Draw) -> list[Order]:
        days = order_days(habit, draw, as_of=self._as_of)
        return [self._order(customer, habit, draw, day=day) for day in days]

    def _order(self, customer: Customer, habit: Habit, draw: Draw, *, day: date) -> Order:
        online = draw.chance(habit.online_share)
        lines = self._lines(customer, habit, draw, day=day)
        promised, delivered = self._delivery(draw, day=day, needed=online or customer.kind == "firm")
        return self.ring_up(
            customer,
            draw,
            at=_moment(draw, day, online=online),
            lines=lines,
            online=online,
            promised_on=promised,
            delivered_on=delivered,
        )

    def ring_up(
        self,
        customer: Customer,
        draw: Draw,
        *,
        at: datetime,
        lines: tuple[OrderLine, ...],
        online: bool,
        promised_on: date | None = None,
        delivered_on: date | None = None,
    ) -> Order:
        """An order with its place, payment and perhaps something that came back."""
        amount = sum((line.amount for line in lines), Decimal(0))
        back = self._returns(draw, lines, on=at.date() + timedelta(days=draw.whole(3, 12)))
        due_on, payments = self._payment(customer, draw, at.date(), amount=amount)
        outlet = _outlet(customer, draw, online=online)
        return Order(
            code="",
            at=at,
            channel="online" if online else "offline",
            outlet=outlet,
            store=customer.team if outlet == "store" else "",
            staff=customer.owner or "",
            lines=lines,
            payments=payments,
            returns=back,
            due_on=due_on,
            promised_on=promised_on,
            delivered_on=delivered_on,
        )

    def line(self, code: str, quantity: int, *, percent_off: int = 0) -> OrderLine:
        price = self._products[code].price
        discount = (price * quantity * percent_off / 100).quantize(CENT, ROUND_HALF_EVEN)
        return OrderLine(code, quantity, price, discount)

    def _lines(self, customer: Customer, habit: Habit, draw: Draw, *, day: date) -> tuple[OrderLine, ...]:
        firm = customer.kind == "firm"
        scale = habit.size * habit.scale(day, self._as_of)
        wanted = max(
            1, round((draw.whole(1, 4) if firm else draw.weighted((1, 2, 3), (5, 4, 1))) * scale**0.5)
        )
        off = draw.weighted((5, 10, 12), (3, 5, 2)) if draw.chance(habit.discount) else 0
        codes = dict.fromkeys(_choose(habit, draw, day=day).code for _ in range(wanted))
        return tuple(self.line(code, _quantity(draw, scale, firm=firm), percent_off=off) for code in codes)

    def _delivery(self, draw: Draw, *, day: date, needed: bool) -> tuple[date | None, date | None]:
        promised = day + timedelta(days=draw.whole(2, 4))
        delivered = promised + timedelta(days=draw.weighted((-1, 0, 1, 3, 6), (25, 62, 7, 4, 2)))
        if not needed:
            return None, None
        return promised, delivered if delivered < self._as_of else None

    def _payment(
        self, customer: Customer, draw: Draw, day: date, *, amount: Decimal
    ) -> tuple[date | None, tuple[Payment, ...]]:
        """At once, or on credit: then in time, late, or not yet."""
        method, late = (
            draw.pick(METHODS[self._language]),
            draw.weighted((-3, 0, 6, 21, 75), (30, 45, 12, 8, 5)),
        )
        if customer.credit is None:
            return None, (Payment(day, method, amount),)
        due = day + timedelta(days=customer.credit.term_days)
        paid = due + timedelta(days=late)
        return due, (Payment(paid, "transfer", amount),) if paid < self._as_of else ()

    def _returns(self, draw: Draw, lines: tuple[OrderLine, ...], *, on: date) -> tuple[Return, ...]:
        happens, line, reason = draw.chance(0.017), draw.pick(lines), draw.pick(RETURN_REASONS)
        if not happens or on >= self._as_of:
            return ()
        refund = (line.amount / line.quantity).quantize(CENT, ROUND_HALF_EVEN)
        return (Return(on, line.product, 1, refund, reason.to(self._language)),)


def _choose(habit: Habit, draw: Draw, *, day: date) -> Item:
    """Mostly a favourite, near a feast often a gift box, sometimes whatever sells."""
    seasons, by_season, by_habit = seasons_on(day), draw.share(), draw.share()
    feast = next((season for season in (MID_AUTUMN, NEW_YEAR) if season in seasons), ALWAYS)
    if feast and by_season < 0.2 + 0.5 * habit.gifts:
        boxes = [item for item in ITEMS if item.season == feast]
        return draw.weighted(boxes, [box.popularity for box in boxes])
    dear = [item for item in habit.favourites if item.season in seasons]
    if dear and by_habit < 0.74:
        return draw.weighted(dear, [1 / (place + 1) for place in range(len(dear))])
    goods, weights = _on_sale(seasons)
    return draw.weighted(goods, weights)


@cache
def _on_sale(seasons: frozenset[str]) -> tuple[tuple[Item, ...], tuple[float, ...]]:
    goods = tuple(item for item in ITEMS if item.season in seasons)
    return goods, tuple(item.popularity * (2 if item.season else 1) for item in goods)


def _quantity(draw: Draw, scale: float, *, firm: bool) -> int:
    base = draw.whole(2, 7) if firm else draw.weighted((1, 2, 3), (6, 3, 1))
    return max(1, round(base * scale))


def _moment(draw: Draw, day: date, *, online: bool) -> datetime:
    hour = draw.whole(7, 22) if online else draw.weighted((10, 11, 14, 15, 16, 17, 19), (3, 4, 3, 5, 4, 3, 2))
    return datetime.combine(day, time(hour, draw.whole(0, 59)))


def _outlet(customer: Customer, draw: Draw, *, online: bool) -> Literal["webshop", "store", "phone", "rep"]:
    otherwise: Literal["store", "phone", "rep"] = draw.weighted(("phone", "rep", "store"), (5, 3, 2))
    if online:
        return "webshop"
    return otherwise if customer.kind == "firm" else "store"
