from typing import Any

from django.conf import settings
from django.db import models

from regulars.customers.querysets import OfCustomerQuerySet


class NoticeQuerySet(OfCustomerQuerySet):
    def of(self, user: Any) -> "NoticeQuerySet":
        """What this person was told, of customers they still see."""
        return self.visible_to(user).filter(recipient=user.pk)

    def unseen(self) -> "NoticeQuerySet":
        return self.filter(seen_at=None)


class Notice(models.Model):
    """Tells the owner of a customer what a colleague did. The event behind it says it in words."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="notices")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    event = models.ForeignKey("core.AuditEvent", models.CASCADE, related_name="+")
    told_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "event"], name="notice_told_once")]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notice_latest"),
            models.Index(fields=["recipient"], condition=models.Q(seen_at=None), name="notice_unseen"),
        ]

    def __str__(self) -> str:
        return self.event.sentence
