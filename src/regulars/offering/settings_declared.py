"""Settings of what is offered."""

from django.utils.translation import gettext_lazy as _

from regulars.core.settings_store import Setting, declare

declare(
    Setting(
        "offering.horizon_days",
        30,
        _("Offers: bought within … days"),
        _("The probability of an offer counts purchases within so many days, today as in the past."),
        kind="integer",
        minimum=7,
        maximum=180,
    )
)
