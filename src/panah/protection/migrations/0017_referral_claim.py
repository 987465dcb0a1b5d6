"""Which referrals still wait for their claim to be registered, from an index of these alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0016_headquarters")]

    operations = [
        migrations.AddField("referral", "claim", models.UUIDField(null=True)),
        migrations.RunSQL(
            "UPDATE protection_referral AS r SET claim = c.subject FROM protection_claim AS c"
            " WHERE c.reader = r.reader AND c.referral = r.subject",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            "referral",
            models.Index(
                fields=["reader", "sent"],
                name="protection_referral_unclaimed",
                condition=models.Q(hold__isnull=False, claim=None, declined=None),
            ),
        ),
    ]
