"""How events about reports read."""

from django.utils.translation import gettext_lazy as _

from regulars.core.audit import declare

declare(
    "analysis.exported",
    _("{actor} exported the analysis {analysis} of {whom}: {count} rows as {format}. {reason}"),
)
