"""The doors of the tables that each entry writes to, checked more cheaply."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("journal", "0005_peers_without")]

    operations = [migrations.RunSQL((SQL / "gates.sql").read_text("utf-8"), migrations.RunSQL.noop)]
