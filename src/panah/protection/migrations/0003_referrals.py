"""Referrals and claims under seal, and a post's own ledger."""

import django.db.models.manager
from django.db import migrations, models

from panah.journal.envelopes.migrating import into_sealed


class Migration(migrations.Migration):
    dependencies = [
        ("protection", "0002_conversations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ledger",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("cell", models.BinaryField()),
            ],
            options={
                "db_table": "protection_ledger",
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("number", models.CharField(max_length=40)),
                ("referral", models.UUIDField()),
                ("matter", models.UUIDField(null=True)),
                ("hold", models.UUIDField()),
                ("name", models.CharField(max_length=200)),
                ("birth_date", models.CharField(blank=True, max_length=20)),
                ("language", models.CharField(blank=True, max_length=200)),
                ("registered_on", models.CharField(max_length=10)),
                ("valid_until", models.CharField(max_length=10)),
                ("registered", models.DateTimeField()),
                ("registered_by", models.UUIDField()),
                ("outcome", models.CharField(blank=True, max_length=20)),
                ("why", models.TextField(blank=True)),
                ("appeal_until", models.CharField(blank=True, max_length=10)),
                ("decided", models.DateTimeField(null=True)),
                ("decided_by", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "protection_claim",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [models.Index(fields=["reader", "referral"], name="protection_claim_referral")],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("sort", models.CharField(max_length=40)),
                ("purpose", models.CharField(max_length=20)),
                ("needs", models.JSONField()),
                ("urgent", models.BooleanField()),
                ("reference", models.CharField(max_length=20)),
                ("values", models.JSONField()),
                ("consents", models.JSONField()),
                ("acknowledgements", models.JSONField()),
                ("said", models.JSONField()),
                ("post", models.UUIDField()),
                ("hold", models.UUIDField(null=True)),
                ("why", models.TextField(blank=True)),
                ("reply_to", models.CharField(max_length=80)),
                ("sent", models.DateTimeField()),
                ("sent_by", models.UUIDField()),
                ("acknowledged", models.DateTimeField(null=True)),
                ("asked", models.DateTimeField(null=True)),
                ("accepted", models.DateTimeField(null=True)),
                ("declined", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "db_table": "protection_referral",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [models.Index(fields=["reader", "-sent"], name="protection_referral_reader")],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        *into_sealed("protection_referral", "protection_claim"),
    ]
