"""A day of the year that comes back: solar or lunar, with or without its year."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.choices import Calendar


class RecurringDay(models.Model):
    """The fields of a birthday or anniversary. ``day_leap`` marks a lunar leap month (闰)."""

    day_calendar = models.CharField(
        _("Calendar"), max_length=6, choices=Calendar.choices, default=Calendar.SOLAR
    )
    day_year = models.PositiveSmallIntegerField(
        _("Year"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    day_month = models.PositiveSmallIntegerField(
        _("Month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day_day = models.PositiveSmallIntegerField(
        _("Day"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    day_leap = models.BooleanField(_("Leap month"), default=False)

    class Meta:
        abstract = True

    @property
    def has_day(self) -> bool:
        return bool(self.day_month and self.day_day)
