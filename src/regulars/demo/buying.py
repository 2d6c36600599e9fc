"""Three years of orders from the habits of a customer."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Literal

from regulars.demo import names
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
BOUGHT_TWICE = Both("买重了，没有拆封", "Bought twice, unopened")
RETURN_REASONS = {
    "tea": (Both("罐口压坏了", "The rim of the tin was dented"), BOUGHT_TWICE, Both("家里人喝不惯", "Not to the family’s taste"), Both("发错了品种", "The wrong tea was sent")),
    "gifts": (Both("外盒压皱了", "The box was crushed"), BOUGHT_TWICE, Both("收礼的人不喝茶", "The person it was for does not drink tea")),
    "teaware": (Both("口沿有个小缺口", "A small chip in the rim"), BOUGHT_TWICE, Both("比想的小", "Smaller than expected")),
    "snacks": (Both("盒子压碎了", "Crushed in the box"), BOUGHT_TWICE),
}  # fmt: skip
# How people pay over the counter; online nobody pays in cash.
METHODS = {
    "zh": (("wechat_pay", "alipay", "card", "cash"), (52, 33, 6, 9)),
    "en": (("card", "card", "card", "cash"), (52, 33, 6, 9)),
}
ONLINE_METHODS = {"zh": ("wechat_pay", "alipay"), "en": ("card", "card")}
# Of those who live in another city.
FAR_ONLINE = 0.9
AT_MOST_OF_TEAWARE = {True: 6, False: 2}


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
        taken: set[date] = set()
        orders = []
        for planned in order_days(habit, draw, as_of=self._as_of):
            online = draw.chance(self._online_share(customer, habit))
            day = self._convenient(customer, draw, planned, online=online, until=habit.until)
            if day not in taken:
                taken.add(day)
                orders.append(self._order(customer, habit, draw, day=day, online=online))
        return sorted(orders, key=lambda order: order.at)

    def _online_share(self, customer: Customer, habit: Habit) -> float:
        """Who lives far away orders online; firms rather call."""
        if customer.kind == "firm":
            return habit.online_share / 3
        is_near = customer.city == names.CITIES[0].to(self._language)
        return habit.online_share if is_near else FAR_ONLINE

    def _convenient(self, customer: Customer, draw: Draw, day: date, *, online: bool, until: date) -> date:
        """Firms order on weekdays; many persons wait for the weekend to come in."""
        waits, weekday, shift = draw.chance(0.3), day.weekday(), int(draw.share() * 2)
        moved = day
        if customer.kind == "firm" and weekday > 4:
            moved += timedelta(days=7 - weekday + shift)
        elif customer.kind == "person" and waits and not online and weekday < 5:
            moved += timedelta(days=5 + shift - weekday)
        moved = next_open_day(moved)
        if moved < min(self._as_of, until):
            return moved
        friday = day - timedelta(days=max(weekday - 4, 0))
        return friday if customer.kind == "firm" and friday >= customer.created_on else day

    def _order(self, customer: Customer, habit: Habit, draw: Draw, *, day: date, online: bool) -> Order:
        lines = self._lines(customer, habit, draw, day=day)
        promised, delivered = self._delivery(draw, day=day, needed=online or customer.kind == "firm")
        return self.ring_up(
            customer,
            draw,
            at=_moment(draw, day, online=online, firm=customer.kind == "firm"),
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
        due_on, payments = self._payment(customer, draw, at.date(), amount=amount, online=online)
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
        return tuple(
            self.line(code, self._quantity(draw, code, scale, firm=firm), percent_off=off) for code in codes
        )

    def _quantity(self, draw: Draw, code: str, scale: float, *, firm: bool) -> int:
        """Nobody needs a dozen teapots, however much tea they drink."""
        base = draw.whole(2, 7) if firm else draw.weighted((1, 2, 3), (6, 3, 1))
        is_ware = self._products[code].category == "teaware"
        return min(max(1, round(base * scale)), AT_MOST_OF_TEAWARE[firm] if is_ware else 10_000)

    def _delivery(self, draw: Draw, *, day: date, needed: bool) -> tuple[date | None, date | None]:
        promised = day + timedelta(days=draw.whole(2, 4))
        delivered = promised + timedelta(days=draw.weighted((-1, 0, 1, 3, 6), (25, 62, 7, 4, 2)))
        if not needed:
            return None, None
        return promised, delivered if delivered < self._as_of else None

    def _payment(
        self, customer: Customer, draw: Draw, day: date, *, amount: Decimal, online: bool
    ) -> tuple[date | None, tuple[Payment, ...]]:
        """At once, or on credit: then in time, late, or not yet."""
        method, late = (
            draw.pick(ONLINE_METHODS[self._language]) if online else draw.weighted(*METHODS[self._language]),
            draw.weighted((-3, 0, 6, 21, 75), (30, 45, 12, 8, 5)),
        )
        if customer.credit is None:
            return None, (Payment(day, method, amount),)
        due = day + timedelta(days=customer.credit.term_days)
        paid = due + timedelta(days=late)
        return due, (Payment(paid, "transfer", amount),) if paid < self._as_of else ()

    def _returns(self, draw: Draw, lines: tuple[OrderLine, ...], *, on: date) -> tuple[Return, ...]:
        happens, line, why, on = draw.chance(0.017), draw.pick(lines), draw.share(), next_open_day(on)
        category = self._products[line.product].category
        reasons = RETURN_REASONS.get(category, RETURN_REASONS["tea"])
        reason = reasons[int(why * len(reasons))]
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


def _moment(draw: Draw, day: date, *, online: bool, firm: bool) -> datetime:
    """Firms within office hours, persons when they have time."""
    counter = draw.weighted((10, 11, 12, 13, 14, 15, 16, 17, 18, 19), (3, 4, 2, 2, 3, 5, 4, 4, 4, 2))
    evening = draw.weighted((8, 10, 12, 13, 16, 18, 19, 20, 21, 22), (2, 2, 4, 2, 2, 3, 4, 6, 6, 3))
    hour = draw.whole(9, 17) if firm else evening if online else counter
    return datetime.combine(day, time(hour, draw.whole(0, 59)))


def _outlet(customer: Customer, draw: Draw, *, online: bool) -> Literal["webshop", "store", "phone", "rep"]:
    otherwise: Literal["store", "phone", "rep"] = draw.weighted(("phone", "rep", "store"), (5, 3, 2))
    if online:
        return "webshop"
    return otherwise if customer.kind == "firm" else "store"
