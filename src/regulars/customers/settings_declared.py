"""Settings about customers."""

from django.utils.translation import gettext_lazy as _

from regulars.core.settings_store import Setting, declare

declare(
    Setting(
        "customers.pool_after_days",
        0,
        _("Back to the pool after days without contact"),
        _(
            "0 means never. Customers nobody contacted for so long lose their owner and everybody may claim them."
        ),
        kind="integer",
        minimum=0,
        maximum=3650,
    )
)
declare(
    Setting(
        "customers.new_need_days",
        30,
        _("A need counts as new for days"),
        _("Needs noted within these days are listed as emerging needs."),
        kind="integer",
        minimum=1,
        maximum=365,
    )
)
declare(
    Setting(
        "customers.export_reason_above",
        1000,
        _("Ask for a reason above exported customers"),
        _("Who exports more must say what for; it stands in the log."),
        kind="integer",
        minimum=0,
    )
)
declare(
    Setting(
        "customers.bin_days",
        90,
        _("Keep deleted customers for days"),
        _("After that they are removed for good."),
        kind="integer",
        minimum=1,
        maximum=3650,
    )
)
