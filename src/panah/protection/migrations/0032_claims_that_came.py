"""Whoever got a claim from another body is told of it, and from whom."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0031_said_again")]

    operations = [
        migrations.AddField("claim", "came_from", models.UUIDField(null=True)),
        migrations.AddIndex(
            "claim",
            models.Index(
                fields=["reader", "registered"],
                name="protection_claim_came",
                condition=models.Q(came_from__isnull=False),
            ),
        ),
        migrations.AddIndex("case", models.Index(fields=["reader", "claim"], name="protection_case_claim")),
    ]
