from django.db import migrations

# A merge may move a line to another customer, and a member of staff may leave; what the line says stays.
SAYING = {
    "customers_consent": "purpose, channel, is_granted, given_at, how, text, until, recorded_at",
    "customers_fact": "field, value, previous, source, collected_on, collected_by, recorded_at",
}


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial"), ("core", "0002_append_only")]
    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OF {columns} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change();",
            f"DROP TRIGGER {table}_append_only ON {table};",
        )
        for table, columns in SAYING.items()
    ]
