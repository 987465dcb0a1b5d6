"""Refusals and withdrawals, and the triggers that keep a way back shut while a question is open."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("border", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Refusal",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("presentation", models.UUIDField(unique=True)),
                ("post", models.UUIDField()),
                ("made", models.DateTimeField()),
                ("ground", models.TextField()),
                ("first_by", models.UUIDField()),
                ("second_by", models.UUIDField()),
                ("language", models.TextField()),
                ("content", models.JSONField()),
                ("signatures", models.JSONField()),
                ("receipt", models.JSONField()),
            ],
            options={
                "db_table": "border_refusal",
                "indexes": [models.Index(fields=["post", "made"], name="border_refusal_post")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first_by", models.F("second_by")), _negated=True),
                        name="border_refusal_two_officers",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RefusalProposal",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("presentation", models.UUIDField(db_index=True)),
                ("hold", models.UUIDField()),
                ("post", models.UUIDField()),
                ("content", models.JSONField()),
                ("signature", models.JSONField()),
                ("proposed", models.DateTimeField()),
                ("proposed_by", models.UUIDField()),
                ("state", models.CharField(default="open", max_length=8)),
                ("ended", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "db_table": "border_refusal_proposal",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["post", "proposed"], name="border_refprop_open"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("post", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("officer", models.UUIDField()),
                ("language", models.TextField()),
                ("understood", models.TextField()),
                ("own_words", models.TextField()),
            ],
            options={
                "db_table": "border_withdrawal",
                "indexes": [models.Index(fields=["post", "at"], name="border_withdrawal_post")],
            },
        ),
        migrations.RunSQL((SQL / "guard.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]
