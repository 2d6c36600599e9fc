"""Settings of signs, rescue, and last care."""

from django.utils.translation import gettext_lazy as _

from regulars.core.settings_store import Setting, declare

declare(
    Setting(
        "insights.competitors",
        "竞争对手, 别家, 同行, 另一家, competitor",
        _("Competitors and words for them"),
        _("With commas. A conversation that holds one of them counts as a mention of a competitor."),
    )
)
declare(
    Setting(
        "insights.size_field",
        "employees",
        _("Own field with the size of a firm"),
        _("The short name of an own field with a number. A rise makes the firm a growing customer."),
    )
)
declare(
    Setting(
        "insights.contact_cost",
        20,
        _("What one contact costs"),
        _("Working time included, in the firm's currency. It enters what recovering a customer costs."),
        kind="integer",
        minimum=0,
        maximum=100_000,
    )
)
declare(
    Setting(
        "insights.rescue_contacts",
        3,
        _("Contacts to recover one customer"),
        _("So many visits, calls or messages are reckoned with."),
        kind="integer",
        minimum=0,
        maximum=50,
    )
)
declare(
    Setting(
        "insights.rescue_offer_percent",
        10,
        _("Given away on the first order after coming back, %"),
        kind="integer",
        minimum=0,
        maximum=100,
    )
)
declare(
    Setting(
        "insights.care_before_loss_days",
        90,
        _("Care before a loss: within … days"),
        _("Nobody turned to the customer in so many days before the day of the loss: too little care."),
        kind="integer",
        minimum=1,
        maximum=1095,
    )
)
