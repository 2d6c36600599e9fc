"""Settings of value, stage and risk."""

from django.utils.translation import gettext_lazy as _

from regulars.core.settings_store import Setting, declare

declare(
    Setting(
        "insights.value_basis",
        "margin",
        _("Value classes by"),
        _("Margin uses known costs, and the firm's usual margin where a cost is not known."),
        kind="choice",
        choices=(("margin", _("Margin")), ("spend", _("Spend"))),
    )
)
declare(
    Setting(
        "insights.high_percent",
        20,
        _("High value: the best … % of buyers"),
        _("They are contacted most often and stand first on the list."),
        kind="integer",
        minimum=1,
        maximum=99,
    )
)
declare(
    Setting(
        "insights.middle_percent",
        30,
        _("Middle value: the next … % of buyers"),
        kind="integer",
        minimum=0,
        maximum=99,
    )
)
declare(
    Setting(
        "insights.key_percent",
        5,
        _("Key customers: the best … % of buyers"),
        _("They stand out in lists as long as they buy; a key customer who leaves counts as lost."),
        kind="integer",
        minimum=0,
        maximum=50,
    )
)
declare(
    Setting(
        "insights.value_limits",
        "",
        _("High and middle value: from these amounts"),
        _("Two falling amounts with a comma, like 5000, 1000. Empty: by the shares of buyers."),
        check=lambda value: _two_falling(value),
    )
)
MEANS = _("Shown with every customer of the class. Empty: what is usual in the trade.")
declare(Setting("insights.means_high", "", _("Means of marketing for high value"), MEANS))
declare(Setting("insights.means_middle", "", _("Means of marketing for middle value"), MEANS))
declare(Setting("insights.means_low", "", _("Means of marketing for low value"), MEANS))
declare(
    Setting(
        "insights.lapsed_days",
        0,
        _("Lapsed after days without an order"),
        _("0 means: three times the customer's own interval."),
        kind="integer",
        minimum=0,
    )
)
declare(
    Setting(
        "insights.lost_days",
        0,
        _("Lost after days without an order"),
        _("0 means: six times the customer's own interval."),
        kind="integer",
        minimum=0,
    )
)
declare(
    Setting(
        "insights.horizon_days",
        0,
        _("Horizon in days"),
        _("How far ahead expected margin and risk look. 0 means: twice the firm's median interval."),
        kind="integer",
        minimum=0,
        maximum=3650,
    )
)
declare(
    Setting(
        "insights.assumed_margin_percent",
        30,
        _("Margin assumed where costs are unknown, %"),
        _("Only used while no costs are known at all; figures that rest on it say so."),
        kind="integer",
        minimum=1,
        maximum=100,
    )
)
declare(
    Setting(
        "insights.clv_margin",
        "own",
        _("Margin of value to come"),
        _("Whose margin makes profit of what customers will spend in the next 12 months."),
        kind="choice",
        choices=(
            ("own", _("The customer's own where costs are known, else the firm's")),
            ("firm", _("Always the firm's")),
            ("assumed", _("Always the margin assumed above")),
        ),
    )
)
declare(
    Setting(
        "insights.discount_percent",
        10,
        _("Discount a year, %"),
        _("How much less money is worth that comes a year later; used for value to come."),
        kind="integer",
        minimum=0,
        maximum=100,
    )
)
declare(
    Setting(
        "insights.contact_days_high",
        30,
        _("Contact high-value customers every … days"),
        kind="integer",
        minimum=1,
    )
)
declare(
    Setting(
        "insights.contact_days_middle",
        60,
        _("Contact middle-value customers every … days"),
        kind="integer",
        minimum=1,
    )
)
declare(
    Setting(
        "insights.contact_days_low",
        90,
        _("Contact low-value customers every … days"),
        _("Who waits longer counts as neglected."),
        kind="integer",
        minimum=1,
    )
)
BY_STAGE = {
    "exploration": _("Contact customers in exploration every … days"),
    "growth": _("Contact customers in growth every … days"),
    "stability": _("Contact customers in stability every … days"),
    "decline": _("Contact customers in decline every … days"),
}
for stage, label in BY_STAGE.items():
    declare(
        Setting(
            f"insights.contact_days_{stage}",
            0,
            label,
            _("0 means: as their value class says. Of two limits the shorter one holds."),
            kind="integer",
            minimum=0,
            maximum=3650,
        )
    )
declare(
    Setting(
        "insights.rfm_recency_days",
        "",
        _("RFM: days since the last order for 5, 4, 3, 2"),
        _("Four rising numbers with commas, like 30, 60, 120, 240. Empty: fifths of your own customers."),
        check=lambda value: _four_rising(value),
    )
)
declare(
    Setting(
        "insights.rfm_order_count",
        "",
        _("RFM: orders for 2, 3, 4, 5"),
        _("Four rising numbers with commas. Empty: fifths of your own customers."),
        check=lambda value: _four_rising(value),
    )
)
declare(
    Setting(
        "insights.rfm_spend",
        "",
        _("RFM: spend for 2, 3, 4, 5"),
        _("Four rising amounts with commas. Empty: fifths of your own customers."),
        check=lambda value: _four_rising(value),
    )
)


def four_numbers(text: str) -> tuple[int, int, int, int] | None:
    if not text.strip():
        return None
    first, second, third, fourth = (int(part) for part in text.replace("，", ",").split(","))
    return first, second, third, fourth


def _four_rising(text: str) -> str:
    try:
        numbers = four_numbers(text)
    except ValueError:
        numbers = (0, 0, 0, 0)
    if numbers is not None and list(numbers) != sorted(set(numbers)):
        raise ValueError(_("Give four rising whole numbers with commas between them, or nothing."))
    return text


def two_amounts(text: str) -> tuple[int, int] | None:
    if not text.strip():
        return None
    high, middle = (int(part) for part in text.replace("，", ",").split(","))
    return high, middle


def _two_falling(text: str) -> str:
    try:
        limits = two_amounts(text)
    except ValueError:
        limits = (0, 0)
    if limits is not None and not limits[0] > limits[1] > 0:
        raise ValueError(_("Give two falling whole amounts with a comma between them, or nothing."))
    return text
