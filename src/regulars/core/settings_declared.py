"""Settings that belong to the firm as a whole."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext_lazy as _

from regulars.core.settings_store import Setting, declare


def known_zone(value: Any) -> str:
    if value not in available_timezones():
        raise ValueError(f"{value!r} is no time zone. Give one like Asia/Shanghai or Europe/London.")
    return str(ZoneInfo(str(value)))


def known_currency(value: Any) -> str:
    code = str(value).strip().upper()
    if len(code) != 3 or not code.isalpha() or not code.isascii():
        raise ValueError(f"{value!r} is no currency. Give its three letters, like CNY or GBP.")
    return code


declare(Setting("firm.name", "", _("Firm name"), _("Stands at the top of every page and in greetings.")))
declare(
    Setting(
        "firm.timezone",
        "Asia/Shanghai",
        _("Time zone"),
        _("Decides which day an order belongs to."),
        check=known_zone,
    )
)
declare(
    Setting(
        "firm.currency",
        "CNY",
        _("Currency"),
        _("All totals are shown in it; orders in other currencies need a rate."),
        check=known_currency,
    )
)
declare(
    Setting(
        "firm.language",
        "zh-hans",
        _("Language"),
        _("For reports and for staff who have not chosen one."),
        kind="choice",
        choices=(("zh-hans", "简体中文"), ("en", "English")),
    )
)
declare(Setting("firm.region", "CN", _("Country"), _("How phone numbers without a country code are read.")))
