"""The form of a customer: one page in sections, with the fields its reader may see."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BoundField
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from regulars.core import clock
from regulars.customers import choices, contact_points, own_fields, personality, sensitive
from regulars.customers.editing import PROFILE, value_of
from regulars.customers.models import Customer
from regulars.customers.models.customer import LONGEST_TEXT
from regulars.ui.forms import Choice, DayInput

SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Who this is"), ("kind", "name", "salutation", "gender", "code", "owner_choice")),
    (_("How to reach them"), ("phones", "emails", "wechats", "country", "city", "address", "preferred_channel", "do_not_contact", "preferred_from", "preferred_until", "do_not_contact_from", "do_not_contact_until")),
    (_("Birthday and age"), ("day_calendar", "day_year", "day_month", "day_day", "day_leap", "age_given", "age_band")),
    (_("Work and income"), ("occupation", "company", "industry", "income_band")),
    (_("What they like, what they are like"), ("hobbies", "hobby_text", "personality", "other_personality", "manner_do", "manner_dont")),
    (_("Social circle"), ("community", "region", "home_town", "association")),
    (_("Money and credit"), ("financial_situation", "credit_grade", "credit_limit", "payment_term_days")),
    (_("Where they come from"), ("acquisition_source", "department", "remark", "is_let_go", "is_deceased")),
)  # fmt: skip
LINES = {"rows": 2}
OPEN_SECTIONS = 2


class CustomerForm(forms.ModelForm):
    """``changes()`` gives what was changed against what stood in the form when it was opened."""

    phones = forms.CharField(
        label=_("Phone"),
        required=False,
        widget=forms.Textarea(LINES),
        help_text=_("One a line; the first is called first."),
    )
    emails = forms.CharField(label=_("E-mail"), required=False, widget=forms.Textarea(LINES))
    wechats = forms.CharField(label=_("WeChat"), required=False, widget=forms.Textarea({"rows": 1}))
    hobbies = forms.MultipleChoiceField(
        label=_("Hobbies"), required=False, choices=choices.Hobby.choices, widget=forms.CheckboxSelectMultiple
    )
    personality = forms.MultipleChoiceField(
        label=_("Personality"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other_personality = forms.CharField(
        label=_("Personality in other words"),
        required=False,
        max_length=200,
        help_text=_("Separate with commas."),
    )
    day_month = forms.TypedChoiceField(label=_("Month"), required=False, coerce=int, empty_value=None)
    source = forms.ChoiceField(
        label=_("Where you learnt it"), required=False, choices=[("", "—"), *choices.Source.choices]
    )
    collected_on = forms.DateField(label=_("On"), required=False, widget=DayInput())

    class Meta:
        model = Customer
        fields = [name for name in PROFILE if name not in ("hobbies", "personality")]
        widgets = {
            "kind": Choice,
            "gender": Choice,
            "day_calendar": Choice,
            "remark": forms.Textarea({"rows": 3, "maxlength": LONGEST_TEXT}),
            "do_not_contact_from": DayInput(),
            "do_not_contact_until": DayInput(),
            "preferred_from": forms.TimeInput({"type": "time"}),
            "preferred_until": forms.TimeInput({"type": "time"}),
        }

    def __init__(self, data: Any = None, *, user: Any, instance: Customer | None = None) -> None:
        customer = instance or Customer()
        self.user = user
        self.own = own_fields.shown_to(user)
        super().__init__(data, instance=customer, initial=initial_of(customer), label_suffix="")
        for each in self.own:
            self.fields[each.name] = each.form_field()
            self.initial[each.name] = customer.custom.get(each.key)
        self._prepare()

    def _prepare(self) -> None:
        self.fields["personality"].choices = personality.offered()  # type: ignore[attr-defined]
        self.fields["day_month"].choices = [("", "—"), *MONTHS.items()]  # type: ignore[attr-defined]
        self.fields["remark"].validators.append(MaxLengthValidator(LONGEST_TEXT))
        gender: Any = self.fields["gender"]
        gender.choices = [("", _("not known")), *choices.Gender.choices]
        for field in self.fields.values():
            offered: Any = getattr(field, "choices", None)
            if offered and list(offered)[:1] == BLANK_CHOICE_DASH:
                field.choices = [("", "—"), *list(offered)[1:]]  # type: ignore[attr-defined]
        self.fields["age_given"].help_text = _(
            "Only while the birthday is not known; it then follows from it."
        )
        self.fields["day_year"].help_text = _("Leave it empty when you do not know it.")
        if not self.user.may_see_sensitive:
            for name in [
                name for name in self.fields if name in sensitive.FIELDS or name == "other_personality"
            ]:
                del self.fields[name]

    def sections(self) -> Iterator[tuple[Any, list[BoundField], bool]]:
        """Title, fields, and whether it stands open: the first ones, and where something is said or wrong."""
        own = (_("Own fields"), tuple(each.name for each in self.own))
        for place, (title, names) in enumerate((*SECTIONS, own)):
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                yield title, fields, place < OPEN_SECTIONS or any(map(_is_filled, fields))

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip()
        used = Customer.objects.present().filter(code=code).exclude(pk=self.instance.pk)
        if code and used.exists():
            raise ValidationError(_("Another customer has this number already."))
        return code

    def clean_phones(self) -> list[contact_points.Point]:
        return contact_points.read_lines(choices.PointKind.PHONE, self.cleaned_data["phones"])

    def clean_emails(self) -> list[contact_points.Point]:
        return contact_points.read_lines(choices.PointKind.EMAIL, self.cleaned_data["emails"])

    def clean_wechats(self) -> list[contact_points.Point]:
        return contact_points.read_lines(choices.PointKind.WECHAT, self.cleaned_data["wechats"])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "personality" in self.fields:
            words = [*values.get("personality", ()), *_words(values.get("other_personality", ""))]
            values["personality"] = list(dict.fromkeys(map(personality.stored, words)))
        problem = birthday_problem(values)
        if problem:
            self.add_error("day_day", problem)
        if values.get("collected_on") and values["collected_on"] > clock.today():
            self.add_error("collected_on", _("This day is still to come."))
        return values

    def changes(self, base: Mapping[str, Any]) -> dict[str, Any]:
        """Fields that differ from what the form showed at first, by their names in the record."""
        names = [*PROFILE, "phones", "emails", "wechats", *(each.name for each in self.own)]
        given = {name: self.cleaned_data.get(name) for name in names if name in self.fields}
        changed = {name: value for name, value in given.items() if comparable(value) != base.get(name)}
        return {own_fields.record_name(name): value for name, value in changed.items()}


def _is_filled(field: BoundField) -> bool:
    """A choice that is made for everybody says nothing."""
    kept: Any = Customer._meta.get_field(field.name) if field.name in PROFILE else None
    usual = kept.get_default() if kept else None
    return bool(field.errors) or field.value() not in (None, "", [], False, usual)


def initial_of(customer: Customer) -> dict[str, Any]:
    """What the form shows of a record."""
    values: dict[str, Any] = {name: value_of(customer, name) for name in PROFILE}
    known = [word for word, _label in personality.offered()]
    words = [personality.stored(word) for word in customer.personality]
    values["personality"] = [word for word in words if word in known]
    values["other_personality"] = ", ".join(word for word in words if word not in known)
    points = (
        list(customer.contact_points.filter(contact=None).order_by("-is_primary", "pk"))
        if customer.pk
        else []
    )
    for name, kind in (("phones", "phone"), ("emails", "email"), ("wechats", "wechat")):
        values[name] = "\n".join(point.value for point in points if point.kind == kind)
    return values


def base_of(customer: Customer, form: CustomerForm) -> dict[str, Any]:
    """What the form showed, in a form that can travel with it."""
    shown = {name: comparable(form.initial.get(name)) for name in form.fields if name in form.initial}
    shown["personality"] = [personality.stored(word) for word in customer.personality]
    return shown


def comparable(value: Any) -> Any:
    """None, an empty text and an empty list are the same nothing; points compare by what was typed."""
    if isinstance(value, list) and value and isinstance(value[0], contact_points.Point):
        return "\n".join(point.value for point in value)
    if value is False:
        return False
    return (
        str(value)
        if value not in (None, "", []) and not isinstance(value, bool | int | list)
        else value or ""
    )


def birthday_problem(values: Mapping[str, Any]) -> Any:
    year, month, day = values.get("day_year"), values.get("day_month"), values.get("day_day")
    if bool(month) != bool(day):
        return _("A birthday needs its month and its day.")
    if not month or not day:
        return None
    if values.get("day_calendar") == choices.Calendar.LUNAR:
        return _("A lunar month has at most 30 days.") if day > 30 else None
    try:
        born = date(year or 2000, month, day)
    except (ValueError, OverflowError):
        return _("This day does not exist.")
    return _("The birthday is still to come. Check the year.") if year and born > clock.today() else None


def _words(text: str) -> list[str]:
    for mark in ("，", "、", ";", "；"):
        text = text.replace(mark, ",")
    return [word.strip()[:30] for word in text.split(",") if word.strip()]
