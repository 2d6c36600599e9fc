from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.core import clock
from regulars.customers.choices import (
    AgeBand,
    Channel,
    CreditGrade,
    Department,
    Gender,
    Hobby,
    IncomeBand,
    Kind,
)
from regulars.customers.models.birthday import RecurringDay
from regulars.customers.querysets import MAY_REST, CustomerQuerySet

LONGEST_TEXT = 10_000  # of a remark: it has to fit into a cell of a spreadsheet


class Customer(RecurringDay):
    """A person or firm that buys, or may."""

    code = models.CharField(_("Customer number"), max_length=60, blank=True)
    kind = models.CharField(_("Kind"), max_length=6, choices=Kind.choices, default=Kind.PERSON)
    name = models.CharField(_("Name"), max_length=200)
    pinyin = models.CharField(max_length=400, blank=True, editable=False)
    salutation = models.CharField(_("Form of address"), max_length=60, blank=True)
    gender = models.CharField(_("Gender"), max_length=6, choices=Gender.choices, blank=True)
    hobbies = ArrayField(
        models.CharField(max_length=10, choices=Hobby.choices),
        verbose_name=_("Hobbies"),
        default=list,
        blank=True,
    )
    hobby_text = models.CharField(_("Hobbies in words"), max_length=200, blank=True)
    personality = ArrayField(
        models.CharField(max_length=30), verbose_name=_("Personality"), default=list, blank=True
    )
    age_given = models.PositiveSmallIntegerField(_("Age given"), null=True, blank=True)
    age_given_on = models.DateField(null=True, blank=True)
    age_band = models.CharField(_("Age band"), max_length=10, choices=AgeBand.choices, blank=True)
    occupation = models.CharField(_("Occupation"), max_length=120, blank=True)
    company = models.CharField(_("Works at"), max_length=200, blank=True)
    industry = models.CharField(_("Industry"), max_length=120, blank=True)
    income_band = models.CharField(_("Income band"), max_length=12, choices=IncomeBand.choices, blank=True)
    income_recorded_on = models.DateField(_("Income recorded on"), null=True, blank=True)
    country = models.CharField(_("Country"), max_length=80, blank=True)
    city = models.CharField(_("City"), max_length=120, blank=True)
    address = models.CharField(_("Address"), max_length=400, blank=True)
    community = models.CharField(_("Community"), max_length=120, blank=True)
    region = models.CharField(_("Region"), max_length=120, blank=True)
    home_town = models.CharField(_("Home town or dialect"), max_length=120, blank=True)
    association = models.CharField(_("Circle or association"), max_length=200, blank=True)
    acquisition_source = models.CharField(_("How they found us"), max_length=120, blank=True)
    department = models.CharField(_("From department"), max_length=10, choices=Department.choices, blank=True)
    remark = models.TextField(_("Remark"), blank=True)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="customers",
        verbose_name=_("Owner"),
    )
    owner_since = models.DateTimeField(null=True, blank=True, editable=False)
    team = models.ForeignKey(
        "accounts.Team",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="customers",
        verbose_name=_("Team"),
    )

    preferred_channel = models.CharField(
        _("Preferred channel"), max_length=10, choices=Channel.choices, blank=True
    )
    preferred_from = models.TimeField(_("Best time from"), null=True, blank=True)
    preferred_until = models.TimeField(_("Best time until"), null=True, blank=True)
    do_not_contact = models.BooleanField(_("Do not contact"), default=False)
    do_not_contact_from = models.DateField(_("No contact from"), null=True, blank=True)
    do_not_contact_until = models.DateField(_("No contact until"), null=True, blank=True)
    manner_do = models.CharField(_("Do"), max_length=300, blank=True)
    manner_dont = models.CharField(_("Don't"), max_length=300, blank=True)

    financial_situation = models.CharField(_("Financial situation"), max_length=300, blank=True)
    credit_grade = models.CharField(_("Credit grade"), max_length=1, choices=CreditGrade.choices, blank=True)
    credit_limit = models.DecimalField(
        _("Credit limit"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    payment_term_days = models.PositiveSmallIntegerField(_("Payment term in days"), null=True, blank=True)

    custom = models.JSONField(default=dict, blank=True)

    is_walk_in = models.BooleanField(default=False, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    is_deceased = models.BooleanField(_("Deceased"), default=False)
    is_let_go = models.BooleanField(_("Let go"), default=False)
    erased_at = models.DateTimeField(null=True, editable=False)

    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    imported_on = models.DateField(null=True, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    objects = CustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~models.Q(code="") & models.Q(deleted_at=None),
                name="customer_code_used_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "id"], condition=models.Q(deleted_at=None), name="customer_by_owner"
            ),
            models.Index(fields=["team", "id"], condition=models.Q(deleted_at=None), name="customer_by_team"),
            models.Index(
                fields=["pinyin", "id"], condition=models.Q(deleted_at=None), name="customer_by_name"
            ),
            models.Index(
                fields=["-created_at", "-id"], condition=models.Q(deleted_at=None), name="customer_by_newest"
            ),
            models.Index(
                fields=["day_calendar", "day_month", "day_day"],
                condition=models.Q(deleted_at=None, day_month__isnull=False),
                name="customer_by_birthday",
            ),
            models.Index(
                fields=["-deleted_at"],
                condition=models.Q(deleted_at__isnull=False),
                name="customer_by_deletion",
            ),
            models.Index(
                fields=["id"],
                include=[
                    "is_deceased",
                    "is_let_go",
                    "do_not_contact",
                    "do_not_contact_from",
                    "do_not_contact_until",
                ],
                condition=MAY_REST,
                name="customer_may_rest",
            ),
            GinIndex(fields=["custom"], name="customer_by_custom_field"),
            GinIndex(fields=["hobbies"], name="customer_by_hobby"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_firm(self) -> bool:
        return self.kind == Kind.FIRM

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("customers:customer", args=[self.pk])

    def measured(self, name: str) -> Any:
        """The value of a measure, or None while it has not been computed."""
        row = getattr(self, "measures", None)
        return getattr(row, name, None)
