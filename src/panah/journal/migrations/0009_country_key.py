"""Under which country key the registers are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0008_opened_place")]

    operations = [
        migrations.CreateModel(
            name="CountryKey",
            fields=[
                ("one", models.BooleanField(default=True, primary_key=True, serialize=False)),
                ("key", models.TextField()),
            ],
            options={
                "db_table": "journal_country_key",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("one", True)), name="journal_country_key_one")
                ],
            },
        ),
    ]
