from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entitlement(models.Model):
    """A special service that high-value customers may ask for."""

    name = models.CharField(_("Special service"), max_length=120)
    words = models.CharField(_("How it is done"), max_length=300, blank=True)
    is_offered = models.BooleanField(_("Offered"), default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.name
