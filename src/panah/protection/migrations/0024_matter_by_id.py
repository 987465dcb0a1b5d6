"""A matter of a body is found by its id from an index, however many were let go of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0023_awaited_shares")]

    operations = [
        migrations.AddIndex("matter", models.Index(fields=["reader", "subject"], name="protection_matter_subject"))
    ]
