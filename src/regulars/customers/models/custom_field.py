from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class CustomField(models.Model):
    """A field of the firm's own trade: 饮食偏好, 预算, 设备型号 … Values stand in Customer.custom."""

    class Type(models.TextChoices):
        TEXT = "text", pgettext_lazy("field", "Text")
        NUMBER = "number", _("Number")
        DATE = "date", _("Date")
        CHOICE = "choice", _("One of a list")
        CHOICES = "choices", _("Several of a list")
        BOOLEAN = "boolean", _("Yes or no")

    key = models.SlugField(_("Key"), max_length=40, unique=True)
    label_zh = models.CharField(_("Name in Chinese"), max_length=60, blank=True)
    label_en = models.CharField(_("Name in English"), max_length=60, blank=True)
    type = models.CharField(_("Type"), max_length=8, choices=Type.choices, default=Type.TEXT)
    options = models.JSONField(_("Allowed values"), default=list, blank=True)
    is_sensitive = models.BooleanField(_("Sensitive"), default=False)
    purpose = models.CharField(_("What for"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "id"]

    def __str__(self) -> str:
        first, second = self.label_en, self.label_zh
        if (get_language() or "").startswith("zh"):
            first, second = second, first
        return first or second or self.key


class CollectionRule(models.Model):
    """Which field is to be collected at which touchpoint."""

    class Touchpoint(models.TextChoices):
        CONSULTATION = "consultation", _("Consultation")
        ORDER = "order", pgettext_lazy("touchpoint", "Order")
        AFTER_SALE = "after_sale", _("After the sale")
        COMPLAINT = "complaint", _("Complaint")
        EVENT = "event", _("Event")

    touchpoint = models.CharField(max_length=14, choices=Touchpoint.choices)
    field = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["touchpoint", "field"], name="field_collected_once_per_touchpoint"
            )
        ]

    def __str__(self) -> str:
        return f"{self.touchpoint}: {self.field}"
