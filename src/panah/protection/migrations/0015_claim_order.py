"""The list of claims in its order and its counts from indexes alone; a claim without a clock has no due day at all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0014_vital_asks")]

    operations = [
        migrations.RemoveIndex("claim", "protection_claim_due"),
        migrations.RemoveIndex("claim", "protection_claim_state"),
        migrations.AlterField("claim", "due_on", models.CharField(max_length=10, null=True)),
        migrations.RunSQL(
            "UPDATE protection_claim SET due_on = NULL WHERE due_on = ''",
            "UPDATE protection_claim SET due_on = '' WHERE due_on IS NULL",
        ),
        migrations.AddIndex(
            "claim",
            models.Index(fields=["reader", "state", "missing_since", "due_on"], name="protection_claim_counts"),
        ),
        migrations.AddIndex(
            "claim",
            models.Index(fields=["reader", "due_on", "-registered", "subject"], name="protection_claim_order"),
        ),
    ]
