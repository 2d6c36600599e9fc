"""The customers of the demo as rows of the tables about customers."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from regulars.demo.book import Book
from regulars.demo.finding import normalised
from regulars.demo.records import Birthday, ContactPoint, Customer, Interaction

Row = dict[str, Any]
NO_DAY = {"day_calendar": "solar", "day_year": None, "day_month": None, "day_day": None, "day_leap": False}


def birthday_row(day: Birthday | None) -> Row:
    if day is None:
        return NO_DAY
    return {
        "day_calendar": day.calendar,
        "day_year": day.year,
        "day_month": day.month,
        "day_day": day.day,
        "day_leap": day.leap_month,
    }


def customer_row(customer: Customer, book: Book, *, pinyin: str) -> Row:
    created = book.morning(customer.created_on)
    return {
        "id": book.customers[customer.code],
        "code": f"{book.prefix}-{customer.code}",
        "kind": customer.kind,
        "name": customer.name,
        "pinyin": pinyin,
        "gender": customer.gender,
        "occupation": customer.occupation,
        "industry": customer.industry,
        "city": customer.city,
        "address": customer.address,
        "acquisition_source": customer.acquired_through,
        "owner_id": book.users.get(customer.owner or ""),
        "owner_since": created if customer.owner else None,
        "team_id": book.teams[customer.team],
        "is_demo": True,
        "created_at": created,
        "updated_at": created,
        **birthday_row(customer.birthday),
        **_traits(customer),
        **_manner(customer),
        **_credit(customer),
    }


def _traits(customer: Customer) -> Row:
    return {
        "hobbies": list(customer.hobbies),
        "hobby_text": customer.other_hobby,
        "personality": list(customer.personality),
        "age_band": customer.age_band,
        "income_band": customer.income_band,
        "income_recorded_on": customer.income_on,
    }


def _manner(customer: Customer) -> Row:
    hours = customer.preferred_hours
    return {
        "preferred_channel": customer.preferred_channel,
        "preferred_from": time(hours[0]) if hours else None,
        "preferred_until": time(hours[1]) if hours else None,
        "manner_do": customer.manner_do,
        "manner_dont": customer.manner_dont,
        "do_not_contact": customer.do_not_contact,
    }


def _credit(customer: Customer) -> Row:
    credit = customer.credit
    if credit is None:
        return {}
    return {"credit_grade": credit.grade, "credit_limit": credit.limit, "payment_term_days": credit.term_days}


def contact_rows(customer: Customer, book: Book) -> Iterator[Row]:
    for contact in customer.contacts:
        yield {
            "id": book.contacts[customer.code, contact.name],
            "customer_id": book.customers[customer.code],
            "name": contact.name,
            "salutation": contact.salutation,
            "position": contact.position,
            "department": contact.department,
            "role": contact.role,
            "relation_strength": contact.relation,
            **birthday_row(contact.birthday),
        }


def point_rows(customer: Customer, book: Book) -> Iterator[Row]:
    mine = [(None, point) for point in customer.points]
    theirs = [
        (book.contacts[customer.code, contact.name], point)
        for contact in customer.contacts
        for point in contact.points
    ]
    for contact_id, point in [*mine, *theirs]:
        yield {
            "customer_id": book.customers[customer.code],
            "contact_id": contact_id,
            "kind": point.kind,
            "value": point.value,
            "normalised": normalised(point, book.region),
            "is_primary": contact_id is None and point is customer.points[0],
            "verified_at": _verified(point, book),
        }


def _verified(point: ContactPoint, book: Book) -> datetime | None:
    return book.morning(point.verified_on) if point.verified_on else None


def family_rows(customer: Customer, book: Book) -> Iterator[Row]:
    for relative in customer.family:
        yield {
            "customer_id": book.customers[customer.code],
            "relation": relative.relation,
            "name": relative.name,
            "note": relative.note,
            "is_yearly": relative.yearly,
            **birthday_row(relative.day),
        }


def fact_rows(customer: Customer, book: Book) -> Iterator[Row]:
    for fact in customer.facts:
        yield {
            "customer_id": book.customers[customer.code],
            "field": fact.field,
            "value": fact.value,
            "previous": fact.previous,
            "source": fact.source,
            "collected_on": fact.recorded_on,
            "collected_by": book.names[fact.collector],
            "recorded_at": book.morning(fact.recorded_on),
            "recorded_by_id": book.users[fact.collector],
        }


def need_rows(customer: Customer, book: Book) -> Iterator[Row]:
    for need in customer.needs:
        yield {
            "customer_id": book.customers[customer.code],
            "kind": need.kind,
            "text": need.text,
            "category": need.category,
            "strength": need.strength,
            "source": need.source,
            "noted_on": need.recorded_on,
            "noted_by_id": book.users.get(customer.owner or ""),
            "status": need.status,
            "status_changed_on": None if need.status == "unmet" else need.recorded_on,
        }


def consent_rows(customer: Customer, book: Book) -> Iterator[Row]:
    for consent in customer.consents:
        given = book.moment(consent.at)
        yield {
            "customer_id": book.customers[customer.code],
            "purpose": consent.purpose,
            "channel": consent.channel,
            "is_granted": consent.granted,
            "given_at": given,
            "how": consent.obtained,
            "text": consent.text,
            "recorded_by_id": book.users.get(customer.owner or ""),
            "recorded_at": given,
        }


def tag_rows(customer: Customer, book: Book) -> Iterator[Row]:
    for tag in customer.tags:
        yield {"customer_id": book.customers[customer.code], "tag_id": book.tags[tag]}


def interaction_rows(customer: Customer, book: Book) -> Iterator[Row]:
    for talk in customer.interactions:
        at = book.moment(talk.at)
        yield {
            "customer_id": book.customers[customer.code],
            "contact_id": book.contacts.get((customer.code, talk.contact)),
            "happened_at": at,
            "channel": talk.channel,
            "direction": talk.direction,
            "result": "reached" if talk.reached else "no_answer",
            "summary": talk.summary,
            "customer_words": talk.words,
            "requests": talk.request,
            "next_step": talk.next_step,
            "next_on": talk.next_on,
            "needs_answer": bool(talk.request),
            "staff_id": book.users[talk.author],
            "staff_name": book.names[talk.author],
            "created_at": at,
            "created_by_id": book.users[talk.author],
            **_answer(talk, book),
        }


def _answer(talk: Interaction, book: Book) -> Row:
    if talk.answered_at is None:
        return {"answered_at": None, "answered_by_id": None}
    return {"answered_at": book.moment(talk.answered_at), "answered_by_id": book.users[talk.author]}


def promise_rows(customer: Customer, book: Book) -> Iterator[Row]:
    for promise in customer.promises:
        settled = promise.settled_on
        yield {
            "customer_id": book.customers[customer.code],
            "text": promise.text,
            "made_on": promise.made_on,
            "made_by_id": book.users[promise.made_by],
            "due_on": promise.due_on,
            "status": promise.status,
            "closed_at": book.morning(settled) if settled else None,
            "closed_by_id": book.users[promise.made_by] if settled else None,
        }


def note_rows(customer: Customer, book: Book) -> Iterator[Row]:
    for note in customer.notes:
        yield {
            "customer_id": book.customers[customer.code],
            "kind": note.kind,
            "text": note.text,
            "noted_on": note.noted_on,
            "noted_by_id": book.users[note.author],
            "used_at": book.morning(note.used_on) if note.used_on else None,
        }
