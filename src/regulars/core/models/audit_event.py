from django.db import models


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def about(self, subject: models.Model) -> "AuditEventQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def newest_first(self) -> "AuditEventQuerySet":
        return self.order_by("-id")


class AuditEvent(models.Model):
    """Who did what when. Lines are added, never changed; a trigger refuses it."""

    happened_at = models.DateTimeField(db_index=True)
    # Plain numbers and names, no foreign keys: an event outlives what it speaks of.
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150, blank=True)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_name = models.CharField(max_length=200, blank=True)
    customer_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    request_id = models.CharField(max_length=32, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="audit_by_subject"),
            models.Index(fields=["customer_id", "-id"], name="audit_by_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.subject_name}"

    @property
    def sentence(self) -> str:
        from regulars.core import sentences

        return sentences.sentence(self)
