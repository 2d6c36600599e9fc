from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="caretask",
            name="result",
            field=models.CharField(blank=True, max_length=20),
        ),
    ]
