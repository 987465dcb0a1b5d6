"""Referrals whose consent holds for a time are found from an index: every minute a body's machines are told of ends."""

from django.db import migrations

TABLES = ("protection_referral", "protection_passed_on")


class Migration(migrations.Migration):
    dependencies = [("protection", "0028_protected_holds")]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX {table}_until ON {table} (reader) "
            "WHERE jsonb_path_exists(consents, '$[*] ? (@.until != null)')",
            f"DROP INDEX {table}_until",
        )
        for table in TABLES
    ]
