"""What bodies publish to the monitor; declared groups."""

import django.db.models.manager
from django.db import migrations, models

from panah.journal.envelopes.migrating import into_sealed


class Migration(migrations.Migration):
    dependencies = [("protection", "0009_referral_lists")]

    operations = [
        migrations.CreateModel(
            name="PublishedFigure",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("journal", models.UUIDField()),
                ("month", models.CharField(max_length=7)),
                ("measure", models.CharField(max_length=12)),
                ("count", models.IntegerField(null=True)),
                ("within", models.IntegerField(null=True)),
                ("open", models.IntegerField(null=True)),
                ("days", models.FloatField(null=True)),
                ("published", models.DateTimeField()),
            ],
            options={
                "db_table": "protection_published_figure",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [models.Index(fields=["subject", "reader"], name="protection__subject_811001_idx")],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DeclaredGroup",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("who", models.TextField()),
                ("source", models.TextField()),
                ("since", models.CharField(max_length=10)),
                ("declared", models.DateTimeField()),
                ("declared_by", models.UUIDField()),
                ("confirmed", models.DateTimeField(null=True)),
                ("confirmed_by", models.UUIDField(null=True)),
                ("body", models.UUIDField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                ("why_ended", models.TextField(blank=True)),
            ],
            options={
                "db_table": "protection_declared_group",
            },
        ),
        migrations.AddIndex("claim", models.Index(fields=["reader", "subject"], name="protection_claim_subject")),
        *into_sealed("protection_published_figure"),
    ]
