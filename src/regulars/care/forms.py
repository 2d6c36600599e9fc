"""Forms behind a card: what came of it, until when, why not, other words; and the settings of plays."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from regulars.care import checks
from regulars.care.catalogue import SetPlay
from regulars.care.models import CareTask
from regulars.core import clock
from regulars.customers.choices import Channel, Mood, NeedKind
from regulars.ui.forms import Choice, DayInput

SPOKEN = [choice for choice in Channel.choices if choice[0] != Channel.NOTE]


class DoneForm(forms.Form):
    """What was said, what changed, what comes next. Only the channel is asked for, and what a check found."""

    channel = forms.ChoiceField(label=_("How"), choices=SPOKEN, widget=Choice)
    note = forms.CharField(
        label=_("What it was about"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    customer_words = forms.CharField(
        label=_("In the customer's words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    need = forms.CharField(
        label=_("What changed in their needs"),
        max_length=300,
        required=False,
        help_text=_("A new need or preference; it goes into their file."),
    )
    need_kind = forms.ChoiceField(label=_("Kind"), choices=NeedKind.choices, required=False)
    mood = forms.ChoiceField(
        label=_("Mood"), choices=[("", _("not noted")), *Mood.choices], required=False, widget=Choice
    )
    promise = forms.CharField(label=_("What I promised"), max_length=300, required=False)
    promise_due = forms.DateField(label=_("Until"), required=False, widget=DayInput)
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_on = forms.DateField(label=_("On"), required=False, widget=DayInput)

    def __init__(
        self, *args: Any, task: CareTask | None = None, beside: Sequence[CareTask] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [one for one in (task, *beside) if one and checks.check_of(one.figures)]
        for one in reversed(self.asked):
            self.fields = {f"result_{one.pk}": _result_field(one, is_required=one == task)} | self.fields

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["results"] = {one.pk: values.pop(f"result_{one.pk}", "") for one in self.asked}
        if not values.get("note") and any(_is_unwell(one, values["results"][one.pk]) for one in self.asked):
            self.add_error("note", _("Say in a few words what is wrong; whoever helps then knows."))
        if values.get("promise") and not values.get("promise_due"):
            self.add_error("promise_due", _("A promise needs a day until which it is kept."))
        if values.get("next_step") and not values.get("next_on"):
            self.add_error("next_on", _("Say on which day the next step is due."))
        return values


def _result_field(task: CareTask, *, is_required: bool) -> forms.ChoiceField:
    """The answers to one check, side by side."""
    check = checks.check_of(task.figures)
    assert check is not None
    choices = [(result.code, result.label) for result in check.results]
    label = _now("{check}, order of {day}").format(check=check.label, day=task.figures["ordered_on"])
    empty = [] if is_required else [("", _("not asked"))]
    return forms.ChoiceField(
        label=label, choices=[*empty, *choices], required=is_required, widget=Choice, initial=""
    )


def _is_unwell(task: CareTask, code: str) -> bool:
    check = checks.check_of(task.figures)
    result = check.result(code) if check else None
    return result is not None and not result.is_well


class PostponeForm(forms.Form):
    until = forms.DateField(label=_("Show again on"), widget=DayInput)
    note = forms.CharField(label=_("Why"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"until": clock.today() + timedelta(days=3)})
        super().__init__(*args, **kwargs)

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until <= clock.today():
            raise forms.ValidationError(_("Choose a day after today."))
        if until > clock.today() + timedelta(days=366):
            raise forms.ValidationError(_("At most a year ahead."))
        return until


class NotNeededForm(forms.Form):
    note = forms.CharField(
        label=_("Why it is not needed"),
        max_length=500,
        help_text=_("A few words; they help to make the list better."),
    )


class WordsForm(forms.Form):
    words = forms.CharField(
        label=_("Words to say"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}), required=False
    )


class PlayForm(forms.Form):
    """Whether a play is on, for whom, and its figures."""

    is_on = forms.BooleanField(label=_("Switched on"), required=False)

    def __init__(self, set_play: SetPlay, *args: Any, segments: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_on"].initial = set_play.is_on
        if segments is not None:
            self.fields["segment"] = forms.ModelChoiceField(
                segments,
                label=_("Only customers of this segment"),
                required=False,
                empty_label=_("All customers"),
                initial=set_play.segment,
                help_text=_("As it is counted every night. Segments the team sees can be chosen."),
            )
        for number in set_play.play.numbers:
            self.fields[number.name] = forms.IntegerField(
                label=number.label,
                min_value=number.minimum,
                max_value=number.maximum,
                initial=set_play.settings[number.name],
            )
