from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.core import clock
from regulars.customers.querysets import OfCustomerQuerySet


class Verdict(models.TextChoices):
    """建议发展, 观察, 不建议."""

    DEVELOP = "develop", _("Develop")
    WATCH = "watch", _("Watch")
    NO = "no", _("Not advised")


class TargetProfile(models.Model):
    """Whom the firm would like as customers. The newest one counts; older ones stay as history."""

    traits = models.JSONField(default=list)  # [{field, value, weight, best_share, other_share, customers}]
    is_learnt = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return str(_("Target-customer profile"))


class ProspectScore(models.Model):
    """How a prospect fits the profile, and whether to develop them; worked out, never typed in."""

    customer = models.OneToOneField("customers.Customer", models.CASCADE, related_name="prospect_score")
    as_of = models.DateField()
    fit = models.PositiveSmallIntegerField(null=True)
    total = models.PositiveSmallIntegerField(null=True)
    verdict = models.CharField(max_length=7, choices=Verdict.choices)
    reasons = models.JSONField(default=dict)  # {aspect: {score, …figures}}, and what the fit rests on

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["verdict", "-total"], name="prospect_by_verdict")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.verdict}"
