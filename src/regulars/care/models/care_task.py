from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.care.querysets import CareTaskQuerySet
from regulars.customers.page_head import best_reached


class CareTask(models.Model):
    """One line of somebody's worklist: whom, why today, what to do, what came of it."""

    class Outcome(models.TextChoices):
        DONE = "done", _("Done")
        NO_ANSWER = "no_answer", _("No answer")
        POSTPONED = "postponed", _("Postponed")
        NOT_NEEDED = "not_needed", _("Not needed")
        OVERTAKEN = "overtaken", _("No longer due")

    # Three of the indexes below begin with the customer: one more would only cost.
    customer = models.ForeignKey(
        "customers.Customer", models.CASCADE, related_name="care_tasks", db_index=False
    )
    play = models.CharField(max_length=40)
    # What called for it, e.g. "birthday:2026" or "order:4711:day7": one occasion makes one task.
    occasion = models.CharField(max_length=120)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="care_tasks"
    )
    reason_code = models.CharField(max_length=40)
    figures = models.JSONField(default=dict)
    at_stake = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    planned_on = models.DateField()
    due_on = models.DateField()
    show_from = models.DateField()
    words = models.TextField(blank=True)  # words somebody changed for this customer
    note = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    outcome_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    handled_on = models.DateField(null=True, blank=True)  # the day somebody last dealt with it
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome_note = models.CharField(max_length=500, blank=True)
    result = models.CharField(max_length=20, blank=True)  # what the customer answered, see care.checks
    interaction = models.ForeignKey(
        "customers.Interaction", models.SET_NULL, null=True, blank=True, related_name="care_tasks"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = CareTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "play", "occasion"], name="care_once_per_occasion")
        ]
        indexes = [
            models.Index(
                fields=["assignee", "-at_stake", "id"],
                condition=models.Q(outcome=""),
                name="care_open_by_assignee",
            ),
            models.Index(
                fields=["customer", "show_from"],
                include=["play", "assignee", "at_stake", "due_on", "id"],
                condition=models.Q(outcome=""),
                name="care_open_by_customer",
            ),
            models.Index(fields=["customer", "-id"], name="care_latest"),
            models.Index(fields=["handled_by", "handled_on"], name="care_handled_by_day"),
        ]

    @property
    def best_reached(self) -> str:
        return best_reached(self.customer)

    def __str__(self) -> str:
        return f"{self.play} {self.occasion}"
