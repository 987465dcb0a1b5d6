"""Claims that say of each other that they are one person's are found from an index: each decision asks."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("protection", "0024_matter_by_id")]

    operations = [
        migrations.AddIndex(
            "claim", GinIndex(fields=["same"], name="protection_claim_same", opclasses=["jsonb_path_ops"])
        )
    ]
