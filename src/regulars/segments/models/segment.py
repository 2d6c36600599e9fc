from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.customers.models import Customer
from regulars.customers.querysets import CustomerQuerySet
from regulars.segments import bands
from regulars.segments.choices import Axis, Kind
from regulars.segments.models.stay import staying_in
from regulars.segments.querysets import SegmentQuerySet


class Segment(models.Model):
    """客群: customers who fulfil a rule, or a list as it was on one day. Who is in it stands in its stays."""

    name = models.CharField(pgettext_lazy("segment", "Name"), max_length=60, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="segments"
    )
    is_shared = models.BooleanField(_("The team sees it"), default=False)
    team = models.ForeignKey("accounts.Team", models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.DYNAMIC)
    rule = models.JSONField(default=dict)
    strategy = models.TextField(_("Strategy"), max_length=1000, blank=True)
    axis = models.CharField(max_length=12, choices=Axis.choices, blank=True)
    ready_code = models.CharField(max_length=60, null=True, unique=True)
    is_active = models.BooleanField(default=True)
    is_sensitive = models.BooleanField(default=False)  # the rule names a field not everybody may see
    is_broken = models.BooleanField(default=False)  # the rule names what does not exist any more
    size = models.PositiveIntegerField(default=0)
    as_of = models.DateField(null=True)
    counted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = SegmentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name or str(bands.name_of(self.ready_code or ""))

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("segments:segment", args=[self.pk])

    @property
    def is_static(self) -> bool:
        return self.kind == Kind.STATIC

    @property
    def is_ready_made(self) -> bool:
        return self.ready_code is not None

    @property
    def is_being_counted(self) -> bool:
        """The worker has still to count it since it was made or its rule was changed."""
        return self.counted_at is None or (self.counted_at < self.changed_at and not self.is_broken)

    def customers(self, user: Any) -> CustomerQuerySet:
        """Who is in it, as last counted, as far as a person may see them."""
        found: CustomerQuerySet = Customer.objects.visible_to(user).filter(staying_in([self.pk]))
        return found

    def may_be_changed_by(self, user: Any) -> bool:
        """Who made it; managers also what is shared with them."""
        return bool(user.may_write and (self.owner_id == user.pk or (self.is_shared and user.is_manager)))
