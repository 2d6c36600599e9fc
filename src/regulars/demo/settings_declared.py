"""What the demo leaves behind to be wiped by."""

from django.utils.translation import gettext_lazy as _

from regulars.core.settings_store import Setting, declare

# Language and day of the demo, and the teams, tags, categories and settings that came with it.
KEY = "demo.loaded"

declare(Setting(KEY, None, _("Demo business"), _("Loaded, and what came with it."), kind="json"))
