"""What this module hangs in the registers when the program starts."""

from regulars.customers import keys


def register() -> None:
    keys.declare("care.CareTask", merging="combine", erasing="delete", unique_with=("play", "occasion"))
