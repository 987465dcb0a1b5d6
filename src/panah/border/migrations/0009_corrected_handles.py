"""By what a presentation was found before its document was found to be somebody else's."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("border", "0008_headquarters")]

    operations = [
        migrations.CreateModel(
            name="CorrectedHandle",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("handle", models.BinaryField()),
            ],
            options={
                "db_table": "border_corrected_handle",
                "constraints": [
                    models.UniqueConstraint(fields=["subject", "handle"], name="border_corrected_handle_once")
                ],
                "indexes": [models.Index(fields=["handle"], name="border_corrected_handle_found")],
            },
        ),
        migrations.RunSQL((SQL / "corrected_handles.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]
