"""How events about measures read."""

from django.utils.translation import gettext_lazy as _

from regulars.core.audit import declare

declare("measure.overridden", _("{actor} set {measure} of {subject} to {value}: {reason}."))
declare("measure.override_ended", _("{actor} let {measure} of {subject} be computed again."))
declare("measures.refreshed", _("{actor} had all figures computed again."))
