"""What each page of a file and each count of a list asks for is found from an index, however many there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0033_claim_reference")]

    operations = [
        migrations.AddIndex("referral", models.Index(fields=["reader", "subject"], name="protection_referral_subject")),
        migrations.AddIndex(
            "referral",
            models.Index(
                fields=["reader", "-sent"],
                name="protection_referral_declined",
                condition=models.Q(accepted=None, declined__isnull=False),
            ),
        ),
        migrations.AddIndex("matter", models.Index(fields=["reader", "hold"], name="protection_matter_hold")),
        migrations.AddIndex(
            "matter",
            models.Index(
                fields=["reader", "-opened"],
                name="protection_matter_open",
                condition=models.Q(let_go=None, passed_to=None),
            ),
        ),
    ]
