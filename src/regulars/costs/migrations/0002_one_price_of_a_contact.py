"""What a contact, a visit and an hour cost stood twice: the prices of the pages about value move to those of costs."""

from typing import Any

from django.db import migrations

MOVED = {
    "reports.contact_cost": ("of_phone", "of_wechat", "of_sms", "of_email", "of_social", "of_shop"),
    "reports.visit_cost": ("of_visit", "of_meeting"),
    "reports.hour_cost": ("of_service_hour",),
}


def move(apps: Any, editor: Any) -> None:
    """A price that was set here already stays."""
    settings = apps.get_model("core", "StoredSetting").objects
    for key, names in MOVED.items():
        stored = settings.filter(key=key).first()
        if stored is None:
            continue
        for name in names:
            settings.get_or_create(key=f"costs.{name}", defaults={"value": stored.value})
        stored.delete()


class Migration(migrations.Migration):
    dependencies = [("costs", "0001_initial"), ("core", "0001_initial")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
