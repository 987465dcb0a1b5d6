"""Which matters a body has no say in yet; and who told the monitors that it waits for one."""

import django.db.models.manager
from django.db import migrations, models

from panah.journal.envelopes.migrating import into_sealed

_NO_SAY = models.Q(has_say=False, let_go=None, passed_to=None)


class Migration(migrations.Migration):
    dependencies = [("protection", "0022_owed_shares")]

    operations = [
        migrations.AddField("matter", "has_say", models.BooleanField(default=False)),
        migrations.RunSQL(
            "UPDATE protection_matter AS m SET has_say = true WHERE m.passed_to IS NULL AND (m.told <> '[]' OR EXISTS ("
            "SELECT FROM protection_share AS s WHERE s.reader = m.reader AND s.subject = m.subject))",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            "matter", models.Index(fields=["reader", "subject"], name="protection_matter_no_say", condition=_NO_SAY)
        ),
        migrations.CreateModel(
            name="AwaitedShare",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("by", models.UUIDField()),
                ("of", models.UUIDField(null=True)),
                ("since", models.DateTimeField()),
                ("over", models.BooleanField()),
            ],
            options={
                "db_table": "protection_awaited_share",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [
                    models.Index(fields=["reader"], name="protection_awaited_open", condition=models.Q(over=False))
                ],
            },
            managers=[("everybodys", django.db.models.manager.Manager())],
        ),
        *into_sealed("protection_awaited_share"),
    ]
