"""Who is a post's headquarters is asked by a function that the floor above fills, instead of read from a table here."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("border", "0007_hosts")]

    operations = [
        migrations.RunSQL((SQL / "headquarters.sql").read_text("utf-8"), migrations.RunSQL.noop),
        migrations.DeleteModel("Headquarters"),
    ]
