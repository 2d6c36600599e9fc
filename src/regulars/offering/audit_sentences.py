"""How events about offers read."""

from django.utils.translation import gettext_lazy as _

from regulars.core.audit import declare

declare("offer.not_wanted", _("{actor} noted that {subject} does not want {product}: {reason}"))
declare("offer.wanted_again", _("{actor} allowed offering {product} to {subject} again."))
declare("offer.noted", _("{actor} noted that {product} was offered to {subject}."))
declare("taste.set", _("{actor} noted a preference of {subject}: {text}"))
declare("taste.removed", _("{actor} removed a preference of {subject}: {text}"))
declare("offers.exported", _("{actor} exported {count} rows of a list of offers as {format}."))
