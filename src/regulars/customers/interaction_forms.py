"""The form of a conversation: a line is enough, everything that came of it fits in."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.core import clock
from regulars.customers.choices import Channel, ContactResult, Direction, Mood, NeedKind, NoteKind
from regulars.customers.models import Interaction
from regulars.customers.record_forms import RecordForm
from regulars.ui.forms import Choice, DayInput

QUICK = (Channel.PHONE, Channel.WECHAT, Channel.VISIT, Channel.SHOP, Channel.SMS, Channel.NOTE)
NOON, MORNING = time(12), time(9)
# What comes of a conversation and is kept elsewhere.
LEARNT = ("promise", "promise_due", "need", "need_kind", "remember", "remember_kind")


class InteractionForm(RecordForm):
    """``day`` and ``at`` decide whether it happened or is planned."""

    day = forms.DateField(label=_("Date"), widget=DayInput())
    at = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, widget=Choice, initial=Channel.PHONE)
    direction = forms.ChoiceField(
        label=_("Direction"), choices=Direction.choices, widget=Choice, initial=Direction.TO_CUSTOMER
    )
    result = forms.ChoiceField(
        label=_("Result"), choices=ContactResult.choices, widget=Choice, initial=ContactResult.REACHED
    )
    mood = forms.ChoiceField(
        label=_("Mood"),
        choices=[("", pgettext_lazy("mood", "not noted")), *Mood.choices],
        required=False,
        widget=Choice,
    )
    promise = forms.CharField(label=_("What we promised"), max_length=300, required=False)
    promise_due = forms.DateField(label=_("Until"), required=False, widget=DayInput())
    need = forms.CharField(
        label=_("What changed in their needs"),
        max_length=300,
        required=False,
        help_text=_("A new need or preference; it goes into their file."),
    )
    need_kind = forms.ChoiceField(label=_("Kind"), choices=NeedKind.choices, required=False, widget=Choice)
    remember = forms.CharField(
        label=_("To bring up again"),
        max_length=500,
        required=False,
        help_text=_("A detail, something said, a request; it stands on the page before the next contact."),
    )
    remember_kind = forms.ChoiceField(
        label=_("Kind"), choices=NoteKind.choices, required=False, widget=Choice
    )

    class Meta:
        model = Interaction
        fields = (
            "channel", "direction", "contact", "result", "summary", "customer_words", "mood", "requests", "needs_answer",
            "next_step", "next_on",
        )  # fmt: skip
        widgets = {
            "summary": forms.Textarea({"rows": 3}),
            "customer_words": forms.Textarea({"rows": 2}),
            "requests": forms.Textarea({"rows": 2}),
            "next_on": DayInput(),
        }

    def prepare(self) -> None:
        whose: Any = self.fields["contact"]
        if self.customer.is_firm:
            whose.queryset = self.customer.contacts.filter(left_on=None).order_by("name")
            whose.empty_label = "—"
        else:
            del self.fields["contact"]
        self._prepare_day()
        if not self.is_new:
            for name in LEARNT:
                del self.fields[name]

    def _prepare_day(self) -> None:
        self.initial.setdefault("need_kind", NeedKind.NEED)
        self.initial.setdefault("remember_kind", NoteKind.DETAIL)
        if self.is_new:
            self.initial["channel"] = self.customer.preferred_channel or Channel.PHONE
            self.initial["day"] = clock.today()
            return
        local = self.instance.happened_at.astimezone(clock.zone())
        self.initial["day"] = local.date()
        self.initial["at"] = local.time().replace(second=0, microsecond=0)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("promise") and not values.get("promise_due"):
            self.add_error("promise_due", _("A promise needs a day until which it is kept."))
        if values.get("promise_due") and not values.get("promise"):
            self.add_error("promise", _("Say what was promised."))
        if values.get("next_step") and not values.get("next_on"):
            self.add_error("next_on", _("Say on which day the next step is due."))
        if not self._says_something(values):
            self.add_error("summary", _("Some words are needed: what it was about."))
        if values.get("day"):
            self.instance.happened_at = self._moment(values)
        return values

    def _says_something(self, values: dict[str, Any]) -> bool:
        """A call nobody took needs no words."""
        words = ("summary", "customer_words", "requests", "next_step", "promise", "need", "remember")
        return values.get("result") == ContactResult.NO_ANSWER or any(values.get(name) for name in words)

    def _moment(self, values: dict[str, Any]) -> datetime:
        """Without a time: now for today, noon for a day before, nine for a day to come."""
        day, at = values["day"], values.get("at")
        if not self.is_new and "day" not in self.changed_data and "at" not in self.changed_data:
            return self.instance.happened_at
        if at is None and day == clock.today():
            return clock.now()
        at = at or (NOON if day < clock.today() else MORNING)
        return datetime.combine(day, at, clock.zone())

    def learnt(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in LEARNT}
