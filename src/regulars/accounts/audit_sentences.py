"""How events about staff read."""

from django.utils.translation import gettext_lazy as _

from regulars.core.audit import declare

declare("user.created", _("{actor} added {subject} to the staff as {role}."))
declare("user.changed", _("{actor} changed {fields} of {subject}."))
declare("user.deactivated", _("{actor} closed the account of {subject}."))
declare("user.password_changed", _("{actor} changed the password of {subject}."))
declare("user.signed_in", _("{subject} signed in."))
declare("user.sign_in_refused", _("A sign-in as {username} was refused."))
declare("user.refused", _("{actor} tried to change something at {address} and was refused."))
declare("user.signed_out", _("{subject} signed out."))
declare("team.created", _("{actor} made the team {subject}."))
declare("team.changed", _("{actor} renamed the team {old} to {subject}."))
declare("team.deleted", _("{actor} removed the team {subject}."))
declare("firm.set_up", _("{actor} set up the firm {name}."))
declare("setting.changed", _("{actor} changed the setting “{label}” from {old} to {new}."))
