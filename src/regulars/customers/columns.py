"""What a list of customers can show and be sorted by: stored fields, measures, fields of the firm's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.expressions import Expression
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.translation import gettext_lazy as _

from regulars.customers import measures, sensitive
from regulars.customers.filter_fields import CARE, COMPUTED, OWN, PROFILE, REACHING
from regulars.customers.models import Customer, CustomField

FIGURES = frozenset({"number", "money", "percent", "date", "moment", "age"})
USUAL = (
    "next_order_due_on", "risk_level", "value_class", "stage", "last_outgoing_on", "spend_12m", "owner", "tags"
)  # fmt: skip
MOST_COLUMNS = 16
KIND_OF_MEASURE = {"integer": "number", "decimal": "number", "days": "number"}


@dataclass(frozen=True)
class Column:
    """``reads`` are the paths or expressions its cell needs; ``sorts`` is one of them, None when it cannot sort.

    Columns of tags and of ways to reach somebody are fetched for the rows of a page only.
    """

    code: str
    label: Any
    kind: str
    reads: tuple[Any, ...] = ()
    sorts: Any = None
    sort_kind: str = "text"
    is_nullable: bool = False
    choices: tuple[tuple[str, Any], ...] = ()
    group: Any = ""
    unit: Any = ""

    @property
    def is_figure(self) -> bool:
        return self.kind in FIGURES

    @property
    def sort_key(self) -> Expression | F | None:
        return F(self.sorts) if isinstance(self.sorts, str) else self.sorts


NAME = Column("name", _("Customer"), "name", ("name",), "pinyin", group=PROFILE)


def columns_for(user: Any) -> dict[str, Column]:
    """The columns this person may choose from, besides the name, in the order they are offered."""
    everything = [*_stored(), *_measured(), *_own(user)]
    return {each.code: each for each in everything if user.may_see_sensitive or not _is_masked(each.code)}


def only_in_files() -> list[Column]:
    """What a file holds besides, so that taking it in again gives the same customers."""
    return [
        _text("hobby_text", PROFILE),
        _choice("age_band", PROFILE),
        _text("preferred_from", REACHING),
        _text("preferred_until", REACHING),
        _text("manner_do", REACHING),
        _text("manner_dont", REACHING),
    ]


def usual(offered: Mapping[str, Column]) -> list[Column]:
    return [offered[code] for code in USUAL if code in offered]


def _is_masked(code: str) -> bool:
    return code in sensitive.FIELDS


def _stored() -> Sequence[Column]:
    return [
        Column("phone", _("Phone"), "phone", group=REACHING),
        Column("email", _("E-mail"), "email", group=REACHING),
        Column("wechat", _("WeChat"), "wechat", group=REACHING),
        Column("tags", _("Tags"), "tags", group=CARE),
        Column("owner", _("Owner"), "text", ("owner__name",), "owner__name", is_nullable=True, group=CARE),
        Column("team", _("Team"), "text", ("team__name",), "team__name", is_nullable=True, group=CARE),
        Column("created_at", _("Added on"), "moment", ("created_at",), "created_at", "moment", group=CARE),
        _text("code", PROFILE),
        _choice("kind", PROFILE),
        _choice("gender", PROFILE),
        Column("hobbies", _("Hobbies"), "several", ("hobbies",), choices=_choices("hobbies"), group=PROFILE),
        Column("personality", _("Personality"), "several", ("personality",), group=PROFILE),
        Column(
            "age",
            _("Age"),
            "age",
            ("day_calendar", "day_year", "day_month", "day_day", "day_leap", "age_given", "age_given_on", "age_band"),
            group=PROFILE,
        ),
        Column("birthday", _("Birthday"), "birthday", ("day_calendar", "day_month", "day_day", "day_leap", "day_year"), group=PROFILE),
        *(_text(name, PROFILE) for name in ("salutation", "occupation", "company", "industry", "country", "city", "address")),
        _choice("income_band", PROFILE),
        *(_text(name, PROFILE) for name in (*sensitive.HABITS, "financial_situation")),
        _choice("credit_grade", PROFILE),
        Column("credit_limit", _("Credit limit"), "money", ("credit_limit",), "credit_limit", "decimal", True, group=PROFILE),
        Column("payment_term_days", _label("payment_term_days"), "number", ("payment_term_days",), "payment_term_days", "integer", True, group=PROFILE),
        _choice("preferred_channel", REACHING),
        Column("do_not_contact", _label("do_not_contact"), "boolean", ("do_not_contact",), group=REACHING),
        *(_text(name, CARE) for name in ("acquisition_source", "remark")),
        _choice("department", CARE),
    ]  # fmt: skip


def _text(name: str, group: Any) -> Column:
    return Column(name, _label(name), "text", (name,), name, group=group)


def _choice(name: str, group: Any) -> Column:
    return Column(name, _label(name), "choice", (name,), name, choices=_choices(name), group=group)


def _label(name: str) -> Any:
    return Customer._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def _choices(name: str) -> tuple[tuple[str, Any], ...]:
    model_field: Any = Customer._meta.get_field(name)
    return tuple((getattr(model_field, "base_field", None) or model_field).choices or ())


def _measured() -> Sequence[Column]:
    return [_of_measure(each) for each in measures.listed() if each.kind != "json"]


def _of_measure(measure: measures.Measure) -> Column:
    path = f"measures__{measure.name}"
    special = measure.name if measure.name in ("value_class", "stage", "risk_level") else ""
    kind = special or KIND_OF_MEASURE.get(measure.kind, measure.kind)
    sorts: Any = _place_in(path, measure.choices) if measure.choices else path
    return Column(
        measure.name,
        measure.label,
        kind,
        (path,),
        sorts,
        "integer" if measure.choices else measure.kind,
        is_nullable=True,
        choices=measure.choices,
        group=COMPUTED,
        unit=measure.unit,
    )


def _place_in(path: str, choices: Sequence[tuple[str, Any]]) -> Case:
    """A class sorts by its place in its list, not by its letters."""
    places = [When(**{path: code}, then=Value(place)) for place, (code, _label) in enumerate(choices)]
    return Case(*places, output_field=IntegerField(null=True))


def _own(user: Any) -> Sequence[Column]:
    fields = CustomField.objects.filter(is_active=True)
    allowed = fields if user.may_see_sensitive else fields.filter(is_sensitive=False)
    return [
        Column(
            f"custom.{each.key}",
            str(each),
            "own",
            (KeyTransform(each.key, "custom"),),
            KeyTextTransform(each.key, "custom"),
            is_nullable=True,
            group=OWN,
        )
        for each in allowed
    ]
