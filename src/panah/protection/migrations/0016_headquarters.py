"""Who is a post's headquarters is what two people signed."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("protection", "0015_claim_order"), ("border", "0008_headquarters")]

    operations = [migrations.RunSQL((SQL / "headquarters.sql").read_text("utf-8"), migrations.RunSQL.noop)]
