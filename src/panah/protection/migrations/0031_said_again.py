"""Referrals of which the person said more than yes are found from an index: each opening of a worker's day asks."""

from django.db import migrations

SAID_AGAIN = """
jsonb_path_exists(consents, '$[*] ? (@.purpose == $purpose && (@.agreed == false || @.until != null))',
  ('{"purpose":"' || purpose || '"}')::jsonb)
OR jsonb_array_length(jsonb_path_query_array(
  consents, '$[*] ? (@.purpose == $purpose)', ('{"purpose":"' || purpose || '"}')::jsonb)) > 1
"""


class Migration(migrations.Migration):
    dependencies = [("protection", "0030_referral_by_hold")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX protection_referral_said_again ON protection_referral (reader, sent DESC, id) "
            f"WHERE {SAID_AGAIN}",
            "DROP INDEX protection_referral_said_again",
        )
    ]
