"""Complaints: that there are any, openly; what they say, under seal. Copies of files, and corrections asked for."""

import django.db.models.manager
from django.db import migrations, models

from panah.journal.envelopes.migrating import into_sealed


class Migration(migrations.Migration):
    dependencies = [
        ("protection", "0003_referrals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("post", models.UUIDField(null=True)),
                ("channel", models.CharField(max_length=5)),
                ("receipt", models.CharField(db_index=True, max_length=32)),
                ("proof", models.CharField(max_length=64)),
                ("made", models.DateTimeField()),
                ("answers", models.JSONField()),
                ("answered", models.DateTimeField(null=True)),
                ("reminded", models.DateTimeField(null=True)),
                ("whom", models.CharField(blank=True, max_length=12)),
                ("until", models.DateField(null=True)),
                ("closed", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=12)),
            ],
            options={
                "db_table": "protection_complaint",
                "indexes": [models.Index(fields=["-made"], name="protection_complaint_made")],
            },
        ),
        migrations.CreateModel(
            name="ComplaintText",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("sort", models.CharField(max_length=12)),
                ("language", models.TextField()),
                ("post", models.UUIDField(null=True)),
                ("text", models.TextField()),
                ("contact", models.TextField(blank=True)),
                ("key", models.CharField(max_length=64)),
                ("said", models.DateTimeField()),
                ("answers", models.JSONField()),
            ],
            options={
                "db_table": "protection_complaint_text",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [models.Index(fields=["subject", "reader"], name="protection_complaint_text_of")],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CopyOfFile",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("file", models.UUIDField(db_index=True)),
                ("presentation", models.UUIDField()),
                ("post", models.UUIDField()),
                ("language", models.TextField()),
                ("identity", models.CharField(max_length=20)),
                ("given", models.DateTimeField()),
                ("given_by", models.UUIDField()),
            ],
            options={
                "db_table": "protection_copy",
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("file", models.UUIDField(db_index=True)),
                ("presentation", models.UUIDField()),
                ("post", models.UUIDField()),
                ("part", models.CharField(max_length=12)),
                ("held", models.TextField()),
                ("should_be", models.TextField()),
                ("shown", models.TextField(blank=True)),
                ("asked", models.DateTimeField()),
                ("asked_by", models.UUIDField()),
                ("made", models.BooleanField(null=True)),
                ("why", models.TextField(blank=True)),
                ("answered", models.DateTimeField(null=True)),
                ("answered_by", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "protection_correction",
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered__isnull", True)),
                        fields=["post", "asked"],
                        name="protection_correction_open",
                    )
                ],
            },
        ),
        *into_sealed("protection_complaint_text"),
    ]
