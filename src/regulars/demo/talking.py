"""What was said over three years, out of what really happened to each customer."""

from datetime import date, timedelta

from borax.calendars.lunardate import LunarDate

from regulars.demo import remembering, said_after_orders, said_over_the_year, said_with_firms, truths
from regulars.demo.conversation import Conversation
from regulars.demo.drawing import Draw
from regulars.demo.records import Birthday, Customer, Interaction, Language, Order, Product
from regulars.demo.sayings import Topic
from regulars.demo.seasons import NEW_YEAR, festivals, next_open_day

SLIPPING = ("declining", "lost")
LATE_DAYS = 3
# After being asked to, the shop keeps quiet.
SILENT_DAYS = 240
FRESH_DAYS = 40


class Talk:
    """The conversations of one shop, in one language, all before `as_of`."""

    def __init__(self, *, products: tuple[Product, ...], language: Language, as_of: date) -> None:
        self._products = {product.code: product for product in products}
        self._language: Language = language
        self._as_of = as_of

    def fill(self, customer: Customer, draw: Draw) -> None:
        """Everything said with a customer, oldest first, and what is left over from it."""
        attention = draw.weighted((0.0, 0.5, 1.0, 1.6), (16, 30, 38, 16))
        # Somebody calls on every firm, if not often.
        attention = max(attention, 0.5) if customer.kind == "firm" else attention
        talk = self._begin(customer, draw)
        self._about_orders(talk, attention)
        self._by_the_calendar(talk, attention)
        if customer.kind == "firm":
            self._with_firm(talk, attention)
        if customer.shape == "prospect":
            day = customer.created_on + timedelta(days=draw.whole(0, 20))
            talk.say(said_over_the_year.DROPPED_IN, day, product=self._tea_of(draw, day))
        if customer.shape in SLIPPING:
            self._when_slipping(talk)
        self._lately(talk)
        self._in_the_last_weeks(talk, attention)
        talk.close(remembering.MEMORIES_OF_FIRMS if customer.kind == "firm" else remembering.MEMORIES)

    def history(self, customer: Customer, draw: Draw, *, until: date) -> list[Interaction]:
        """What was said around the older orders and feasts of a customer who is well looked after."""
        talk = self._begin(customer, draw)
        self._about_orders(talk, 1.6)
        self._by_the_calendar(talk, 1.0)
        return [said for said in talk.said if said.at.date() < until]

    def _begin(self, customer: Customer, draw: Draw) -> Conversation:
        quiet_from = self._as_of - timedelta(days=SILENT_DAYS) if customer.do_not_contact else None
        talk = Conversation(
            customer,
            draw,
            products=self._products,
            language=self._language,
            as_of=self._as_of,
            quiet_from=quiet_from,
        )
        if quiet_from and quiet_from > customer.created_on:
            talk.say(Topic(("phone",), "from_customer", (said_over_the_year.LEAVE_ME,)), quiet_from)
        return talk

    def _about_orders(self, talk: Conversation, attention: float) -> None:
        is_firm, draw = talk.customer.kind == "firm", talk.draw
        follow_up = said_with_firms.FIRM_FOLLOW_UP if is_firm else said_after_orders.FOLLOW_UP
        grumble = said_with_firms.FIRM_GRUMBLES if is_firm else said_after_orders.GRUMBLE
        before = said_with_firms.FIRM_ASKS if is_firm else said_after_orders.BEFORE_AN_ORDER
        for order in talk.customer.orders:
            product = draw.pick(order.lines).product
            asks, asks_after, follows, grumbles, visits = (
                draw.chance(p) for p in (0.09, 0.04, 0.3 * attention, 0.02, 0.07)
            )
            early, late, later = draw.whole(1, 6), draw.whole(3, 9), draw.whole(2, 6)
            came = _came(order)
            if asks:
                talk.say(before, order.at.date() - timedelta(days=early), order=order, product=product)
            if visits and order.outlet == "store" and not is_firm:
                talk.say(
                    said_after_orders.IN_THE_SHOP, order.at.date(), order=order, product=product, at=order.at
                )
            if asks_after and came and not is_firm:
                talk.say(
                    said_after_orders.AFTER_AN_ORDER,
                    came + timedelta(days=later),
                    order=order,
                    product=product,
                )
            if follows and came:
                talk.say(follow_up, came + timedelta(days=late), order=order, product=product)
            if grumbles and came:
                talk.say(grumble, came + timedelta(days=later), order=order, product=product)
            self._on_the_way(talk, order, product)
            self._came_back(talk, order)

    def _on_the_way(self, talk: Conversation, order: Order, product: str) -> None:
        """Where the package is, and why it came late."""
        asks, complains, after = talk.draw.chance(0.035), talk.draw.chance(0.4), talk.draw.whole(0, 2)
        promised, came = order.promised_on, order.delivered_on
        if asks and order.outlet == "webshop" and came and (came - order.at.date()).days > 2:
            day = order.at.date() + timedelta(days=2)
            talk.say(said_after_orders.ON_THE_WAY, day, order=order, product=product)
        if complains and promised and came and (came - promised).days >= LATE_DAYS:
            day = came + timedelta(days=after)
            talk.say(said_after_orders.CAME_LATE, day, order=order, product=product)

    def _came_back(self, talk: Conversation, order: Order) -> None:
        for back in order.returns:
            if talk.draw.chance(0.85):
                talk.say(
                    said_after_orders.BROUGHT_BACK,
                    back.on,
                    order=order,
                    product=back.product,
                    reason=back.reason,
                )

    def _by_the_calendar(self, talk: Conversation, attention: float) -> None:
        customer, draw = talk.customer, talk.draw
        greeting = said_with_firms.FIRM_GREETING if customer.kind == "firm" else said_over_the_year.GREETING
        for feast, on in festivals(customer.created_on, self._as_of):
            # Before New Year people leave early, and the shop shuts.
            early = draw.whole(2, 7) if feast == NEW_YEAR else draw.whole(1, 3)
            day, greets = on - timedelta(days=early), draw.chance(0.3 * attention)
            if greets:
                talk.say(greeting, day, also=feast)
        for year in range(customer.created_on.year, self._as_of.year + 1):
            for month in (4, 9):
                day, tells = date(year, month, draw.whole(1, 28)), draw.chance(0.2 * attention)
                tea = self._tea_of(draw, day)
                if tells and customer.kind == "person":
                    talk.say(said_over_the_year.NEWS, day, product=tea)
            born, wishes = _in_year(customer.birthday, year), draw.chance(0.35 * attention)
            if wishes and born and born == next_open_day(born):
                talk.say(said_over_the_year.BIRTHDAY, born)

    def _with_firm(self, talk: Conversation, attention: float) -> None:
        customer, draw = talk.customer, talk.draw
        day = customer.created_on + timedelta(days=10)
        while day < self._as_of:
            bought = [order for order in customer.orders if order.at.date() <= day]
            product = draw.pick(bought[-1].lines).product if bought else self._tea_of(draw, day)
            if draw.chance(attention):
                talk.say(said_with_firms.FIRM_TALK, day, product=product)
            day += timedelta(days=draw.whole(40, 110))

    def _when_slipping(self, talk: Conversation) -> None:
        draw, last = talk.draw, talk.customer.orders[-1].at.date()
        asked, called = draw.chance(0.6), draw.chance(0.5)
        soon, later = last + timedelta(days=draw.whole(20, 60)), last + timedelta(days=draw.whole(30, 90))
        is_firm = talk.customer.kind == "firm"
        topic = said_with_firms.FIRM_DRIFTING if is_firm else said_over_the_year.DRIFTING
        if asked:
            had_asked = any(said.request for said in talk.said if said.at.date() < soon)
            talk.say(topic, soon, also="asked" if had_asked else "")
        if called:
            talk.call_in_vain(later)

    def _lately(self, talk: Conversation) -> None:
        """A few questions still wait for an answer, a few next steps are due soon."""
        draw, customer = talk.draw, talk.customer
        waits, plans, ago, coming = draw.chance(0.015), draw.chance(0.06), draw.whole(1, 4), draw.whole(0, 9)
        if customer.shape in ("lost", "prospect"):
            return
        is_firm, last = customer.kind == "firm", customer.orders[-1]
        product, day = draw.pick(last.lines).product, self._as_of - timedelta(days=ago)
        if waits:
            topic = said_with_firms.FIRM_ASKS if is_firm else said_after_orders.BEFORE_AN_ORDER
            talk.say(topic, day, order=last, product=product, also="again", answered=False)
        came = _came(last)
        if plans and came and 1 <= (day - came).days <= FRESH_DAYS:
            topic = said_with_firms.FIRM_FOLLOW_UP if is_firm else said_after_orders.FOLLOW_UP
            soon = self._as_of + timedelta(days=coming)
            talk.say(topic, day, order=last, product=product, next_on=soon)

    def _in_the_last_weeks(self, talk: Conversation, attention: float) -> None:
        """Most of those who are looked after at all have heard from the shop of late."""
        draw, customer = talk.draw, talk.customer
        touched, day = draw.chance(0.72), self._as_of - timedelta(days=draw.whole(1, 21))
        if not touched or not attention or customer.shape in SLIPPING:
            return
        is_firm = customer.kind == "firm"
        came = [(order, _came(order)) for order in customer.orders]
        fresh = [order for order, on in came if on and 1 <= (day - on).days <= FRESH_DAYS]
        if fresh:
            topic = said_with_firms.FIRM_FOLLOW_UP if is_firm else said_after_orders.FOLLOW_UP
            talk.say(topic, day, order=fresh[-1], product=draw.pick(fresh[-1].lines).product)
        elif is_firm:
            before = [line.product for order in customer.orders for line in order.lines]
            talk.say(said_with_firms.FIRM_TALK, day, product=before[-1] if before else "")
        else:
            talk.say(said_over_the_year.HOW_ARE_YOU, day)

    def _tea_of(self, draw: Draw, day: date) -> str:
        """A tea that is new in this month: green in spring, else one that suits the cooler days."""
        wanted = ("green",) if day.month in (3, 4, 5) else ("oolong", "black")
        teas = [code for code, item in truths.GOODS.items() if item.category in wanted]
        return draw.pick(teas)


def _came(order: Order) -> date | None:
    """The day the goods were there: over the counter at once, else when delivered."""
    return order.delivered_on if order.promised_on else order.at.date()


def _in_year(birthday: Birthday | None, year: int) -> date | None:
    """The day it was kept in a year; the rare ones of leap days and leap months are left to the plays."""
    if birthday is None or birthday.leap_month or (birthday.month, birthday.day) == (2, 29):
        return None
    if birthday.calendar == "lunar":
        return LunarDate(year, birthday.month, birthday.day).to_solar_date()
    return date(year, birthday.month, birthday.day)
