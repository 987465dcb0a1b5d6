"""Of a hold a body may have several shares, each its own row; what was asked of posts has ids; who has what in hand."""

from hashlib import sha256
from uuid import uuid5

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_CARRIED_OVER = """
UPDATE protection_share AS s SET back = true FROM protection_matter AS m
 WHERE m.reader = s.reader AND m.subject = s.subject AND (
   m.given_back ? encode(sha256(decode(s.share, 'hex')), 'hex') OR m.let_go IS NOT NULL AND m.given_back = '[]');
UPDATE protection_matter SET asks = jsonb_build_array(subject::text) WHERE again IS NOT NULL AND let_go IS NULL;
UPDATE protection_matter AS m SET owes = true WHERE m.let_go IS NOT NULL AND EXISTS (
  SELECT FROM protection_share AS s WHERE s.reader = m.reader AND s.subject = m.subject AND NOT s.back)
"""


def by_share(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """A row's key names its share, as every rebuild will."""
    share_model = apps.get_model("protection", "Share")
    for row in share_model._default_manager.all().iterator():
        digest = sha256(bytes.fromhex(row.share)).hexdigest()
        new = uuid5(row.reader, f"{row.subject}:{row.hold}:{digest}")
        share_model._default_manager.filter(id=row.id).update(id=new)


class Migration(migrations.Migration):
    dependencies = [("protection", "0020_typed")]

    operations = [
        migrations.AddField("share", "back", models.BooleanField(default=False)),
        migrations.AddField("share", "passed_to", models.UUIDField(null=True)),
        migrations.AddField("matter", "passed_to", models.UUIDField(null=True)),
        migrations.AddField("matter", "told", models.JSONField(default=list)),
        migrations.AddField("matter", "asks", models.JSONField(default=list)),
        migrations.AddField("matter", "taken", models.JSONField(default=list)),
        migrations.AddField("matter", "handed", models.JSONField(default=list)),
        migrations.AddField("matter", "owes", models.BooleanField(default=False)),
        migrations.RunSQL(_CARRIED_OVER, migrations.RunSQL.noop),
        migrations.RunPython(by_share, migrations.RunPython.noop),
        migrations.RemoveField("matter", "again"),
        migrations.RemoveField("matter", "given_back"),
        migrations.AddIndex(
            "matter", models.Index(fields=["reader"], name="protection_matter_owes", condition=models.Q(owes=True))
        ),
    ]
