"""What is true of a customer on a day, and of an order: so that nobody is asked about what never happened."""

from collections import Counter
from datetime import date, datetime

from regulars.demo import names, traits
from regulars.demo.catalogue import ITEMS
from regulars.demo.records import Customer, Language, Order

GOODS = {item.code: item for item in ITEMS}
NOT_TEA = ("teaware", "snacks", "gifts")
RETIRED = {name for job in traits.OCCUPATIONS if job.is_retired for name in job.name}
# No office below which a tea shop opens, no boss to give presents to.
OWN_MASTERS = {name for job in traits.OCCUPATIONS if job.is_own_master for name in job.name}
NURSE = {"护士", "nurse"}
MONTHS = {4: "april", 5: "april", 6: "summer", 7: "summer", 8: "summer", 9: "september", 10: "september"}
LONG_DAYS = 400
SCHOOL_AGES = range(6, 19)


def of_customer(customer: Customer, day: date, *, language: Language) -> frozenset[str]:
    true = {customer.kind, MONTHS.get(day.month, "")}
    true.add("stocking" if day.month in (8, 12, 1) else "")
    true.add("long" if (day - customer.created_on).days > LONG_DAYS else "")
    if any(point.kind in ("wechat", "wecom", "email") for point in customer.points) or _wants_sms(
        customer, day
    ):
        true.add("writes")
    true.add("home" if customer.city == names.CITIES[0].to(language) else "away")
    if customer.kind == "firm":
        true |= _of_firm(customer, language=language)
    else:
        true |= _of_person(customer, day)
    return frozenset(true | _bought(customer, day)) - {""}


def _of_firm(customer: Customer, *, language: Language) -> set[str]:
    serves = {traits.INDUSTRIES[each].to(language) for each in ("hospitality", "leisure")}
    true = {"serves" if customer.industry in serves else "office"}
    if customer.industry == traits.INDUSTRIES["retail"].to(language):
        true = {"shop"}
    return true | ({"credit"} if customer.credit else set())


def _of_person(customer: Customer, day: date) -> set[str]:
    true = {"woman" if customer.gender == "female" else "man", *customer.hobbies}
    if customer.occupation in RETIRED:
        true.add("retired")
    elif customer.occupation and customer.occupation not in OWN_MASTERS:
        true.add("working")
    if customer.occupation in NURSE:
        true.add("nurse")
    year = customer.birthday.year if customer.birthday else None
    if customer.age_band == "65_up" or (year and day.year - year >= 62):
        true.add("old")
    if customer.age_band in ("18_24", "25_34") or (year and day.year - year < 35):
        true.add("young")
    return true | _of_family(customer, day)


def _of_family(customer: Customer, day: date) -> set[str]:
    near = {"spouse": traits.SPOUSE, "father": traits.FATHER, "mother": traits.MOTHER}
    told = {each.relation for each in customer.family}
    true = {name for name, relation in near.items() if told & set(relation)}
    for each in customer.family:
        if each.relation in traits.CHILDREN and each.day and each.day.year:
            age = day.year - each.day.year
            true |= {"child"} if 2 <= age < 19 else set()
            true |= {"school"} if age in SCHOOL_AGES else set()
    return true


def _bought(customer: Customer, day: date) -> set[str]:
    lines = [line for order in customer.orders if order.at.date() <= day for line in order.lines]
    kinds = Counter(GOODS[line.product].category for line in lines)
    true = {"bought"} if lines else set()
    true |= {"has_teaware"} if any(line.product == "T03" for line in lines) else set()
    true |= {"gifts"} if kinds["gifts"] > 1 else set()
    true |= {"orders_online"} if any(order.outlet == "webshop" for order in customer.orders) else set()
    true |= {"sms"} if _wants_sms(customer, day) else set()
    return true | {f"likes_{kind}" for kind in ("green", "dark") if kinds[kind] * 3 > len(lines) > 2}


def _wants_sms(customer: Customer, day: date) -> bool:
    end = datetime.combine(day, datetime.max.time())
    told = [each for each in customer.consents if each.channel == "sms" and each.at <= end]
    return bool(told) and max(told, key=lambda each: each.at).granted


def of_order(customer: Customer, order: Order, product: str) -> frozenset[str]:
    """Of one line of an order: what it is, how it came, and whether it was bought before."""
    item = GOODS[product]
    true = {item.category, item.unit, "store" if order.outlet == "store" else "shipped", item.season}
    true.add("teaware" if item.category == "teaware" else "")
    true |= {"gift"} if item.category == "gifts" else set()
    true |= {"tea"} if item.category not in NOT_TEA else set()
    earlier = [each for each in customer.orders if each.at < order.at]
    true |= set() if earlier else {"first"}
    if any(line.product == product for each in earlier for line in each.lines):
        true.add("again")
    if order.promised_on and order.delivered_on and order.delivered_on > order.promised_on:
        true.add("late")
    return frozenset(true) - {""}
