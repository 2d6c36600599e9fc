"""What this module hangs in the frame when the program starts."""

from django.utils.translation import gettext_lazy as _

from regulars.demo import audit_sentences, settings_declared  # noqa: F401
from regulars.ui import navigation


def register() -> None:
    navigation.add_settings_link(
        "demo",
        _("Demo business"),
        url_name="demo:demo",
        about=_("A shop to look at; it goes in one step"),
        order=200,
        visible=lambda user: user.is_administrator,
    )
