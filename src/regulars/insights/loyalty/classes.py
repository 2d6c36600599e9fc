"""The classes of loyalty and of switching cost, each with its word."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TYPES = (
    ("superior", _("Superior loyalty")),
    ("latent", _("Latent loyalty")),
    ("spurious", _("Spurious loyalty")),
    ("none", _("No loyalty")),
)
SPURIOUS_KINDS = (
    ("monopoly", _("Loyal by monopoly")),
    ("inertia", _("Loyal by inertia")),
    ("convenience", _("Loyal by convenience")),
    ("price", _("Loyal by price")),
    ("incentive", _("Loyal by incentives")),
)
LEVELS = (
    ("low", pgettext_lazy("switching cost", "Low")),
    ("middle", pgettext_lazy("switching cost", "Middle")),
    ("high", pgettext_lazy("switching cost", "High")),
)
