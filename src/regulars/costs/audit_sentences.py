"""How events about costs read."""

from django.utils.translation import gettext_lazy as _

from regulars.core.audit import declare

declare("cost.recorded", _("{actor} recorded a cost of {amount} for {subject}: {kind}."))
declare("cost.taken_back", _("{actor} took back a cost of {amount} for {subject}: {kind}."))
