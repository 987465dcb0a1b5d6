"""What waits for a commander names neither the hold nor the officer in clear. What waited at that moment is forgotten."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("protection", "0013_claim_matter")]

    operations = [
        migrations.RunSQL("DELETE FROM protection_vital_ask", migrations.RunSQL.noop),
        migrations.RemoveField("vitalask", "hold"),
        migrations.RemoveField("vitalask", "officer"),
    ]
