"""What is withheld from this node, and the nodes that entries are carried to and from."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0003_envelopes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Peer",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("journals", models.JSONField(default=list)),
                ("recipient", models.CharField(max_length=80)),
                ("reads", models.CharField(max_length=20)),
                ("acknowledged", models.JSONField(default=dict)),
                ("taken", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "journal_peer",
            },
        ),
        migrations.CreateModel(
            name="Withheld",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "journal", "sequence", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("journal", models.UUIDField()),
                ("sequence", models.BigIntegerField()),
            ],
            options={
                "db_table": "journal_withheld",
            },
        ),
        migrations.RunSQL((SQL / "withheld.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]
