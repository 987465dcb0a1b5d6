"""Nodes that are lost."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0006_gates"),
    ]

    operations = [
        migrations.CreateModel(
            name="LostNode",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("reached", models.JSONField()),
                ("said", models.DateTimeField()),
                ("said_by", models.UUIDField()),
                ("node", models.UUIDField()),
                ("reason", models.TextField()),
                ("ended", models.DateTimeField(null=True)),
            ],
            options={"db_table": "journal_lost_node"},
        ),
    ]
