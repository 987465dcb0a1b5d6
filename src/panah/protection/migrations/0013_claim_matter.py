"""Which claims decide about a matter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0012_claim_search")]

    operations = [
        migrations.AddIndex("claim", models.Index(fields=["reader", "matter"], name="protection_claim_matter")),
    ]
