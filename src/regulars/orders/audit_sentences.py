"""How events about orders read."""

from django.utils.translation import gettext_lazy as _

from regulars.core.audit import declare

declare("order.placed", _("{actor} recorded the order {subject} of {amount}."))
declare("order.changed", _("{actor} changed {fields} of the order {subject}."))
declare("order.flagged", _("The order {subject} on credit was taken all the same: {problem}"))
declare("order.returned", _("{actor} took back goods of {original}: {subject}, {amount}."))
declare("order.delivered", _("{actor} noted that {subject} was delivered on {day}."))
declare("payment.recorded", _("{actor} recorded a payment of {amount} for {subject}."))
declare("payment.refunded", _("{actor} recorded a refund of {amount} for {subject}."))
declare("product.created", _("{actor} added the product {subject}."))
declare("product.changed", _("{actor} changed {fields} of the product {subject}."))
declare("rate.set", _("{actor} set the rate of {currency} from {day}: {rate}."))
