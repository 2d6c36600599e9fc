"""What this module tells on the timeline: contacts, promises, needs, notes, what was learnt, consent."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from regulars.core import clock
from regulars.customers import facts, sensitive, timeline
from regulars.customers.choices import ContactResult, Direction, PromiseStatus
from regulars.customers.models import Consent, Fact, Interaction, MemoryNote, Promise
from regulars.customers.timeline import Act, Detail, Entry
from regulars.customers.wording import in_a_row
from regulars.ui import formatting

NAMED_CHANGES = 4


def register_kinds() -> None:
    for order, (code, label, tell) in enumerate(KINDS, start=1):
        timeline.register(timeline.Kind(code, label, tell, order=order * 10))


def contacts(customer: Any, user: Any, before: datetime | None, limit: int) -> Iterator[Entry]:
    rows = _before(Interaction.objects.filter(customer=customer), "happened_at", before)
    found = list(rows.select_related("contact").order_by("-happened_at", "-pk")[:limit])
    promises, notes = _of_interactions(customer.promises.all()), _of_interactions(customer.memory_notes.all())
    for each in found:
        yield Entry(
            at=each.happened_at,
            kind="contact",
            kind_label=_("Planned") if each.is_planned else each.get_channel_display(),
            headline=_what(each),
            quote=each.customer_words,
            details=tuple(_details(each, promises[each.pk], notes[each.pk])),
            by=_by(each),
            is_planned=each.is_planned,
            key=f"contact:{each.pk:012}",
            actions=tuple(_acts(each, user)),
        )


def _of_interactions(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        if row.interaction_id:
            found[row.interaction_id].append(row)
    return found


def _what(each: Interaction) -> str:
    """Who reached whom, then what it was about."""
    who = each.staff_name or str(_("somebody of us"))
    if each.is_planned:
        at = each.happened_at.astimezone(clock.zone())
        return _("{time} {channel}: {text}").format(
            time=f"{at:%H:%M}",
            channel=each.get_channel_display(),
            text=each.summary or each.next_step or _("no words yet"),
        )
    if each.result == ContactResult.NO_ANSWER:
        return _("{who} tried, nobody answered").format(who=who)
    other = f" · {each.contact.name}" if each.contact else ""
    if each.summary:
        return f"{each.summary}{other}"
    if each.direction == Direction.FROM_CUSTOMER:
        return _("The customer contacted {who}").format(who=who) + other
    return _("{who} contacted the customer").format(who=who) + other


def _by(each: Interaction) -> str:
    """Who of us, who began, in what mood; what the headline says already is left out."""
    is_said = (not each.summary and not each.is_planned) or each.result == ContactResult.NO_ANSWER
    came = each.direction == Direction.FROM_CUSTOMER and not is_said
    return in_a_row(
        "" if is_said else each.staff_name,
        each.get_direction_display() if came else "",
        each.get_mood_display(),
    )


def _details(each: Interaction, promises: Sequence[Promise], notes: Sequence[MemoryNote]) -> Iterator[Detail]:
    if each.requests or each.needs_answer:
        yield _request(each)
    for promise in promises:
        yield _promised(promise)
    for note in notes:
        yield Detail(_("To remember: {text}").format(text=note.text))
    if each.next_step and not each.is_planned:
        text = _("Next: {step}").format(step=each.next_step)
        yield Detail(in_a_row(text, formatting.day(each.next_on, "near") if each.next_on else ""))


def _request(each: Interaction) -> Detail:
    text = (
        _("Asked for: {request}").format(request=each.requests) if each.requests else _("Waits for an answer")
    )
    if each.answered_at:
        answered = _("answered {day}").format(day=formatting.day(each.answered_at, "near"))
        return Detail(in_a_row(text, answered))
    if not each.needs_answer:
        return Detail(text)
    days = (clock.today() - clock.day_of(each.happened_at)).days
    waits = ngettext("waits for {count} day", "waits for {count} days", days).format(count=days)
    return Detail(text, warning=waits if days > 0 else _("not answered yet"))


def _promised(promise: Promise) -> Detail:
    text = _("Promised: {text}, until {day}").format(text=promise.text, day=formatting.day(promise.due_on))
    if promise.status == PromiseStatus.KEPT:
        return Detail(in_a_row(text, promise.get_status_display()))
    return Detail(text, warning=lateness(promise))


def lateness(promise: Promise) -> str:
    """3 days late; empty while there is time."""
    if promise.status == PromiseStatus.BROKEN:
        return str(promise.get_status_display())
    days = (clock.today() - promise.due_on).days
    if promise.status != PromiseStatus.OPEN or days <= 0:
        return ""
    return ngettext("{count} day late", "{count} days late", days).format(count=formatting.num(days))


def _acts(each: Interaction, user: Any) -> Iterator[Act]:
    if not user.may_write:
        return
    if each.needs_answer and not each.answered_at and not each.is_planned:
        yield Act(_("Mark as answered"), reverse("customers:answer", args=[each.pk]), is_link=False)
    label = _("It happened, or changes") if each.is_planned else _("Edit")
    yield Act(label, reverse("customers:interaction", args=[each.pk]))


def promises(customer: Any, user: Any, before: datetime | None, limit: int) -> Iterator[Entry]:
    """Made outside a conversation, and what became of each."""
    for promise in customer.promises.all():
        made, closed = clock.start_of(promise.made_on), promise.closed_at
        if promise.interaction_id is None and _is_before(made, before):
            yield Entry(
                at=made,
                kind="promise",
                kind_label=_("Promise"),
                headline=promise.text,
                detail=_("until {day}").format(day=formatting.day(promise.due_on)),
                warning=lateness(promise),
                key=f"promise:{promise.pk:012}",
            )
        if closed and _is_before(closed, before):
            yield Entry(
                at=closed,
                kind="promise",
                kind_label=promise.get_status_display(),
                headline=promise.text,
                detail=promise.outcome,
                tone="late" if promise.status == PromiseStatus.BROKEN else "",
                key=f"promise:{promise.pk:012}:closed",
            )


def needs(customer: Any, user: Any, before: datetime | None, limit: int) -> Iterator[Entry]:
    for need in customer.needs.all():
        at = clock.start_of(need.noted_on)
        if _is_before(at, before):
            about = [need.get_status_display(), need.category, need.get_source_display()]
            yield Entry(
                at=at,
                kind="need",
                kind_label=need.get_kind_display(),
                headline=need.text,
                detail=in_a_row(*about),
                key=f"need:{need.pk:012}",
            )


def notes(customer: Any, user: Any, before: datetime | None, limit: int) -> Iterator[Entry]:
    """Notes that belong to no conversation; the others stand below theirs."""
    for note in customer.memory_notes.all():
        at = clock.start_of(note.noted_on)
        if note.interaction_id is None and _is_before(at, before):
            yield Entry(
                at=at,
                kind="note",
                kind_label=note.get_kind_display(),
                headline=note.text,
                key=f"note:{note.pk:012}",
            )


def learnt(customer: Any, user: Any, before: datetime | None, limit: int) -> Iterator[Entry]:
    """What was learnt at one moment is one entry."""
    rows = _before(Fact.objects.filter(customer=customer), "recorded_at", before)
    moments = rows.order_by("-recorded_at").values_list("recorded_at", flat=True).distinct()[:limit]
    found = rows.filter(recorded_at__in=moments).order_by("-recorded_at", "pk")
    together: dict[datetime, list[Fact]] = defaultdict(list)
    for fact in found:
        together[fact.recorded_at].append(fact)
    own = facts.own_fields() if any(fact.field.startswith("custom.") for fact in found) else {}
    hidden = set() if user.may_see_sensitive else sensitive.FIELDS | facts.sensitive_own(own.values())
    for at, group in together.items():
        changes = [facts.change(fact, is_masked=fact.field in hidden, own=own) for fact in group]
        more = len(changes) - NAMED_CHANGES
        if more > 0:
            rest = ngettext("{count} more", "{count} more", more).format(count=more)
            changes = [*changes[:NAMED_CHANGES], rest]
        first = group[0]
        about = [first.get_source_display(), first.collected_by]
        yield Entry(
            at=at,
            kind="fact",
            kind_label=pgettext("customer", "Profile"),
            headline=str(_("; ")).join(changes),
            detail=in_a_row(*about),
            url=reverse("customers:facts", args=[customer.pk]),
            key=f"fact:{first.pk:012}",
        )


def consents(customer: Any, user: Any, before: datetime | None, limit: int) -> Iterator[Entry]:
    for line in customer.consents.all():
        if _is_before(line.given_at, before):
            yield consent_entry(line)


def consent_entry(line: Consent) -> Entry:
    return Entry(
        at=line.given_at,
        kind="consent",
        kind_label=_("Consent"),
        headline=_("{purpose}, {channel}: {answer}").format(
            purpose=line.get_purpose_display(),
            channel=line.get_channel_display(),
            answer=_("agreed") if line.is_granted else _("withdrawn"),
        ),
        detail=line.how,
        tone="" if line.is_granted else "late",
        key=f"consent:{line.pk:012}",
    )


def _before(rows: QuerySet[Any], field: str, before: datetime | None) -> QuerySet[Any]:
    return rows.filter(**{f"{field}__lt": before}) if before else rows


def _is_before(at: datetime, before: datetime | None) -> bool:
    return before is None or at < before


KINDS: tuple[tuple[str, Any, Any], ...] = (
    ("contact", gettext_lazy("Contacts and plans"), contacts),
    ("promise", gettext_lazy("Promises"), promises),
    ("need", gettext_lazy("Needs and preferences"), needs),
    ("note", pgettext_lazy("timeline", "Memory"), notes),
    ("fact", pgettext_lazy("customer", "Profile"), learnt),
    ("consent", gettext_lazy("Consent"), consents),
)
