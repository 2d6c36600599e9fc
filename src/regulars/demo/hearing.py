"""What the staff heard beside the orders: other brands, obstacles, ties, why somebody left, what they spend elsewhere."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from regulars.customers.models import LoyaltySign
from regulars.demo.book import Book
from regulars.demo.catalogue import YUAN_TO_DOLLAR
from regulars.demo.copying import Row, copy_in
from regulars.demo.drawing import Draw
from regulars.demo.records import Both, Business, Customer
from regulars.insights.models import DeclineCause
from regulars.reports.models import WalletEstimate

CAST = "K0900"  # whose stories are told elsewhere
LEAVING = ("declining", "lost")
STAYING = ("stable", "growing", "seasonal", "returned")
BRANDS = (
    Both("云岭茶庄", "Yunling Tea"),
    Both("一叶轩", "Leaf House"),
    Both("半山茶社", "Halfway Hill Tea"),
    Both("茗客网店", "Mingke Online"),
)
SAID = {
    "mention": Both("提到朋友在那边买", "A friend buys there"),
    "comparison": Both("拿两家的龙井对比过", "Compared both Longjings"),
    "elsewhere": Both("上次的茶是在那边买的", "Bought the last tea there"),
    "price": Both("觉得涨价后贵了", "Finds it dear after the rise"),
    "no_other": Both("说喝惯了，不看别家", "Used to ours, looks at no other"),
}
OBSTACLES = (
    Both("搬家后离店太远", "Too far since they moved"),
    Both("想要的规格常缺货", "The size they want is often out of stock"),
    Both("希望能月结", "Would like to pay monthly"),
)
TIES = (
    ("contractual", Both("年度供茶协议", "Yearly supply agreement"), (0, 0)),
    ("procedural", Both("菜单和杯型按我们的茶定的", "Menu and cups follow our teas"), (800, 3000)),
    ("financial", Both("预存了茶款", "Paid for tea in advance"), (500, 4000)),
)
CAUSES = (
    ("competitor", "price", Both("别家同等级便宜一截", "The same grade costs less elsewhere"), 30),
    ("competitor", "promotion", Both("被开业促销吸引走", "Drawn away by an opening offer"), 12),
    ("weary", "product", Both("口味喝腻了，想换花样", "Tired of the taste, wants a change"), 18),
    ("weary", "service", Both("等货太久，没人回话", "Waited too long, nobody called back"), 10),
    ("needs", "demand", Both("医生让少喝茶", "The doctor advises less tea"), 20),
    ("other", "management", Both("熟悉的店员走了", "The clerk they knew left"), 6),
    ("other", "other", Both("没说原因", "Gave no reason"), 4),
)
HOW_KNOWN = Both("聊天时说起一年喝茶的花费", "Told us what they spend on tea a year")


def hear(business: Business, book: Book) -> int:
    """How many lines of all kinds."""
    told: dict[Any, list[Row]] = {LoyaltySign: [], DeclineCause: [], WalletEstimate: []}
    for customer in business.customers:
        if customer.code.startswith(CAST):
            continue
        draw = Draw(customer.code, "hearing")
        told[LoyaltySign].extend(_signs(customer, draw, business, book))
        told[DeclineCause].extend(_causes(customer, draw, business, book))
        told[WalletEstimate].extend(_wallets(customer, draw, business, book))
    return sum(copy_in(table, rows) for table, rows in told.items() if rows)


def _signs(customer: Customer, draw: Draw, business: Business, book: Book) -> Iterator[Row]:
    kinds: tuple[str, ...]
    weights: tuple[int, ...]
    kinds, weights, chance = ("mention", "comparison", "no_other"), (3, 2, 4), 0.1
    if customer.shape in LEAVING:
        kinds, weights, chance = ("elsewhere", "mention", "price", "obstacle"), (4, 3, 4, 2), 0.4
    elif customer.shape not in STAYING:
        chance = 0.0
    kind, heard = draw.weighted(kinds, weights), draw.chance(chance)
    brand, obstacle, ago = draw.pick(BRANDS), draw.pick(OBSTACLES), draw.whole(4, 170)
    if heard:
        words = obstacle if kind == "obstacle" else SAID[kind]
        name = brand.to(business.language) if kind in ("mention", "comparison", "elsewhere") else ""
        yield from _sign(customer, business, book, kind=kind, ago=ago, brand=name, text=words)
    kind, words, (low, high) = draw.pick(TIES)
    yuan, ago, tied = Decimal(draw.whole(low, high)), draw.whole(20, 330), draw.chance(0.25)
    if tied and customer.kind == "firm" and customer.shape in STAYING:
        amount = yuan if business.language == "zh" else (yuan * YUAN_TO_DOLLAR).quantize(Decimal(1))
        until = business.as_of + timedelta(days=365 - ago) if kind == "contractual" else None
        yield from _sign(
            customer, business, book, kind=kind, ago=ago, text=words, amount=amount or None, ends_on=until
        )


def _sign(
    customer: Customer, business: Business, book: Book, *, kind: str, ago: int, text: Both, **more: Any
) -> Iterator[Row]:
    on = business.as_of - timedelta(days=ago)
    if on > customer.created_on:
        yield {
            "brand": "",
            "amount": None,
            "ends_on": None,
            **more,
            "customer_id": book.customers[customer.code],
            "kind": kind,
            "text": text.to(business.language),
            "happened_on": on,
            "noted_on": on,
            "source": "conversation",
            "noted_by_id": book.users.get(customer.owner or ""),
        }


def _causes(customer: Customer, draw: Draw, business: Business, book: Book) -> Iterator[Row]:
    cause, churn, words, _weight = draw.weighted(CAUSES, [each[-1] for each in CAUSES])
    after, known = draw.whole(60, 120), draw.chance(0.45)
    if not known or customer.shape not in LEAVING or not customer.orders:
        return
    on = min(_last_order(customer) + timedelta(days=after), business.as_of - timedelta(days=1))
    yield {
        "customer_id": book.customers[customer.code],
        "cause": cause,
        "churn_cause": churn,
        "words": words.to(business.language),
        "source": draw.pick(("conversation", "feedback", "service_record")),
        "noted_on": on,
        "noted_by_id": book.users.get(customer.owner or ""),
    }


def _wallets(customer: Customer, draw: Draw, business: Business, book: Book) -> Iterator[Row]:
    """Ours of the last year, and more that goes elsewhere: much with those who are leaving."""
    times = draw.between(1.1, 1.8) * (1.8 if customer.shape in LEAVING else 1)
    asked, ago = draw.chance(0.4 if customer.kind == "firm" else 0.06), draw.whole(10, 200)
    year = business.as_of - timedelta(days=365)
    ours = sum((order.amount for order in customer.orders if order.at.date() > year), Decimal(0))
    if not asked or ours <= 0:
        return
    on = business.as_of - timedelta(days=ago)
    if on > customer.created_on:
        yield {
            "customer_id": book.customers[customer.code],
            "yearly_total": _round(ours * Decimal(str(round(times, 2)))),
            "estimated_on": on,
            "source": "conversation",
            "note": HOW_KNOWN.to(business.language),
            "made_at": book.morning(on),
            "made_by_id": book.users.get(customer.owner or ""),
        }


def _round(amount: Decimal) -> Decimal:
    """As people say it, in hundreds."""
    return max(Decimal(100), (amount / 100).quantize(Decimal(1)) * 100)


def _last_order(customer: Customer) -> date:
    return max(order.at.date() for order in customer.orders)
