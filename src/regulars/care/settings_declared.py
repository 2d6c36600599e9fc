"""Settings of the worklist."""

from django.utils.translation import gettext_lazy as _

from regulars.core.settings_store import Setting, declare

declare(
    Setting(
        "care.cards_per_day",
        8,
        _("Cards a day for each person"),
        _("The list shows so many customers; the rest is counted and linked."),
        kind="integer",
        minimum=1,
        maximum=100,
    )
)
declare(
    Setting(
        "care.backlog_weeks",
        6,
        _("Spread imported customers over weeks"),
        _(
            "What was overdue already when customers came in, contacts and orders, comes up over so many weeks, the most valuable first."
        ),
        kind="integer",
        minimum=1,
        maximum=52,
    )
)
declare(
    Setting(
        "care.retry_days",
        1,
        _("Try again after days without answer"),
        kind="integer",
        minimum=1,
        maximum=60,
    )
)
