from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.choices import NoteKind
from regulars.customers.querysets import OfCustomerQuerySet


class MemoryNote(models.Model):
    """A detail, a quote or a request to bring up again."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="memory_notes")
    interaction = models.ForeignKey(
        "customers.Interaction", models.SET_NULL, null=True, blank=True, related_name="memory_notes"
    )
    kind = models.CharField(_("Kind"), max_length=8, choices=NoteKind.choices)
    text = models.CharField(_("Text"), max_length=500)
    noted_on = models.DateField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)
    fulfilled_at = models.DateTimeField(null=True, blank=True)

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["customer", "-id"], name="memory_note_latest")]

    def __str__(self) -> str:
        return self.text
