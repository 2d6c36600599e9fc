"""Forms of what stands on a customer's page: needs, notes, people, ways to reach them, days, projects."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from regulars.core import clock
from regulars.customers import contact_points
from regulars.customers.choices import NeedStatus, PointKind
from regulars.customers.forms import birthday_problem
from regulars.customers.models import (
    Contact,
    ContactPoint,
    Customer,
    FamilyEvent,
    MemoryNote,
    Need,
    ProjectCycle,
    Promise,
)
from regulars.ui.forms import Choice, DayInput

FROM_1_TO_5 = [(number, str(number)) for number in range(1, 6)]
RELATIONS = [
    (0, _("not established")), (1, _("just met")), (2, _("known")), (3, _("good")), (4, _("close")), (5, _("very close")),
]  # fmt: skip
DAY = ("day_calendar", "day_month", "day_day", "day_year", "day_leap")


class RecordForm(forms.ModelForm):
    """A form that knows what stood in the record when it was opened."""

    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, customer: Customer, user: Any, instance: Any = None) -> None:
        self.customer, self.user, self.is_new = customer, user, instance is None
        record = instance or self._meta.model(customer=customer)
        super().__init__(data, instance=record, label_suffix="")
        self.initial["opened"] = self.print_of(record)
        for name in {"role", "source"} & set(self.fields):
            left_open: Any = self.fields[name]
            left_open.choices = [("", "—"), *left_open.choices[1:]]
        self.prepare()

    def prepare(self) -> None:
        """What a form changes about its fields."""

    def print_of(self, record: Any) -> str:
        """A short print of what the form shows of a record."""
        shown = model_to_dict(record, fields=self._meta.fields)
        text = json.dumps(shown, cls=DjangoJSONEncoder, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def saw(self, stored: Any) -> bool:
        return self.is_new or self.cleaned_data.get("opened") == self.print_of(stored)


class WithDay(RecordForm):
    """A form with a day of the year that comes back."""

    day_month = forms.TypedChoiceField(label=_("Month"), required=False, coerce=int, empty_value=None)

    def prepare(self) -> None:
        self.fields["day_month"].choices = [("", "—"), *MONTHS.items()]  # type: ignore[attr-defined]
        self.fields["day_year"].help_text = _("Leave it empty when you do not know it.")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        problem = birthday_problem(values)
        if problem:
            self.add_error("day_day", problem)
        return values


class NeedForm(RecordForm):
    strength = forms.TypedChoiceField(
        label=_("How strong"),
        choices=FROM_1_TO_5,
        coerce=int,
        initial=3,
        widget=Choice,
        help_text=_("5 is strongest"),
    )

    class Meta:
        model = Need
        fields = ("kind", "text", "category", "strength", "status", "due_on", "source")
        widgets = {"kind": Choice, "status": Choice, "due_on": DayInput()}

    def clean(self) -> dict[str, Any]:
        """The day of a new status is noted with it."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "status" in self.changed_data and values.get("status") in NeedStatus.values:
            self.instance.status_changed_on = clock.today()
        return values


class NoteForm(RecordForm):
    text = forms.CharField(label=_("To bring up again"), max_length=500, widget=forms.Textarea({"rows": 3}))

    class Meta:
        model = MemoryNote
        fields = ("kind", "text")
        widgets = {"kind": Choice}


class ContactForm(WithDay):
    phone = forms.CharField(label=_("Phone"), required=False, max_length=254)
    relation_strength = forms.TypedChoiceField(
        label=_("Relation"), choices=RELATIONS, coerce=int, initial=0, widget=Choice
    )

    class Meta:
        model = Contact
        fields = (
            "name",
            "salutation",
            "position",
            "department",
            "role",
            "relation_strength",
            *DAY,
            "left_on",
            "remark",
        )
        widgets = {"day_calendar": Choice, "left_on": DayInput()}

    field_order = ("name", "salutation", "phone", "position", "department", "role", "relation_strength")

    def prepare(self) -> None:
        super().prepare()
        if not self.is_new:
            del self.fields["phone"]

    def clean_phone(self) -> contact_points.Point | None:
        text = self.cleaned_data["phone"]
        return contact_points.read(PointKind.PHONE, text) if text.strip() else None


class PointForm(RecordForm):
    is_verified = forms.BooleanField(label=_("We have reached them here"), required=False)

    class Meta:
        model = ContactPoint
        fields = ("kind", "value", "contact", "label", "is_primary", "is_dead")
        widgets = {"kind": Choice}
        labels = {
            "is_primary": _("Use this one first"),
            "value": _("Number, address or id"),
            "contact": _("Whose"),
        }

    def prepare(self) -> None:
        people = self.customer.contacts.order_by("name")
        whose: Any = self.fields["contact"]
        whose.queryset, whose.empty_label = people, str(self.customer)
        if not self.customer.is_firm:
            del self.fields["contact"]
        self.initial["is_verified"] = self.instance.verified_at is not None

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not values.get("kind") or not values.get("value"):
            return values
        try:
            point = contact_points.read(values["kind"], values["value"])
        except ValidationError as problem:
            self.add_error("value", problem)
            return values
        values["value"], self.instance.normalised = point.value, point.normalised
        self._refuse_twice(values, point)
        if values.get("is_verified") != (self.instance.verified_at is not None):
            self.instance.verified_at = clock.now() if values.get("is_verified") else None
        return values

    def _refuse_twice(self, values: Mapping[str, Any], point: contact_points.Point) -> None:
        same = self.customer.contact_points.filter(
            kind=point.kind, normalised=point.normalised, contact=values.get("contact")
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("value", _("This is noted already."))

    def point(self) -> contact_points.Point:
        return contact_points.Point(
            self.cleaned_data["kind"], self.cleaned_data["value"], self.instance.normalised
        )


class FamilyForm(WithDay):
    class Meta:
        model = FamilyEvent
        fields = ("relation", "name", *DAY, "is_yearly", "note")
        widgets = {"day_calendar": Choice}
        help_texts = {"relation": _("Wife, daughter, wedding day, moving in …")}


class ProjectForm(RecordForm):
    class Meta:
        model = ProjectCycle
        fields = ("name", "stage", "started_on", "ends_on", "repurchase_on", "remind_days")
        widgets = {"started_on": DayInput(), "ends_on": DayInput(), "repurchase_on": DayInput()}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = values.get("started_on"), values.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The end is before the start."))
        return values


class PromiseForm(RecordForm):
    class Meta:
        model = Promise
        fields = ("text", "due_on")
        widgets = {"due_on": DayInput()}

    def prepare(self) -> None:
        self.fields["text"].help_text = _now("What we will do, so that a colleague understands it.")
