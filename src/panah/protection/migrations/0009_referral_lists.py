"""What referrals are found by, and the order in which they wait."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0008_cases")]

    operations = [
        migrations.AddField("referral", "search", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.RunSQL(
            "UPDATE protection_referral SET search = lower(reference || coalesce((SELECT string_agg(e'\\n' || value, '')"
            " FROM jsonb_each_text(\"values\")), ''))",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            "referral",
            models.Index(
                fields=["reader", "-urgent", "sent"],
                name="protection_referral_waiting",
                condition=models.Q(accepted=None, declined=None),
            ),
        ),
        migrations.AddIndex(
            "referral",
            models.Index(
                fields=["reader", "-accepted"],
                name="protection_referral_accepted",
                condition=models.Q(accepted__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "referral",
            django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="protection_referral_search", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
