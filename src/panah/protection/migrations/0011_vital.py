"""Consent overridden for vital interests: what waits for a commander, and what bodies and monitors were told."""

import django.db.models.manager
from django.db import migrations, models

from panah.journal.envelopes.migrating import into_sealed


class Migration(migrations.Migration):
    dependencies = [("protection", "0010_figures")]

    operations = [
        migrations.CreateModel(
            name="VitalAsk",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("hold", models.UUIDField()),
                ("post", models.UUIDField()),
                ("officer", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("cell", models.BinaryField()),
            ],
            options={
                "db_table": "protection_vital_ask",
                "indexes": [models.Index(fields=["post", "at"], name="protection_vital_ask_post")],
            },
        ),
        migrations.CreateModel(
            name="Overridden",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("post", models.UUIDField()),
                ("to", models.UUIDField()),
                ("need", models.CharField(max_length=40)),
                ("ground", models.CharField(max_length=40)),
                ("reason", models.TextField()),
                ("asked_by", models.UUIDField()),
                ("supervisor", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "db_table": "protection_overridden",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [models.Index(fields=["reader", "-at"], name="protection_overridden_reader")],
            },
            managers=[("everybodys", django.db.models.manager.Manager())],
        ),
        *into_sealed("protection_overridden"),
    ]
