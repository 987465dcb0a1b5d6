"""Nobody is refused on the way out (S1), and no child that was let in is left alone by a refusal (S6, S12): triggers."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("border", "0010_families")]

    operations = [
        migrations.RunSQL((SQL / name).read_text("utf-8"), migrations.RunSQL.noop)
        for name in ("way_out.sql", "left_alone.sql")
    ]
