"""A column nobody knows becomes a field of the firm's own."""

import hashlib
from typing import Any

from django.utils.text import slugify

from regulars.core import audit
from regulars.customers.importing import columns
from regulars.customers.models import CustomField, Import


def settle(run: Import, mapping: dict[str, str], *, by: Any) -> dict[str, str]:
    """The mapping with new fields made for the columns that ask for one."""
    settled = dict(mapping)
    for place, key in mapping.items():
        if key == columns.NEW_CUSTOM and by.is_administrator:
            settled[place] = f"{columns.CUSTOM}{_field_for(run.options['headers'][place], by).key}"
    return settled


def _field_for(header: str, by: Any) -> CustomField:
    label = header.strip()[:60]
    key = slugify(label)[:40] or "field-" + hashlib.sha256(label.encode()).hexdigest()[:8]
    field, is_new = CustomField.objects.get_or_create(
        key=key, defaults={"label_zh": label, "label_en": label}
    )
    if is_new:
        audit.record(by, "custom_field.changed", subject=field, name=label)
    return field
