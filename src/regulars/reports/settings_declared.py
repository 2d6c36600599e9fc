"""Settings of the pages about value: limits of the matrix, service levels, how long care takes, how prospects are judged."""

from django.utils.translation import gettext_lazy as _

from regulars.core.settings_store import Setting, declare

LEVEL_NOTE = _("Shown in that cell of the value matrix. Empty: what is usual in the trade.")


def two_rising(text: str) -> tuple[int, int] | None:
    if not text.strip():
        return None
    lower, upper = (int(part) for part in text.replace("，", ",").split(","))
    return lower, upper


def _two_rising(text: str) -> str:
    try:
        limits = two_rising(text)
    except ValueError:
        limits = (0, 0)
    if limits is not None and not limits[0] < limits[1]:
        raise ValueError(_("Give two rising whole numbers with a comma between them, or nothing."))
    return text


def _number(key: str, default: int, label: object, note: object = "", *, most: int, least: int = 0) -> None:
    declare(Setting(f"reports.{key}", default, label, note, kind="integer", minimum=least, maximum=most))


declare(
    Setting(
        "reports.profit_limits",
        "",
        _("Value matrix: middle and high profit from these amounts"),
        _("Two rising amounts with a comma, like 500, 3000. Empty: a third of the buyers in each band."),
        check=_two_rising,
    )
)
declare(
    Setting(
        "reports.margin_limits",
        "",
        _("Value matrix: middle and high margin from these percentages"),
        _("Two rising percentages with a comma, like 20, 40. Empty: a third of the buyers in each band."),
        check=_two_rising,
    )
)
LEVELS = (
    ("high_high", _("Service level: high profit, high margin")),
    ("high_middle", _("Service level: high profit, middle margin")),
    ("high_low", _("Service level: high profit, low margin")),
    ("middle_high", _("Service level: middle profit, high margin")),
    ("middle_middle", _("Service level: middle profit, middle margin")),
    ("middle_low", _("Service level: middle profit, low margin")),
    ("low_high", _("Service level: low profit, high margin")),
    ("low_middle", _("Service level: low profit, middle margin")),
    ("low_low", _("Service level: low profit, low margin")),
)
for _cell, _label in LEVELS:
    declare(Setting(f"reports.level_{_cell}", "", _label, LEVEL_NOTE))

_number(
    "contact_minutes",
    15,
    _("Minutes a contact takes"),
    _("By phone, message or in the shop."),
    most=480,
    least=1,
)
_number(
    "visit_minutes",
    90,
    _("Minutes a visit takes"),
    _("A visit or a meeting, the way included."),
    most=960,
    least=1,
)
_number(
    "weight_need",
    30,
    _("Prospects: weight of the need"),
    _("How much it counts beside the others."),
    most=100,
)
_number("weight_ability", 20, _("Prospects: weight of the ability to pay"), most=100)
_number("weight_credit", 20, _("Prospects: weight of credit"), most=100)
_number("weight_fit", 20, _("Prospects: weight of the fit"), most=100)
_number("weight_cost", 10, _("Prospects: weight of the cost to serve"), most=100)
_number("develop_from", 65, _("Prospects: develop from … points"), _("Of 100."), most=100, least=1)
_number("no_below", 40, _("Prospects: not advised below … points"), _("Of 100."), most=99)
