"""The journal's tables."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Key",
            fields=[
                ("journal", models.UUIDField()),
                ("key", models.BinaryField()),
                ("public", models.BinaryField()),
                ("from_sequence", models.BigIntegerField()),
                ("introduced_by", models.BinaryField(null=True)),
                ("signature", models.BinaryField(null=True)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "journal", "from_sequence", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
            ],
            options={
                "db_table": "journal_key",
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "journal", "sequence", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("journal", models.UUIDField()),
                ("sequence", models.BigIntegerField()),
                ("clock", models.BigIntegerField()),
                ("chain", models.BinaryField()),
                ("key", models.BinaryField()),
                ("signature", models.BinaryField()),
            ],
            options={
                "db_table": "journal_signature",
            },
        ),
        migrations.CreateModel(
            name="StoredBody",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "journal", "sequence", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("journal", models.UUIDField()),
                ("sequence", models.BigIntegerField()),
                ("salt", models.BinaryField()),
                ("body", models.BinaryField()),
            ],
            options={
                "db_table": "journal_body",
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "journal", "sequence", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("journal", models.UUIDField()),
                ("sequence", models.BigIntegerField()),
                ("stated_journal", models.UUIDField()),
                ("stated_sequence", models.BigIntegerField()),
            ],
            options={
                "db_table": "journal_erasure",
                "indexes": [models.Index(fields=["stated_journal", "stated_sequence"], name="journal_erasure_stated")],
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("journal", models.UUIDField(primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField()),
                ("clock", models.BigIntegerField()),
                ("chain", models.BinaryField()),
                ("own", models.BooleanField(default=False)),
                ("incarnation", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "journal_head",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("own", True)), fields=("own",), name="journal_head_one_own"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Quarantined",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("journal", models.UUIDField()),
                ("sequence", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("detail", models.TextField()),
                ("held", models.BooleanField(default=True)),
                ("raised", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "journal_quarantine",
                "constraints": [
                    models.UniqueConstraint(fields=("journal", "sequence", "reason"), name="journal_quarantine_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredEntry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "journal", "sequence", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("journal", models.UUIDField()),
                ("sequence", models.BigIntegerField()),
                ("clock", models.BigIntegerField()),
                ("happened", models.DateTimeField()),
                ("happened_source", models.SmallIntegerField()),
                ("recorded", models.DateTimeField()),
                ("actor", models.UUIDField()),
                ("kind", models.TextField()),
                ("version", models.SmallIntegerField()),
                ("subject", models.UUIDField()),
                ("digest", models.BinaryField()),
                ("previous", models.BinaryField()),
                ("chain", models.BinaryField()),
            ],
            options={
                "db_table": "journal_entry",
                "indexes": [
                    models.Index(fields=["subject", "clock", "journal", "sequence"], name="journal_entry_fold")
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("sequence__gt", 0)), name="journal_entry_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(("happened_source__in", [0, 1, 2])), name="journal_entry_source"
                    ),
                ],
            },
        ),
    ]
