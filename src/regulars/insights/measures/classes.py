"""The classes customers fall into, each with its word."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STAGES = (
    ("exploration", pgettext_lazy("stage", "Exploration")),
    ("growth", pgettext_lazy("stage", "Growth")),
    ("stability", pgettext_lazy("stage", "Stability")),
    ("decline", pgettext_lazy("stage", "Decline")),
)
VALUE_CLASSES = (("high", _("High value")), ("middle", _("Middle value")), ("low", _("Low value")))
STATUSES = (
    ("prospect", _("Prospect")),
    ("current_new", pgettext_lazy("status", "New customer")),
    ("current_old", pgettext_lazy("status", "Established customer")),
    ("key", _("Key customer")),
    ("lost", _("Lost")),
)
RISK_LEVELS = (
    ("low", pgettext_lazy("risk", "Low")),
    ("medium", pgettext_lazy("risk", "Medium")),
    ("high", pgettext_lazy("risk", "High")),
)
WARNINGS = (("volatile", _("May jump to decline")), ("early_signs", _("Early signs")))
ADVICES = (("invest", _("Invest more and develop again")), ("let_go", _("Let go step by step")))
CUSTOMER_TYPES = (
    ("demanding", _("Demanding")),
    ("hesitant", _("Hesitant")),
    ("thrifty", _("Thrifty")),
    ("sophisticated", _("Sophisticated")),
    ("ordinary", _("Ordinary")),
)
CHANNELS = (("online", _("Online")), ("offline", _("Offline")))
