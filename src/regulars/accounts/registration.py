"""What this module hangs in the frame when the program starts."""

from django.utils.translation import gettext_lazy as _

from regulars.accounts import audit_sentences  # noqa: F401 -- declares how events read
from regulars.ui import commands, navigation


def register() -> None:
    navigation.add_entry(
        "settings",
        _("Settings"),
        url_name="accounts:settings",
        icon="settings",
        order=900,
        apart=True,
    )
    navigation.add_place("home", "home")
    navigation.add_place("profile", "accounts:profile")
    navigation.add_place("settings", "accounts:settings")
    navigation.add_place("sign_out", "accounts:sign_out")
    commands.add_action("password", _("Change password"), url_name="accounts:password")
    commands.add_action(
        "staff", _("Staff and teams"), url_name="accounts:staff", visible=lambda user: user.is_administrator
    )
    commands.add_action(
        "log", _("Who did what"), url_name="accounts:audit_log", visible=lambda user: user.is_manager
    )
    navigation.add_settings_link(
        "staff",
        _("Staff and teams"),
        url_name="accounts:staff",
        about=_("Who signs in, in which role, and whose customers they see"),
        order=10,
        visible=lambda user: user.is_administrator,
    )
    navigation.add_settings_link(
        "log",
        _("Who did what"),
        url_name="accounts:audit_log",
        about=_("Every change, with who made it and when"),
        order=90,
        visible=lambda user: user.is_manager,
    )
