"""What lists can be filtered by: stored fields, and computed ones from the register of measures.

Nothing else can: an address never reaches a lookup that is not named here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.customers import choices, measures, sensitive
from regulars.customers.models import ContactPoint, Customer, CustomField

Kind = Literal[
    "text", "choice", "several", "number", "money", "percent", "date", "moment", "boolean", "staff", "team", "tag",
    "words", "month", "age", "birthday", "times", "named_times",
]  # fmt: skip
Choices = Sequence[tuple[str, Any]]
KIND_OF_MEASURE: dict[str, Kind] = {
    "money": "money",
    "integer": "number",
    "decimal": "number",
    "percent": "percent",
    "days": "number",
    "date": "date",
    "choice": "choice",
    "text": "text",
    "boolean": "boolean",
}


@dataclass(frozen=True)
class FilterField:
    """``path`` leads from the customer to the value. ``within`` narrows a related table that is asked first.

    ``offers`` are choices that differ from person to person. ``counts(name, times, days)`` is who did something
    at least so many times in the last days, with a thing of that name. ``tells(customer, values)`` says what is
    known of one customer where no column of the list does.
    """

    code: str
    label: Any
    kind: Kind
    path: str
    choices: Choices = ()
    group: Any = ""
    unit: Any = ""
    is_sensitive: bool = False
    within: Callable[[Q], Q] | None = field(default=None, compare=False)
    offers: Callable[[Any], Choices] | None = field(default=None, compare=False)
    counts: Callable[[str, int, int], Q] | None = field(default=None, compare=False)
    tells: Callable[[Any, Sequence[str]], str] | None = field(default=None, compare=False)


PROFILE, REACHING, CARE, COMPUTED, OWN = (
    pgettext_lazy("fields", "Profile"),
    _("Reaching"),
    _("Care"),
    _("Computed"),
    _("Own fields"),
)
_told_by_others: list[Callable[[], Sequence[FilterField]]] = []
GROUPS = (PROFILE, REACHING, CARE, COMPUTED, OWN)  # as they are offered


def fields_for(user: Any) -> dict[str, FilterField]:
    """The fields this person may filter by, in the order they are offered."""
    everything = [*stored_fields(), *custom_fields(), *measured_fields()]
    return {
        each.code: _offered_to(user, each)
        for each in everything
        if user.may_see_sensitive or not each.is_sensitive
    }


def _offered_to(user: Any, one: FilterField) -> FilterField:
    """Choices of one's own are looked up only when a page or a condition needs them."""
    offers = one.offers
    return (
        replace(one, choices=cast(Choices, SimpleLazyObject(lambda: tuple(offers(user))))) if offers else one
    )


def stored_fields() -> list[FilterField]:
    further = [each for told in _told_by_others for each in told()]
    return [*_profile(), *_reaching(), *_care(), *further]


def register(fields: Callable[[], Sequence[FilterField]]) -> None:
    """What a module above knows of customers and lists can be filtered by."""
    _told_by_others.append(fields)


def in_any(condition: Q, path: str, *others: str) -> Q:
    """The same condition, asked of other columns too."""
    found = condition
    for other in others:
        found |= Q(*((other + key.removeprefix(path), value) for key, value in condition.children))  # type: ignore[misc]
    return found


def measured_fields() -> list[FilterField]:
    return [
        FilterField(
            measure.name,
            measure.label,
            KIND_OF_MEASURE[measure.kind],
            f"measures__{measure.name}",
            choices=measure.choices,
            group=COMPUTED,
            unit=measure.unit,
        )
        for measure in measures.listed()
        if measure.kind in KIND_OF_MEASURE
    ]


def custom_fields() -> list[FilterField]:
    return [_custom(each) for each in CustomField.objects.filter(is_active=True)]


def _custom(own: CustomField) -> FilterField:
    kind = {"choices": "several"}.get(own.type, own.type)
    options = tuple((str(option), str(option)) for option in own.options)
    return FilterField(
        f"custom.{own.key}",
        str(own),
        kind,  # type: ignore[arg-type]
        f"custom.{own.key}",
        choices=options,
        group=OWN,
        is_sensitive=own.is_sensitive,
    )


def _plain(name: str, kind: Kind, *, group: Any, choices: Choices = ()) -> FilterField:
    model_field = Customer._meta.get_field(name)
    return FilterField(
        name,
        model_field.verbose_name,  # type: ignore[union-attr]
        kind,
        name,
        choices=choices,
        group=group,
        is_sensitive=name in sensitive.FIELDS,
    )


def _profile() -> list[FilterField]:
    plain = [
        _plain("name", "text", group=PROFILE),
        _plain("code", "text", group=PROFILE),
        _plain("salutation", "text", group=PROFILE),
        _plain("kind", "choice", group=PROFILE, choices=choices.Kind.choices),
        _plain("gender", "choice", group=PROFILE, choices=choices.Gender.choices),
        _plain("hobbies", "several", group=PROFILE, choices=choices.Hobby.choices),
        _plain("hobby_text", "text", group=PROFILE),
        _plain("personality", "words", group=PROFILE),
        FilterField("age", _("Age"), "age", "age", group=PROFILE, unit=_("years")),
        _plain("age_band", "choice", group=PROFILE, choices=choices.AgeBand.choices),
        FilterField("birthday", _("Birthday"), "birthday", "day_month", group=PROFILE),
        FilterField("birthday_month", _("Month of birth"), "month", "day_month", group=PROFILE),
        _plain("occupation", "text", group=PROFILE),
        _plain("company", "text", group=PROFILE),
        _plain("industry", "text", group=PROFILE),
        _plain("income_band", "choice", group=PROFILE, choices=choices.IncomeBand.choices),
        _plain("income_recorded_on", "date", group=PROFILE),
        _plain("country", "text", group=PROFILE),
        _plain("city", "text", group=PROFILE),
        _plain("address", "text", group=PROFILE),
    ]
    social = [_plain(name, "text", group=PROFILE) for name in sensitive.HABITS]
    return plain + social + _finance() + _family()


def _finance() -> list[FilterField]:
    return [
        _plain("financial_situation", "text", group=PROFILE),
        _plain("credit_grade", "choice", group=PROFILE, choices=choices.CreditGrade.choices),
        _plain("credit_limit", "money", group=PROFILE),
        _plain("payment_term_days", "number", group=PROFILE),
    ]


def _family() -> list[FilterField]:
    from regulars.customers.models import FamilyEvent

    def within(condition: Q) -> Q:
        return _related(FamilyEvent)(in_any(condition, "relation", "name", "note"))

    return [
        FilterField(
            "family", _("Family"), "text", "relation", group=PROFILE, is_sensitive=True, within=within
        )
    ]


def _reaching() -> list[FilterField]:
    from regulars.customers.models import Contact

    return [
        FilterField(
            "phone", _("Phone"), "text", "value", group=REACHING, within=_point(choices.PointKind.PHONE)
        ),
        FilterField(
            "email", _("E-mail"), "text", "value", group=REACHING, within=_point(choices.PointKind.EMAIL)
        ),
        FilterField(
            "wechat", _("WeChat"), "text", "value", group=REACHING, within=_point(choices.PointKind.WECHAT)
        ),
        FilterField("contact", _("Contact"), "text", "name", group=REACHING, within=_related(Contact)),
        FilterField("contact_position", _("Position of a contact"), "text", "position", group=REACHING, within=_related(Contact)),
        FilterField("contact_role", _("Role in buying"), "choice", "role", group=REACHING, choices=choices.PurchaseRole.choices, within=_related(Contact)),
        _plain("preferred_channel", "choice", group=REACHING, choices=choices.Channel.choices),
        _plain("do_not_contact", "boolean", group=REACHING),
        _plain("do_not_contact_from", "date", group=REACHING),
        _plain("do_not_contact_until", "date", group=REACHING),
        _plain("manner_do", "text", group=REACHING),
        _plain("manner_dont", "text", group=REACHING),
    ]  # fmt: skip


def _care() -> list[FilterField]:
    from regulars.customers.models import Fact, Interaction, MemoryNote, Need, ProjectCycle, Promise

    return [
        FilterField("owner", _("Owner"), "staff", "owner", group=CARE),
        FilterField("team", _("Team"), "team", "team", group=CARE),
        FilterField("tag", _("Tag"), "tag", "tag", group=CARE),
        FilterField("contacted_on", _("Last contact"), "moment", "happened_at", group=CARE, within=_contacts(Interaction)),
        FilterField("created_at", _("Added on"), "moment", "created_at", group=CARE),
        _plain("acquisition_source", "text", group=CARE),
        _plain("department", "choice", group=CARE, choices=choices.Department.choices),
        FilterField(
            "source", _("Source of a fact"), "choice", "source", group=CARE,
            choices=choices.Source.choices, within=_related(Fact),
        ),
        FilterField("need", _("Need"), "text", "text", group=CARE, within=_related(Need)),
        FilterField("need_status", _("State of a need"), "choice", "status", group=CARE, choices=choices.NeedStatus.choices, within=_related(Need)),
        FilterField("note", _("To bring up again"), "text", "text", group=CARE, within=_related(MemoryNote)),
        FilterField("promise", _("Promise"), "text", "text", group=CARE, within=_related(Promise)),
        FilterField("promise_due_on", _("Promise due"), "date", "due_on", group=CARE, within=_open_promises(Promise)),
        FilterField("project", _("Project"), "text", "name", group=CARE, within=_related(ProjectCycle)),
        FilterField("project_stage", _("Stage of a project"), "text", "stage", group=CARE, within=_related(ProjectCycle)),
        FilterField("repurchase_on", _("Expected to buy again"), "date", "repurchase_on", group=CARE, within=_related(ProjectCycle)),
        _plain("remark", "text", group=CARE),
        _plain("is_let_go", "boolean", group=CARE),
        _plain("is_deceased", "boolean", group=CARE),
    ]  # fmt: skip


def _point(kind: str) -> Callable[[Q], Q]:
    return lambda condition: Q(
        Exists(ContactPoint.objects.filter(condition, customer=OuterRef("pk"), kind=kind))
    )


def _related(model: Any) -> Callable[[Q], Q]:
    return lambda condition: Q(Exists(model.objects.filter(condition, customer=OuterRef("pk"))))


def _contacts(model: Any) -> Callable[[Q], Q]:
    return lambda condition: Q(
        Exists(model.objects.filter(condition, customer=OuterRef("pk"), is_planned=False))
    )


def _open_promises(model: Any) -> Callable[[Q], Q]:
    return lambda condition: Q(
        Exists(model.objects.filter(condition, customer=OuterRef("pk"), status=choices.PromiseStatus.OPEN))
    )
