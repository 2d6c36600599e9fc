"""Who a customer is: what is known, where from, and what is still to be asked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.customers import birthdays, facts, sensitive
from regulars.customers.completeness import Completeness, completeness
from regulars.customers.models import Customer, Fact
from regulars.customers.wording import enumerated, in_a_row

PERSON = (
    "salutation", "birthday", "gender", "occupation", "company", "income_band", "hobbies", "personality", "country", "city",
    "address", "acquisition_source", "community", "region", "home_town", "association",
)  # fmt: skip
FIRM = ("salutation", "industry", "country", "city", "address", "acquisition_source", "association")
CREDIT = ("credit_grade", "credit_limit", "payment_term_days", "financial_situation")
# Kept in other columns than the name it goes by.
FACTS_OF = {"birthday": ("birthday", "day_month", "day_day", "day_year", "age_given", "age_band")}
ELSEWHERE = frozenset({"name", "phones", "family", "contacts", "preferred_channel", "credit_grade"})


@dataclass(frozen=True)
class Known:
    """One line. Without a value it invites: ``ask`` is the link to ``url``."""

    name: str
    label: str
    value: str = ""
    source: str = ""
    note: str = ""
    ask: str = ""
    url: str = ""


@dataclass
class Profile:
    lines: list[Known]
    credit: list[Known]
    complete: Completeness
    looked_at: list[str] = field(default_factory=list)


def profile_of(customer: Customer, user: Any) -> Profile:
    """What this person may read; ``looked_at`` are the sensitive fields among it."""
    return _Reader(customer, user).read()


class _Reader:
    def __init__(self, customer: Customer, user: Any) -> None:
        self.customer, self.user = customer, user
        self.facts = facts.latest(customer)
        self.own = facts.own_fields()
        self.hidden = sensitive.FIELDS | facts.sensitive_own(self.own.values())
        self.looked_at: list[str] = []

    def read(self) -> Profile:
        complete = completeness(self.customer, self.user)
        names = FIRM if self.customer.is_firm else PERSON
        missing = {name for name, _label in complete.missing} - ELSEWHERE
        lines = [line for name in names if (line := self._line(name, is_missing=name in missing))]
        lines += self._own_lines(missing)
        credit = [line for name in CREDIT if (line := self._line(name, is_missing=False))]
        return Profile(lines, credit, complete, self.looked_at)

    def _own_lines(self, missing: set[str]) -> Iterator[Known]:
        for key in self.own:
            name = f"custom.{key}"
            line = self._line(name, is_missing=name in missing)
            if line:
                yield line

    def _line(self, name: str, *, is_missing: bool) -> Known | None:
        label = _("Birthday") if name == "birthday" and self.customer.has_day else facts.label(name, self.own)
        value, note = self._value(name)
        if value and name in self.hidden:
            if not self.user.may_see_sensitive:
                return Known(name, label, sensitive.MASK)
            self.looked_at.append(label)
        if value:
            return Known(name, label, value, source=self._source(name), note=note)
        if not is_missing or not self.user.may_write:
            return None
        url = reverse("customers:edit", args=[self.customer.pk]) + f"#id_{_form_field(name)}"
        return Known(name, label, ask=_("Ask next time"), url=url)

    def _value(self, name: str) -> tuple[str, str]:
        customer = self.customer
        if name == "birthday":
            return birthday_words(customer), ""
        if name.startswith("custom."):
            value = customer.custom.get(name.removeprefix("custom."))
        else:
            value = getattr(customer, name)
        text = facts.words(name, value) if value not in (None, "", []) else ""
        if name == "hobbies" and customer.hobby_text:
            return enumerated(text, customer.hobby_text), ""
        if name == "income_band" and customer.income_recorded_on:
            noted = _("noted on {day}").format(day=customer.income_recorded_on.isoformat())
            return text, noted if text else ""
        return text, ""

    def _source(self, name: str) -> str:
        known: list[Fact] = [self.facts[each] for each in FACTS_OF.get(name, (name,)) if each in self.facts]
        return facts.origin(max(known, key=lambda fact: fact.pk, default=None))


def birthday_words(customer: Customer) -> str:
    """1979-11-06, 46 years old; without the year only the day; without the day only the age."""
    age, words = birthdays.age_of(customer), ""
    if customer.has_day:
        assert customer.day_month
        assert customer.day_day
        words = birthdays.day_in_words(
            customer.day_calendar, customer.day_month, customer.day_day, is_leap=customer.day_leap
        )
        if customer.day_year:
            words = _("{year}, {day}").format(year=customer.day_year, day=words)
            if customer.day_calendar != "lunar":
                words = f"{customer.day_year}-{customer.day_month:02d}-{customer.day_day:02d}"
    if age is None:
        return words or str(customer.get_age_band_display() or "")
    aged = _("{age} years old").format(age=age)
    return in_a_row(words, aged)


def _form_field(name: str) -> str:
    if name == "birthday":
        return "day_month"
    return f"own_{name.removeprefix('custom.')}" if name.startswith("custom.") else name
