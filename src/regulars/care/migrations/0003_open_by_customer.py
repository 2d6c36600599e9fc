import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0002_caretask_result"),
        ("customers", "0004_notice"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="caretask",
            index=models.Index(
                condition=models.Q(("outcome", "")),
                fields=["customer", "show_from"],
                include=["play", "assignee", "at_stake", "due_on", "id"],
                name="care_open_by_customer",
            ),
        ),
        migrations.AlterField(
            model_name="caretask",
            name="customer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="care_tasks",
                to="customers.customer",
            ),
        ),
    ]
