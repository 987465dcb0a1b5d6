"""Families at the guard (S12): who goes on apart, who of a family is refused together, and the triggers that hold it."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("border", "0009_corrected_handles")]

    operations = [
        migrations.AddField("groupmember", "apart", models.BooleanField(db_default=False)),
        migrations.AddField("groupmember", "asked", models.DateTimeField(null=True)),
        migrations.AddField("groupmember", "asked_by", models.UUIDField(null=True)),
        migrations.AddField("groupmember", "heard", models.JSONField(null=True)),
        migrations.AddField("refusalproposal", "second", models.JSONField(null=True)),
        migrations.AddField("receiptask", "family", models.JSONField(default=list)),
        migrations.RunSQL((SQL / "families.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]
