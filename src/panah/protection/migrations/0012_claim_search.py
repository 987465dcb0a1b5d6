"""By what claims are found."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [("protection", "0011_vital")]

    operations = [
        migrations.AddIndex(
            "claim", GinIndex(OpClass(Upper("number"), "gin_trgm_ops"), name="protection_claim_number")
        ),
        migrations.AddIndex("claim", GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="protection_claim_name")),
        migrations.AddIndex(
            "claim", models.Index(Upper("status_document"), "reader", name="protection_claim_status_doc")
        ),
    ]
