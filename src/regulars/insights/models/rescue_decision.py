from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.querysets import OfCustomerQuerySet


class Rescue(models.TextChoices):
    """加大投入/二次开发, 逐渐放弃."""

    INVEST = "invest", _("Invest more and develop again")
    LET_GO = "let_go", _("Let go step by step")


class RescueDecision(models.Model):
    """What a manager decided about a declining customer, with the figures it was decided on."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="rescue_decisions")
    decision = models.CharField(_("Decision"), max_length=6, choices=Rescue.choices)
    advice = models.CharField(max_length=6, choices=Rescue.choices, blank=True)
    figures = models.JSONField(default=dict)
    reason = models.CharField(_("Reason"), max_length=300)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-decided_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=models.Q(ended_at=None), name="one_rescue_decision_in_force"
            )
        ]

    def __str__(self) -> str:
        return self.get_decision_display()
