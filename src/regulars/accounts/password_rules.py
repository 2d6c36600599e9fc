"""The password rule whose sentence Django has in English only."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return ngettext(
            "Too short: at least %(count)s character.",
            "Too short: at least %(count)s characters.",
            self.min_length,
        ) % {"count": self.min_length}
