"""Calls of travellers who want to speak with someone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("border", "0002_refusals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("post", models.UUIDField()),
                ("lane", models.TextField()),
                ("made", models.DateTimeField()),
                ("language", models.TextField()),
                ("wishes", models.JSONField()),
                ("answered", models.DateTimeField(null=True)),
                ("answered_by", models.UUIDField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=12)),
            ],
            options={
                "db_table": "border_call",
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered__isnull", True)), fields=["post", "made"], name="border_call_open"
                    )
                ],
            },
        ),
    ]
