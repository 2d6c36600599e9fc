"""What this module hangs in the registers when the program starts."""

from regulars.customers import filter_fields, keys
from regulars.insights import runs
from regulars.segments import audit_sentences  # noqa: F401


def register() -> None:
    from regulars.segments import filters, recounting

    keys.declare("segments.Stay", merging="combine", erasing="delete", unique_with=("segment",))
    filter_fields.register(filters.filter_fields)
    runs.then(recounting.follow_refresh)
