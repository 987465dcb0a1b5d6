"""What a body was asked about somebody held is found by the hold from an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0029_consents_that_end")]

    operations = [
        migrations.AddIndex("referral", models.Index(fields=["reader", "hold"], name="protection_referral_hold"))
    ]
