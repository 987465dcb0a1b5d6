"""Which accepted transfers still wait for their share, from an index of these alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0021_shares_one_by_one")]

    operations = [
        migrations.AddIndex(
            "casetransfer",
            models.Index(
                fields=["reader"],
                name="protection_case_transfer_owed",
                condition=models.Q(matter=True, accepted__isnull=False, declined=None, handed=None),
            ),
        )
    ]
