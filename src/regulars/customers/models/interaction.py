from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.choices import Channel, ContactResult, Department, Direction, Mood
from regulars.customers.querysets import OfCustomerQuerySet


class InteractionQuerySet(OfCustomerQuerySet):
    def unanswered(self) -> "InteractionQuerySet":
        """Requests of customers that nobody has answered yet."""
        return self.filter(needs_answer=True, answered_at=None, customer__deleted_at=None)


class Interaction(models.Model):
    """One thing that happened between us, or is planned: call, visit, message, meeting, note."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="interactions")
    contact = models.ForeignKey(
        "customers.Contact", models.SET_NULL, null=True, blank=True, related_name="interactions"
    )
    happened_at = models.DateTimeField(_("When"))
    is_planned = models.BooleanField(default=False)
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel.choices)
    direction = models.CharField(
        _("Direction"), max_length=14, choices=Direction.choices, default=Direction.TO_CUSTOMER
    )
    result = models.CharField(
        _("Result"), max_length=10, choices=ContactResult.choices, default=ContactResult.REACHED
    )
    summary = models.TextField(_("What it was about"), blank=True)
    customer_words = models.TextField(_("In the customer's words"), blank=True)
    requests = models.TextField(_("What they asked for"), blank=True)
    next_step = models.CharField(_("Next step"), max_length=300, blank=True)
    next_on = models.DateField(_("Next contact on"), null=True, blank=True)
    mood = models.CharField(_("Mood"), max_length=8, choices=Mood.choices, blank=True)
    needs_answer = models.BooleanField(_("Waits for our answer"), default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="interactions"
    )
    staff_name = models.CharField(_("By"), max_length=80, blank=True)
    department = models.CharField(max_length=10, choices=Department.choices, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    import_id = models.BigIntegerField(null=True)

    objects = InteractionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "reference"],
                condition=~models.Q(reference=""),
                name="interaction_recorded_once",
            )
        ]
        indexes = [
            models.Index(fields=["customer", "-happened_at"], name="interaction_latest"),
            models.Index(
                fields=["happened_at"],
                condition=models.Q(needs_answer=True, answered_at=None),
                name="interaction_unanswered",
            ),
        ]

    def __str__(self) -> str:
        return self.summary[:80] or self.get_channel_display()
