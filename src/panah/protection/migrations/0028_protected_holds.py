"""Whom bodies gave protection, for the posts that know their holds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0027_unheard")]

    operations = [
        migrations.CreateModel(
            name="ProtectedHolds",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
            ],
            options={"db_table": "protection_protected_holds"},
        ),
    ]
