"""Headquarters' receipts from another node, and recalls; the database wants a receipt in time under each refusal."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("border", "0005_searches"),
    ]

    operations = [
        migrations.CreateModel(
            name="Headquarters",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.UUIDField(db_index=True)),
                ("journal", models.UUIDField(null=True)),
                ("said", models.DateTimeField()),
                ("clock", models.BigIntegerField()),
                ("reason", models.TextField()),
            ],
            options={"db_table": "border_headquarters"},
        ),
        migrations.CreateModel(
            name="ReceiptAsk",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("presentation", models.UUIDField(db_index=True)),
                ("post", models.UUIDField()),
                ("act", models.CharField(max_length=40)),
                ("asked", models.DateTimeField()),
                ("asked_by", models.UUIDField()),
                ("answered", models.DateTimeField(null=True)),
                ("answered_in", models.UUIDField(null=True)),
                ("given", models.JSONField(null=True)),
                ("why", models.JSONField(default=list)),
            ],
            options={
                "db_table": "border_receipt",
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered__isnull", True)), fields=["asked"], name="border_receipt_open"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recall",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("presentation", models.UUIDField(db_index=True)),
                ("post", models.UUIDField()),
                ("refusal", models.UUIDField(null=True)),
                ("raised", models.DateTimeField()),
            ],
            options={"db_table": "border_recall"},
        ),
        migrations.RunSQL((SQL / "receipts.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]
