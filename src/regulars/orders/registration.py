"""What this module hangs in the registers when the program starts."""

from regulars.customers import keys
from regulars.orders.importing.registering import register_kinds


def register() -> None:
    register_kinds()
    keys.declare("orders.Order", merging="move", erasing="keep")
    keys.declare("orders.Order", "contact", merging="move", erasing="blank")
    keys.declare("orders.Payment", merging="move", erasing="keep")
    keys.declare("orders.BrowsingEvent", merging="move", erasing="delete")
