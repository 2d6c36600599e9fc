"""What customers looked at before they bought, or did not buy."""

from datetime import date, datetime, time, timedelta

from regulars.demo.catalogue import ITEMS
from regulars.demo.drawing import Draw
from regulars.demo.habits import Habit
from regulars.demo.records import Both, Browsing, Customer, Language
from regulars.demo.seasons import seasons_on

SOURCES = (Both("小程序", "website"), Both("公众号文章", "newsletter"), Both("商品分享链接", "shared link"))
REMEMBERED_DAYS = 365


def browse(
    customer: Customer, habit: Habit, draw: Draw, *, language: Language, as_of: date
) -> list[Browsing]:
    """Looks of the last year, oldest first."""
    since = as_of - timedelta(days=REMEMBERED_DAYS)
    looks: list[Browsing] = []
    for order in customer.orders:
        if order.channel == "online" and order.at.date() >= since:
            seen = draw.whole(0, 3)
            looks += (_look(draw, order.at.date(), habit, back=6, language=language) for _ in range(seen))
    if draw.chance(0.12 * (1 + habit.online_share)):
        looks += (_look(draw, as_of, habit, back=20, language=language) for _ in range(draw.whole(1, 5)))
    return sorted((look for look in looks if look.at.date() >= customer.created_on), key=lambda look: look.at)


def _look(draw: Draw, day: date, habit: Habit, *, back: int, language: Language) -> Browsing:
    on = day - timedelta(days=draw.whole(1, back))
    goods = [item for item in ITEMS if item.season in seasons_on(on)]
    item = draw.pick(habit.favourites) if draw.chance(0.4) else draw.pick(goods)
    at = datetime.combine(on, time(draw.whole(7, 23), draw.whole(0, 59)))
    return Browsing(at, item.code, draw.weighted(SOURCES, (6, 3, 2)).to(language))
