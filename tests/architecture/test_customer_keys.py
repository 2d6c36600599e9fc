"""Whatever points at a customer says what merging, un-merging, erasing and exporting do to it."""

from django.apps import apps

from regulars.customers import keys

SUBJECTS = {"customers.customer", "customers.contact"}


def keys_in_the_database() -> list[tuple[str, str]]:
    return sorted(
        (model._meta.label_lower, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model is not None
        and field.related_model._meta.label_lower in SUBJECTS
    )


def test_every_key_to_a_customer_is_declared_once():
    declared = sorted((entry.model, entry.field) for entry in keys.declared())
    assert declared == keys_in_the_database()
