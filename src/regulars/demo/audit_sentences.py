"""How events about the demo read."""

from django.utils.translation import gettext_lazy as _

from regulars.core.audit import declare

declare("demo.loaded", _("{actor} loaded the demo business: {customers} customers, {orders} orders."))
declare("demo.wiped", _("{actor} wiped the demo business: {customers} customers, {orders} orders."))
