"""Who the customers are: persons, firms and the people in them."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from regulars.demo import kin, names, traits
from regulars.demo.drawing import Draw
from regulars.demo.habits import Habit
from regulars.demo.kin import birthday
from regulars.demo.records import (
    Both,
    Consent,
    Contact,
    ContactPoint,
    Credit,
    Customer,
    Fact,
    Language,
    Need,
)
from regulars.demo.sayings import (
    AFTERNOONS,
    AT_WORK,
    CONSENT_TEXTS,
    DO,
    DONT,
    ELDERLY,
    MORNINGS,
    SCENTED,
)
from regulars.demo.team import OWNER_WEIGHTS, OWNERS, TEAMS, team_of

CREDIT_UNIT = {"zh": Decimal(10000), "en": Decimal(2000)}
# Mobiles from here on belong to contacts of firms, four to a firm; below, to persons.
FIRST_CONTACT_MOBILE = 1120


def person(draw: Draw, number: int, habit: Habit, *, language: Language, as_of: date) -> Customer:
    gender = draw.weighted(("female", "male"), (54, 46))
    age = draw.weighted((22, 29, 37, 46, 55, 64, 73), (6, 18, 24, 22, 16, 10, 4)) + draw.whole(0, 8)
    year = as_of.year - age
    name = names.person_name(draw, gender=gender, year=year, language=language)
    customer = _customer(draw, number, habit, kind="person", name=name, language=language, as_of=as_of)
    customer.gender = gender
    _reach(customer, draw, number, language=language)
    _manner(customer, draw, habit, age=age, language=language)
    _describe(customer, draw, habit, year=year, language=language, as_of=as_of)
    kin.relatives(customer, draw, year=year, language=language, as_of=as_of)
    return customer


def firm(draw: Draw, number: int, habit: Habit, *, language: Language, as_of: date) -> Customer:
    name, industry = names.firm_name(number, language)
    customer = _customer(draw, 5000 + number, habit, kind="firm", name=name, language=language, as_of=as_of)
    customer.industry = traits.INDUSTRIES[industry].to(language)
    line = names.landline(number, city=_city_index(customer.city, language), language=language)
    customer.points.append(ContactPoint("phone", line, customer.created_on))
    customer.points.append(ContactPoint("email", f"office.{number}@{names.MAIL_HOSTS[number % 3]}"))
    customer.credit = _credit(draw, language=language)
    posts = (*traits.POSITIONS, *traits.POSTS_OF[industry])
    for place, post in enumerate(draw.some(posts, draw.whole(1, 4))):
        contact = _contact(draw, number * 4 + place, post, language=language, as_of=as_of)
        if contact.name not in {other.name for other in customer.contacts}:
            customer.contacts.append(contact)
    _manner(customer, draw, habit, age=0, language=language)
    customer.needs = _needs(customer, draw, language=language, as_of=as_of, chance=0.5)
    return customer


def _customer(
    draw: Draw, number: int, habit: Habit, *, kind: str, name: str, language: Language, as_of: date
) -> Customer:
    owner, home = draw.weighted(OWNERS, OWNER_WEIGHTS), draw.pick(TEAMS)
    city = draw.weighted(tuple(range(len(names.CITIES))), names.CITY_WEIGHTS)
    address, has_address = names.address(draw, city=city, kind=kind, language=language), draw.chance(0.6)
    customer = Customer(
        code=f"K{number:05d}",
        kind="firm" if kind == "firm" else "person",
        name=name,
        created_on=max(
            habit.first_on - timedelta(days=draw.weighted((0, 4, 20), (7, 2, 1))), date(2000, 1, 1)
        ),
        shape=habit.shape,
        owner=owner,
        team=team_of(owner, language=language, otherwise=home),
        city=names.CITIES[city].to(language),
        address=address if has_address else "",
        acquired_through=draw.weighted(traits.ACQUIRED, (24, 22, 14, 6, 14, 10, 10)).to(language),
    )
    tags = draw.some(traits.TAGS, draw.weighted((0, 1, 2), (6, 3, 1)))
    customer.tags = tuple(tag.to(language) for tag in tags if not city or tag not in traits.TAGS_NEAR)
    _consents(customer, draw, language=language)
    return customer


def _manner(customer: Customer, draw: Draw, habit: Habit, *, age: int, language: Language) -> None:
    """How they like to be reached, by means we have and they allow."""
    channels = _channels(customer, language=language)
    channel, hours = draw.pick(channels), draw.pick(traits.PREFERRED_HOURS)
    says_channel, says_hours, says_do, says_dont = (draw.chance(p) for p in (0.5, 0.3, 0.12, 0.1))
    likes_flowers = any(item.category == "scented" for item in habit.favourites)
    wishes = [each for each in DO if each != ELDERLY or age >= 68]
    refusals = [each for each in DONT if each != SCENTED or not likes_flowers]
    refusals = [each for each in refusals if each != AT_WORK or 0 < age < 60]
    does, does_not, silent = draw.pick(wishes), draw.pick(refusals), draw.chance(0.012)
    if (says_do and does == AFTERNOONS) or (says_dont and does_not == MORNINGS):
        hours = (15, 18)
    customer.preferred_channel = channel if says_channel else ""
    customer.preferred_hours = hours if says_hours else None
    customer.manner_do = does.to(language) if says_do else ""
    customer.manner_dont = does_not.to(language) if says_dont else ""
    customer.do_not_contact = silent


def _channels(customer: Customer, *, language: Language) -> tuple[str, ...]:
    kinds = {point.kind for point in customer.points}
    refused = {each.channel for each in customer.consents if not each.granted}
    has = {
        "wechat": bool(kinds & {"wechat", "wecom"}),
        "phone": True,
        "sms": customer.kind == "person",
        "email": "email" in kinds,
        "visit": customer.city == names.CITIES[0].to(language),
    }
    return tuple(each for each in traits.PREFERRED_CHANNELS if has[each] and each not in refused) or (
        "phone",
    )


def _consents(customer: Customer, draw: Draw, *, language: Language) -> None:
    how, at = draw.pick(traits.OBTAINED).to(language), draw.whole(10, 18)
    day = datetime.combine(customer.created_on, time(at, draw.whole(0, 59)))
    for purpose, channel, asked, granted in (
        ("service", "any", 0.8, 0.98),
        ("marketing", "wechat", 0.6 if language == "zh" else 0.1, 0.85),
        ("marketing", "phone", 0.45, 0.7),
        ("marketing", "sms", 0.5, 0.6),
        ("marketing", "email", 0.3 if language == "zh" else 0.6, 0.75),
        ("sensitive", "any", 0.35, 0.8),
    ):
        was_asked, says_yes = draw.chance(asked), draw.chance(granted)
        if was_asked:
            text = CONSENT_TEXTS[says_yes].to(language)
            customer.consents.append(Consent(purpose, channel, says_yes, how, day, text))


def _reach(customer: Customer, draw: Draw, number: int, *, language: Language) -> None:
    verified, mail, wechat, added = (draw.chance(0.8), draw.share(), draw.share(), draw.chance(0.5))
    # Whom one can write to, one can write to in either language: there by mail, here mostly on WeChat.
    has_mail, has_wechat = mail < 0.42, wechat < 0.6
    if language == "en":
        has_mail, has_wechat = has_mail or has_wechat, wechat < 0.09
    since = customer.created_on if verified else None
    customer.points.append(ContactPoint("phone", names.mobile(number, language), since))
    if has_mail:
        customer.points.append(ContactPoint("email", names.email(customer.name, number)))
    if has_wechat:
        customer.points.append(ContactPoint("wecom" if added else "wechat", f"tea_{number:04d}"))


def _describe(
    customer: Customer, draw: Draw, habit: Habit, *, year: int, language: Language, as_of: date
) -> None:
    age = as_of.year - year
    knows_birthday, knows_band = draw.chance(0.62), draw.chance(0.6)
    jobs = [
        job
        for job in traits.OCCUPATIONS
        if job.youngest <= age <= job.oldest and job.gender in ("", customer.gender)
    ]
    day, job = birthday(draw, year=year), draw.pick(jobs).name.to(language)
    knows_job, knows_hobby, knows_manner = draw.chance(0.66), draw.chance(0.6), draw.chance(0.45)
    hobbies, other = (
        draw.some(traits.HOBBIES, draw.weighted((1, 2, 3), (5, 4, 1))),
        draw.pick(traits.OTHER_HOBBIES),
    )
    manner = draw.some(traits.PERSONALITIES, draw.weighted((1, 2), (6, 4)))
    customer.birthday = day if knows_birthday else None
    customer.age_band = _band(age) if knows_band and not knows_birthday else ""
    customer.occupation = job if knows_job else ""
    customer.hobbies = tuple(h for h in traits.HOBBIES if h in hobbies) if knows_hobby else ()
    customer.other_hobby = other.to(language) if "other" in customer.hobbies else ""
    # Nobody is decisive and hesitant at once.
    manner = manner if set(manner) != traits.OPPOSITES else manner[:1]
    customer.personality = tuple(trait.to(language) for trait in manner) if knows_manner else ()
    customer.needs = _needs(customer, draw, language=language, as_of=as_of, chance=0.22)
    _facts(customer, draw, habit, language=language, as_of=as_of)


def _band(age: int) -> str:
    limits = (24, 34, 44, 54, 64)
    return traits.AGE_BANDS[sum(age > limit for limit in limits)]


def _facts(customer: Customer, draw: Draw, habit: Habit, *, language: Language, as_of: date) -> None:
    """Where some of it was learnt, and an income that has risen since: only of those who do not mind."""
    collector, source, days = customer.owner or "linxiaotong", draw.pick(traits.SOURCES), draw.whole(5, 700)
    learnt = max(as_of - timedelta(days=days), customer.created_on)
    band, rises, knows_income = draw.weighted((0, 1, 2, 3), (2, 4, 3, 1)), draw.chance(0.3), draw.chance(0.4)
    taste, has_taste = draw.pick(traits.TASTES[habit.favourites[0].category]).to(language), draw.chance(0.4)
    known: dict[str, str | list[str]] = {"occupation": customer.occupation, "hobbies": list(customer.hobbies)}
    minds = any(each.purpose == "sensitive" and not each.granted for each in customer.consents)
    if knows_income and not minds:
        _incomes(customer, band, learnt, rises=rises, as_of=as_of)
    customer.facts += [
        Fact(field, value, None, source, learnt, collector) for field, value in known.items() if value
    ]
    if has_taste:
        customer.needs.append(Need("preference", taste, "", 4, source, learnt, "met"))


def _incomes(customer: Customer, band: int, learnt: date, *, rises: bool, as_of: date) -> None:
    collector, values = customer.owner or "linxiaotong", traits.INCOMES
    customer.income_band, customer.income_on = values[band], learnt
    customer.facts.append(Fact("income_band", values[band], None, "survey", learnt, collector))
    later = learnt + timedelta(days=240)
    if rises and later < as_of:
        customer.income_band, customer.income_on = values[band + 1], later
        customer.facts.append(
            Fact("income_band", values[band + 1], values[band], "conversation", later, collector)
        )


def _needs(customer: Customer, draw: Draw, *, language: Language, as_of: date, chance: float) -> list[Need]:
    told = traits.NEEDS_OF_FIRMS if customer.kind == "firm" else traits.NEEDS
    (kind, text, category), days = draw.pick(told), draw.weighted((6, 25, 90, 300), (3, 3, 2, 2))
    source, strength, state = draw.pick(traits.SOURCES), draw.whole(2, 5), draw.pick(traits.NEED_STATES)
    if not draw.chance(chance):
        return []
    named = traits.CATEGORY_NAMES.get(category, Both("", "")).to(language)
    on = max(as_of - timedelta(days=days), customer.created_on)
    return [Need(kind, text.to(language), named, strength, source, on, state)]


def _credit(draw: Draw, *, language: Language) -> Credit | None:
    grade, size = (
        draw.weighted(("A", "B", "C", "D"), (35, 40, 20, 5)),
        draw.weighted((1, 2, 5, 10), (3, 4, 2, 1)),
    )
    term, sells_on_credit = draw.weighted((30, 45, 60), (6, 2, 2)), draw.chance(0.7)
    return Credit(grade, CREDIT_UNIT[language] * size, term) if sells_on_credit else None


def _contact(draw: Draw, number: int, post: traits.Post, *, language: Language, as_of: date) -> Contact:
    gender = draw.pick(("female", "male"))
    mobile = names.mobile(FIRST_CONTACT_MOBILE + number, language)
    year = as_of.year - draw.whole(25, 58)
    name = names.person_name(draw, gender=gender, year=year, language=language)
    knows_day, day, reachable = draw.chance(0.3), birthday(draw, year=year), draw.chance(0.85)
    return Contact(
        name=name,
        gender=gender,
        position=post.position.to(language),
        department=post.department.to(language),
        role=post.role,
        relation=draw.weighted((0, 1, 2, 3, 4, 5), (20, 15, 20, 25, 15, 5)),
        points=(ContactPoint("phone", mobile),) if reachable else (),
        birthday=day if knows_day else None,
        salutation=_salutation(name, gender, post.role) if language == "zh" else "",
    )


def _salutation(name: str, gender: str, role: str) -> str:
    """As one calls somebody at a firm: by the post of those who decide, else 先生 or 女士."""
    called = {"decision": "总", "purchasing": "经理"}.get(role, "先生" if gender == "male" else "女士")
    return name[0] + called


def _city_index(city: str, language: Language) -> int:
    return next(place for place, name in enumerate(names.CITIES) if name.to(language) == city)
