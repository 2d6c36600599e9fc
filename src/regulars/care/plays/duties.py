"""Plays that keep our word: promises that are due, requests nobody has answered."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care.catalogue import Candidate, Day, Number, ReadyPlay, add
from regulars.care.plays.who import OWN_MEASURES, greeting
from regulars.core import clock
from regulars.customers.choices import PromiseStatus
from regulars.customers.models import Interaction, Promise


def find_promises(look: Day) -> Iterable[Candidate]:
    """Open promises, from a day before they are due."""
    until = look.day + timedelta(days=look.settings["days_before"])
    rows = (
        look.of_customers(Promise.objects.open())
        .filter(due_on__lte=until)
        .values_list("pk", "customer_id", "text", "due_on", "made_on", *OWN_MEASURES)
    )
    for pk, customer, text, due_on, made_on, margin, risk in rows.iterator():
        yield Candidate(
            customer,
            f"promise:{pk}",
            "promise_due",
            {"promise": pk, "text": text, "due_on": due_on.isoformat(), "made_on": made_on.isoformat()},
            due_on=due_on,
            show_from=look.day,
            expected_margin=margin or Decimal(0),
            risk_score=risk,
        )


def promise_sentence(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import days, strong

    due_on = date.fromisoformat(figures["due_on"])
    late = (clock.today() - due_on).days
    if late > 0:
        return _("Promised “{text}” by {day}, {late} late.").format(
            text=figures["text"], day=due_on.isoformat(), late=strong(days(late))
        )
    return _("Promised “{text}” by {day}.").format(text=figures["text"], day=due_on.isoformat())


def promise_words(figures: Mapping[str, Any], who: Any) -> str:
    late = clock.today() > date.fromisoformat(figures["due_on"])
    words = _("I am getting back to you about what I promised: {text}.")
    if late:
        words = _(
            "I am getting back to you about what I promised: {text}. I am sorry it took longer than I said."
        )
    return greeting(who) + words.format(text=figures["text"])


def find_broken(look: Day) -> Iterable[Candidate]:
    """Promises somebody had to note as not kept, until amends are made."""
    since = clock.start_of(look.day - timedelta(days=look.settings["days_open"]))
    rows = (
        look.of_customers(Promise.objects.filter(status=PromiseStatus.BROKEN, closed_at__gte=since))
        .filter(customer__deleted_at=None, customer__is_deceased=False)
        .filter(closed_at__lt=clock.end_of(look.day))
        .values_list("pk", "customer_id", "text", "due_on", "closed_at", "outcome", *OWN_MEASURES)
    )
    for pk, customer, text, due_on, closed_at, how, margin, risk in rows.iterator():
        yield Candidate(
            customer,
            f"remedy:{pk}:{closed_at:%Y%m%d%H%M%S}",
            "promise_broken",
            {"promise": pk, "text": text, "due_on": due_on.isoformat(), "how": how},
            due_on=clock.day_of(closed_at),
            show_from=look.day,
            expected_margin=margin or Decimal(0),
            risk_score=risk,
        )


def broken_sentence(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import strong

    values = {"text": figures["text"], "day": figures["due_on"], "broken": strong(_("not kept"))}
    if figures["how"]:
        return _("Promised “{text}” by {day}, {broken}: {how}").format(**values, how=figures["how"])
    return _("Promised “{text}” by {day}, {broken}.").format(**values)


def broken_words(figures: Mapping[str, Any], who: Any) -> str:
    return greeting(who) + _(
        "I promised you “{text}” and did not keep my word. I am sorry, and I would like to make it up to you."
    ).format(text=figures["text"])


def find_requests(look: Day) -> Iterable[Candidate]:
    """Requests that wait for our answer."""
    rows = (
        look.of_customers(Interaction.objects.unanswered())
        .filter(happened_at__lt=clock.end_of(look.day))
        .values_list(
            "pk",
            "customer_id",
            "customer_words",
            "requests",
            "summary",
            "happened_at",
            "channel",
            *OWN_MEASURES,
        )
    )
    for pk, customer, words, requests, summary, happened_at, channel, margin, risk in rows.iterator():
        asked_on = clock.day_of(happened_at)
        yield Candidate(
            customer,
            f"request:{pk}",
            "unanswered_request",
            {
                "interaction": pk,
                "words": (words or requests or summary)[:200],
                "asked_on": asked_on.isoformat(),
                "channel": channel,
            },
            due_on=asked_on + timedelta(days=1),
            show_from=look.day,
            expected_margin=margin or Decimal(0),
            risk_score=risk,
        )


def request_sentence(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import days, strong

    asked_on = date.fromisoformat(figures["asked_on"])
    waits = (clock.today() - asked_on).days
    text = _("Asked on {day}: “{words}” Has been waiting for {waits}.")
    if waits < 1:
        text = _("Asked on {day}: “{words}” Waiting for an answer.")
    return text.format(day=asked_on.isoformat(), words=figures["words"], waits=strong(days(waits)))


def request_words(figures: Mapping[str, Any], who: Any) -> str:
    words = _("You asked: “{words}”")
    if clock.today() > date.fromisoformat(figures["asked_on"]):
        words = _("Sorry to have kept you waiting. You asked: “{words}”")
    return greeting(who) + words.format(words=figures["words"])


add(
    ReadyPlay(
        "promise_due",
        gettext_lazy("Promise due"),
        gettext_lazy(
            "What we promised comes on the list a day before it is due, and stays until it is kept."
        ),
        find_promises,
        promise_sentence,
        lambda figures: _("Keep the promise first, then tell the customer."),
        promise_words,
        numbers=(Number("days_before", gettext_lazy("Days before"), 1, 0, 30),),
        is_owed=True,
        order=1,
    )
)
add(
    ReadyPlay(
        "unanswered_request",
        gettext_lazy("Unanswered request"),
        gettext_lazy("A customer asked for something and nobody has answered yet."),
        find_requests,
        request_sentence,
        lambda figures: _("Answer, even if only to say when the full answer comes."),
        request_words,
        is_owed=True,
        order=2,
    )
)
add(
    ReadyPlay(
        "promise_broken",
        gettext_lazy("Make good a broken promise"),
        gettext_lazy(
            "A promise that was not kept is followed by an apology and something that makes it good."
        ),
        find_broken,
        broken_sentence,
        lambda figures: _("Apologise, say what you do about it, and note the new promise."),
        broken_words,
        numbers=(Number("days_open", gettext_lazy("Still worth doing for days"), 14, 1, 60),),
        is_owed=True,
        order=3,
    )
)
