"""The words segments are described with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    DYNAMIC = "dynamic", _("Follows its rule")
    STATIC = "static", _("Fixed list")


class Axis(TextChoices):
    POWER = "power", _("Purchasing power")
    HISTORY = "history", _("Buying history")
    PREFERENCE = "preference", _("Preference")


class Because(TextChoices):
    """Why a segment was counted."""

    BEGUN = "begun", pgettext_lazy("counted because", "begun")
    FIGURES = "figures", pgettext_lazy("counted because", "new figures")
    RULE = "rule", pgettext_lazy("counted because", "the rule was changed")
    ASKED = "asked", pgettext_lazy("counted because", "brought up to date")
