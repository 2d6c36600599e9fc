"""What this module hangs in the registers when the program starts."""

from regulars.customers import keys


def register() -> None:
    keys.declare("orders.Order", merging="move", erasing="keep")
    keys.declare("orders.Order", "contact", merging="move", erasing="blank")
    keys.declare("orders.Payment", merging="move", erasing="keep")
    keys.declare("orders.BrowsingEvent", merging="move", erasing="delete")
