"""How events about measures read."""

from django.utils.translation import gettext_lazy as _

from regulars.core.audit import declare

declare("measure.overridden", _("{actor} set {measure} of {subject} to {value}: {reason}."))
declare("measure.override_ended", _("{actor} let {measure} of {subject} be computed again."))
declare("measures.refreshed", _("{actor} had all figures computed again."))
declare("rescue.decided", _("{actor} decided about {subject}: {decision}. Reason: {reason}"))
declare("rescue.taken_back", _("{actor} took back the decision about {subject}."))
declare("decline.cause_noted", _("{actor} noted why {subject} declines: {cause}."))
declare("decline.cause_removed", _("{actor} removed a cause of decline of {subject}: {cause}."))
declare("types.named_anew", _("{actor} let the customer types be named anew."))
declare("service.offered", _("{actor} offers high-value customers a special service: {name}."))
declare("service.withdrawn", _("{actor} no longer offers a special service: {name}."))
