"""What was opened of envelopes, in a schema of its own with all registers of sealed facts."""

from django.db import migrations, models

from panah.journal.envelopes.migrating import SCHEMA, into_sealed


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0002_functions"),
    ]

    operations = [
        migrations.RunSQL(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Opened",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("subject", models.UUIDField(db_index=True)),
                ("reader", models.UUIDField()),
                ("about", models.UUIDField()),
                ("journal", models.UUIDField()),
                ("sequence", models.BigIntegerField()),
                ("number", models.SmallIntegerField()),
                ("clock", models.BigIntegerField()),
                ("recorded", models.DateTimeField()),
                ("happened", models.DateTimeField()),
                ("happened_source", models.SmallIntegerField()),
                ("actor", models.UUIDField()),
                ("kind", models.TextField()),
                ("version", models.SmallIntegerField()),
                ("body", models.BinaryField()),
            ],
            options={
                "db_table": "sealed_opened",
                "indexes": [models.Index(fields=["about", "reader", "clock"], name="sealed_opened_about")],
            },
        ),
        *into_sealed("sealed_opened"),
    ]
