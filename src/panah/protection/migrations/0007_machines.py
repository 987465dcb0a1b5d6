"""Machines of bodies, what they are told in order, and what bodies hand over themselves."""

import django.contrib.postgres.fields
import django.db.models.manager
from django.db import migrations, models

from panah.journal.envelopes.migrating import into_sealed


class Migration(migrations.Migration):
    dependencies = [
        ("protection", "0006_body_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="BodyMachine",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("body", models.UUIDField()),
                ("name", models.CharField(max_length=200)),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                ("created", models.DateTimeField()),
                ("created_by", models.UUIDField()),
                ("revoked", models.DateTimeField(null=True)),
                ("last_used", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "protection_body_machine",
                "indexes": [models.Index(fields=["body"], name="protection_body_machine_body")],
            },
        ),
        migrations.CreateModel(
            name="BodyEvent",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("body", models.UUIDField()),
                ("sequence", models.BigIntegerField()),
                ("event", models.CharField(max_length=40)),
                ("referral", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "protection_body_event",
                "constraints": [
                    models.UniqueConstraint(fields=["body", "sequence"], name="protection_body_event_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyFeed",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "body", "journal", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("body", models.UUIDField()),
                ("journal", models.UUIDField()),
                ("sequence", models.BigIntegerField()),
            ],
            options={"db_table": "protection_body_feed"},
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("body", models.UUIDField(primary_key=True, serialize=False)),
                ("cell", models.BinaryField()),
                ("set", models.DateTimeField()),
                ("told", models.BigIntegerField()),
                ("last_ok", models.DateTimeField(null=True)),
                ("failing_since", models.DateTimeField(null=True)),
                ("failures", models.IntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=40)),
                ("next_at", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
            ],
            options={"db_table": "protection_webhook"},
        ),
        migrations.CreateModel(
            name="PassedOn",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("to", models.UUIDField()),
                ("sort", models.CharField(max_length=40)),
                ("purpose", models.CharField(max_length=20)),
                ("needs", models.JSONField()),
                ("urgent", models.BooleanField()),
                ("reference", models.CharField(max_length=20)),
                ("fields", models.JSONField()),
                ("consents", models.JSONField()),
                ("acknowledgements", models.JSONField()),
                ("sent", models.DateTimeField()),
                ("sent_by", models.UUIDField()),
                ("acknowledged", models.DateTimeField(null=True)),
                ("asked", models.DateTimeField(null=True)),
                ("accepted", models.DateTimeField(null=True)),
                ("declined", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("question", models.TextField(blank=True)),
            ],
            options={
                "db_table": "protection_passed_on",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [models.Index(fields=["reader", "-sent"], name="protection_passed_on_reader")],
            },
            managers=[("everybodys", django.db.models.manager.Manager())],
        ),
        *into_sealed("protection_passed_on"),
    ]
