"""What was done about the shares of bodies' keys."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("protection", "0005_claims"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeyEvent",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("body", models.UUIDField(db_index=True)),
                ("act", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("node", models.UUIDField()),
                ("key", models.TextField()),
                ("set", models.CharField(max_length=8)),
                ("needed", models.SmallIntegerField(null=True)),
                ("holders", models.JSONField()),
                ("opens", models.BooleanField(null=True)),
                ("asked_by", models.TextField(blank=True)),
            ],
            options={"db_table": "protection_key_event"},
        ),
    ]
