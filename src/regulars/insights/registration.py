"""What this module hangs in the registers when the program starts."""

from regulars.customers import keys


def register() -> None:
    keys.declare("insights.ClassChange", merging="keep", erasing="delete")
    keys.declare("insights.Override", merging="combine", erasing="delete", unique_with=("measure",))
