"""What an owner who knows the customers would stumble over."""

from collections import Counter
from datetime import date, datetime, time

import pytest
from borax.calendars.lunardate import LunarDate

from regulars.demo import given_names, names, telephones, traits
from regulars.demo.catalogue import ITEMS
from regulars.demo.records import Customer, Interaction
from regulars.demo.seasons import next_open_day
from regulars.demo.tests.test_business import DAY, named, orders, shop

GOODS = {item.name.zh: item for item in ITEMS}
NOT_TEA = ("teaware", "snacks", "gifts")


def persons() -> list[Customer]:
    return [customer for customer in shop().customers if customer.kind == "person"]


def firms() -> list[Customer]:
    return [customer for customer in shop().customers if customer.kind == "firm"]


def asked(customer: Customer, *beginnings: str) -> list[Interaction]:
    return [talk for talk in customer.interactions if talk.summary.startswith(beginnings)]


def bought_before(customer: Customer, day: date) -> set[str]:
    codes = {item.code: item.name.zh for item in ITEMS}
    known = [order for order in customer.orders if order.at.date() <= day]
    return {codes[line.product] for order in known for line in order.lines}


def kept_on(customer: Customer, year: int) -> date:
    day = customer.birthday
    assert day is not None
    if day.calendar == "lunar":
        return LunarDate(year, day.month, day.day).to_solar_date()
    return date(year, day.month, day.day)


def test_nobody_is_asked_how_they_like_what_they_never_bought():
    told = 0
    for customer in shop().customers:
        for talk in asked(customer, "回访", "教", "客户又买"):
            named_goods = {name for name in GOODS if name in talk.summary}
            told += bool(named_goods)
            assert not named_goods or named_goods & bought_before(customer, talk.at.date()), (
                customer.name,
                talk.summary,
            )
    assert told > 1000


def test_only_tea_is_tasted_and_brewed():
    for customer in persons():
        for talk in asked(customer, "教", "回访"):
            goods = [GOODS[name] for name in sorted(GOODS, key=len, reverse=True) if name in talk.summary]
            assert not goods or goods[0].category not in NOT_TEA, talk.summary


def test_whoever_asks_for_a_package_has_one_on_its_way_or_just_had():
    seen = 0
    for customer in persons():
        for talk in asked(customer, "问订的货到哪里", "问能不能改送货地址", "问快递放哪里"):
            seen += 1
            sent = [order for order in customer.orders if order.outlet == "webshop"]
            assert any(0 < (talk.at.date() - order.at.date()).days <= 9 for order in sent), customer.name
    assert seen > 50


def test_a_complaint_about_a_late_delivery_names_the_days_of_that_order():
    weekdays = "一二三四五六日"
    seen = 0
    for customer in shop().customers:
        for talk in asked(customer, "抱怨送货晚了"):
            late = [
                (weekdays[order.promised_on.weekday()], weekdays[order.delivered_on.weekday()])
                for order in customer.orders
                if order.promised_on and order.delivered_on and order.delivered_on > order.promised_on
            ]
            seen += 1
            assert any(talk.words == f"说好周{first}到，周{then}才来。" for first, then in late), talk.words
    assert seen > 50


def test_birthdays_are_wished_on_the_day_and_only_where_it_is_known():
    seen = 0
    for customer in shop().customers:
        for talk in asked(customer, "生日"):
            seen += 1
            assert customer.birthday, customer.name
            # A lunar birthday late in its year falls into the next one of ours.
            days = {kept_on(customer, year) for year in (talk.at.year - 1, talk.at.year)}
            assert talk.at.date() in days, customer.name
    assert seen > 150


def test_nobody_says_the_same_twice_and_no_sentence_is_everywhere():
    said: Counter[str] = Counter()
    for customer in shop().customers:
        if customer.code.startswith("K09"):
            continue
        own = Counter(talk.summary for talk in customer.interactions if talk.reached)
        assert max(own.values(), default=0) <= 1, (customer.name, own.most_common(1))
        said.update(talk.words for talk in customer.interactions if talk.words)
    assert len(said) > 300
    assert said.most_common(1)[0][1] < 0.03 * said.total()


def test_the_shop_answers_while_it_is_open():
    replies = [talk.answered_at for who in shop().customers for talk in who.interactions if talk.answered_at]
    talks = [talk.at for who in shop().customers for talk in who.interactions]
    assert len(replies) > 1000
    assert all(time(9) <= moment.time() < time(20) for moment in (*replies, *talks))
    assert all(moment.date() == next_open_day(moment.date()) for moment in talks)


def test_every_firm_that_has_bought_for_a_year_has_heard_from_the_shop():
    old = [firm for firm in firms() if firm.orders and (DAY - firm.created_on).days > 400]
    assert len(old) > 50
    assert [
        firm.name for firm in old if not any(t.direction == "to_customer" for t in firm.interactions)
    ] == []


def test_firms_order_and_talk_on_weekdays_and_never_over_family_matters():
    own = [firm for firm in firms() if not firm.code.startswith("K09")]
    assert [order.at for firm in own for order in firm.orders if order.at.weekday() > 4] == []
    assert [talk.at for firm in own for talk in firm.interactions if talk.at.weekday() > 4] == []
    private = [
        talk.words
        for firm in own
        for talk in firm.interactions
        if "我爸" in talk.words or "孩子" in talk.words
    ]
    assert private == []
    assert not any(firm.birthday or firm.hobbies for firm in own)


def test_weekends_are_busier_over_the_counter():
    days = Counter(order.at.weekday() for who in persons() for order in who.orders if order.outlet == "store")
    assert min(days[5], days[6]) > 1.5 * max(days[day] for day in range(5))


def test_nobody_pays_a_webshop_in_cash_nor_buys_a_dozen_teapots():
    teaware = {item.code for item in ITEMS if item.category == "teaware"}
    for language in ("zh", "en"):
        methods = {
            payment.method
            for order in orders(shop(language))
            for payment in order.payments
            if order.outlet == "webshop"
        }
        assert "cash" not in methods
    most = {
        kind: max(
            line.quantity
            for who in shop().customers
            if who.kind == kind
            for order in who.orders
            for line in order.lines
            if line.product in teaware
        )
        for kind in ("person", "firm")
    }
    assert most == {"person": 2, "firm": 6}


def test_whoever_lives_far_away_mostly_orders_online():
    here = names.CITIES[0].zh
    far = Counter(order.outlet for who in persons() if who.city != here for order in who.orders)
    near = Counter(order.outlet for who in persons() if who.city == here for order in who.orders)
    assert far["webshop"] > 6 * far["store"]
    assert near["store"] > near["webshop"]


def test_families_fit_in_age_and_sex():
    sons, daughters = (set().union(*lists) for lists in (given_names.MEN_ZH, given_names.WOMEN_ZH))
    other = {"male": daughters, "female": sons}
    for customer in persons():
        for one in customer.family:
            if customer.code.startswith("K09"):
                continue
            born = customer.birthday.year if customer.birthday else None
            if one.relation == traits.SON.zh:
                assert one.name in sons
            if one.relation == traits.DAUGHTER.zh:
                assert one.name in daughters
            if one.relation == traits.SPOUSE.zh:
                assert one.name in other[customer.gender]
            if one.relation in traits.CHILDREN and one.day and born:
                assert 20 <= (one.day.year or 0) - born <= 40, customer.name
            if one.relation in (traits.FATHER.zh, traits.MOTHER.zh) and one.day and one.day.year and born:
                assert born - one.day.year >= 20, customer.name


@pytest.mark.parametrize("language", ["zh", "en"])
def test_occupations_suit_age_and_sex(language):
    jobs = {job.name.to(language): job for job in traits.OCCUPATIONS}
    seen = 0
    for customer in shop(language).customers:
        job = jobs.get(customer.occupation)
        if not job or customer.code.startswith("K09"):
            continue
        assert job.gender in ("", customer.gender), customer.name
        if customer.birthday and customer.birthday.year:
            seen += 1
            # Who was born on a 29 February may be up to three years older.
            assert job.youngest <= DAY.year - customer.birthday.year <= job.oldest + 3, customer.name
    assert seen > 200


def test_no_customer_bears_a_famous_name_nor_that_of_the_staff():
    taken = given_names.TAKEN_ZH | {person.name for person in shop().staff}
    drawn = [customer.name for customer in persons() if not customer.code.startswith("K09")]
    assert not set(drawn) & taken
    assert max(Counter(drawn).values()) <= 4


def test_no_income_is_noted_of_those_who_mind_and_no_text_message_after_a_no():
    minding = 0
    for customer in persons():
        if any(each.purpose == "sensitive" and not each.granted for each in customer.consents):
            minding += 1
            assert customer.income_band == "", customer.name
        refused = [each.at for each in customer.consents if each.channel == "sms" and not each.granted]
        late = [talk for talk in customer.interactions if refused and talk.at > max(refused)]
        assert not any(talk.channel == "sms" for talk in late), customer.name
    assert minding > 30


def test_who_asked_to_be_left_alone_has_been_left_alone():
    silent = [customer for customer in shop().customers if customer.do_not_contact]
    assert len(silent) >= 5
    for customer in silent:
        since = [talk for talk in customer.interactions if (DAY - talk.at.date()).days < 235]
        assert not any(talk.direction == "to_customer" for talk in since), customer.name


def test_what_is_noted_was_noted_while_the_customer_was_known():
    for customer in shop().customers:
        known = [each.recorded_on for each in (*customer.needs, *customer.facts)]
        assert all(customer.created_on <= day <= DAY for day in known), customer.name
        said = {talk.at.date() for talk in customer.interactions}
        if not customer.code.startswith("K09"):
            assert all(note.noted_on in said for note in customer.notes), customer.name
            assert all(promise.made_on in said for promise in customer.promises), customer.name


def test_chinese_landlines_and_american_numbers_of_firms_belong_to_their_city():
    codes = dict(zip((city.zh for city in names.CITIES), names.CITY_CODES, strict=True))
    assert set(telephones.AREAS) == {city.en for city in names.CITIES}
    for firm in firms():
        assert firm.points[0].value.startswith(codes[firm.city] + "-"), firm.name
    for firm in shop("en").customers:
        if firm.kind == "firm":
            assert firm.points[0].value[2:5] in telephones.AREAS[firm.city], firm.name


def test_preferred_ways_are_ways_we_have():
    for customer in shop().customers:
        kinds = {point.kind for point in customer.points}
        if customer.preferred_channel == "email":
            assert "email" in kinds, customer.name
        if customer.preferred_channel == "wechat" and not customer.code.startswith("K09"):
            assert kinds & {"wechat", "wecom"}, customer.name
        if customer.manner_dont == "上午打扰" and customer.preferred_hours:
            assert customer.preferred_hours[0] >= 12, customer.name


def test_the_named_customers_buy_where_they_live():
    assert {order.outlet for order in named(shop(), "黄丽华").orders} == {"webshop"}
    assert {order.outlet for order in named(shop(), "周文斌").orders} == {"store"}


def test_the_shop_is_shut_for_stocktaking():
    assert next_open_day(date(2025, 12, 25)) == date(2025, 12, 26)
    counter = [order.at for order in orders(shop()) if order.outlet == "store"]
    assert not any((at.month, at.day) == (12, 25) for at in counter if isinstance(at, datetime))


def test_people_in_firms_are_addressed_as_one_does():
    drawn = [contact for firm in firms() if not firm.code.startswith("K09") for contact in firm.contacts]
    assert all(contact.salutation[0] == contact.name[0] for contact in drawn)
    called = {(contact.role, contact.gender): contact.salutation[1:] for contact in drawn}
    assert (called["decision", "female"], called["decision", "male"]) == ("总", "总")
    assert called["purchasing", "female"] == "经理"
    assert (called["finance", "female"], called["technical", "male"]) == ("女士", "先生")
    assert {contact.salutation for who in shop("en").customers for contact in who.contacts} == {""}


def test_requests_that_wait_are_not_all_the_same():
    waiting = [talk.words for who in shop().customers for talk in who.interactions if talk.unanswered]
    assert max(Counter(waiting).values()) <= 3
