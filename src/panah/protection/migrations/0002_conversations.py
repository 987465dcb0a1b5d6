"""Conversations: notes under a key, and their records under seal."""

import django.db.models.manager
from django.db import migrations, models

from panah.journal.envelopes.migrating import into_sealed


class Migration(migrations.Migration):
    dependencies = [
        ("protection", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="TalkNote",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "talk", "digest", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("talk", models.UUIDField()),
                ("digest", models.BinaryField()),
                ("sealed", models.BinaryField()),
            ],
            options={
                "db_table": "protection_talk_note",
            },
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("hold", models.UUIDField(db_index=True)),
                ("presentation", models.UUIDField()),
                ("post", models.UUIDField()),
                ("held", models.DateTimeField()),
                ("officer", models.UUIDField()),
                ("entries", models.JSONField()),
                ("needs", models.JSONField()),
                ("added", models.JSONField()),
                ("remark", models.TextField(blank=True)),
            ],
            options={
                "db_table": "protection_conversation",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [models.Index(fields=["subject", "reader"], name="protection__subject_6105d7_idx")],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="TalkKey",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("hold", models.UUIDField()),
                ("officer", models.UUIDField()),
                ("key", models.BinaryField()),
                ("begun", models.DateTimeField()),
            ],
            options={
                "db_table": "protection_talk_key",
                "constraints": [models.UniqueConstraint(fields=("hold", "officer"), name="protection_talk_one")],
            },
        ),
        *into_sealed("protection_conversation"),
    ]
