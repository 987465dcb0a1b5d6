"""Persons joined and told apart, corrections of wrong files, and the guard in the database that knows them."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("border", "0003_calls"),
    ]

    operations = [
        migrations.AddField(
            model_name="group",
            name="papers_from",
            field=models.CharField(blank=True, default="", max_length=12),
        ),
        migrations.CreateModel(
            name="PersonPair",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("one", models.UUIDField(db_index=True)),
                ("other", models.UUIDField(db_index=True)),
                ("state", models.CharField(max_length=5)),
                ("said", models.DateTimeField()),
                ("said_by", models.UUIDField()),
                ("reason", models.TextField(blank=True)),
            ],
            options={"db_table": "border_person_pair"},
        ),
        migrations.CreateModel(
            name="PersonHandle",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("side", models.PositiveSmallIntegerField()),
                ("sort", models.CharField(max_length=1)),
                ("handle", models.BinaryField()),
            ],
            options={
                "db_table": "border_person_handle",
                "indexes": [models.Index(fields=["handle"], name="border_person_handle_found")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "side", "sort", "handle"), name="border_person_handle_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("sort", models.CharField(max_length=8)),
                ("presentation", models.UUIDField(db_index=True)),
                ("other", models.UUIDField(db_index=True, null=True)),
                ("hold", models.UUIDField(null=True)),
                ("content", models.JSONField()),
                ("reason", models.TextField()),
                ("proposed", models.DateTimeField()),
                ("proposed_by", models.UUIDField()),
                ("state", models.CharField(default="open", max_length=8)),
                ("ended", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
                ("why_not", models.TextField(blank=True)),
            ],
            options={
                "db_table": "border_correction",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["proposed"], name="border_correction_open"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="presentation",
            index=models.Index(
                condition=models.Q(("outcome__in", ("refused", "withdrew", "returned"))),
                fields=["holder_key", "outcome_at"],
                name="border_pres_sent_back",
            ),
        ),
        migrations.RunSQL((SQL / "persons.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]
