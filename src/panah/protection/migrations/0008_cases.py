"""Case files of bodies, under seal."""

import django.contrib.postgres.indexes
import django.db.models.manager
from django.db import migrations, models

from panah.journal.envelopes.migrating import into_sealed


class Migration(migrations.Migration):
    dependencies = [
        ("protection", "0007_machines"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("number", models.CharField(max_length=40)),
                ("procedure", models.CharField(max_length=200)),
                ("referral", models.UUIDField(null=True)),
                ("matter", models.UUIDField(null=True)),
                ("hold", models.UUIDField(null=True)),
                ("claim", models.UUIDField(null=True)),
                ("post", models.UUIDField()),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("urgent", models.BooleanField()),
                ("needs", models.JSONField()),
                ("name", models.CharField(blank=True, max_length=200)),
                ("birth_date", models.CharField(blank=True, max_length=200)),
                ("language", models.CharField(blank=True, max_length=200)),
                ("sex", models.CharField(blank=True, max_length=200)),
                ("search", models.TextField(blank=True)),
                ("worker", models.UUIDField(null=True)),
                ("due", models.CharField(blank=True, max_length=10)),
                ("due_step", models.CharField(blank=True, max_length=200)),
                ("opened", models.DateTimeField()),
                ("opened_by", models.UUIDField()),
                ("touched", models.DateTimeField()),
                ("closed", models.DateTimeField(null=True)),
                ("closed_as", models.CharField(blank=True, max_length=200)),
                ("story", models.JSONField()),
            ],
            options={
                "db_table": "protection_case",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [
                    models.Index(fields=["reader", "subject"], name="protection_case_subject"),
                    models.Index(
                        condition=models.Q(("closed", None)),
                        fields=["reader", "-touched"],
                        name="protection_case_touched",
                    ),
                    models.Index(
                        condition=models.Q(("closed", None)),
                        fields=["reader", "worker", "-touched"],
                        name="protection_case_worker",
                    ),
                    models.Index(
                        condition=models.Q(("closed", None), models.Q(("due", ""), _negated=True)),
                        fields=["reader", "due"],
                        name="protection_case_due",
                    ),
                    models.Index(fields=["reader", "procedure", "-touched"], name="protection_case_procedure"),
                    models.Index(fields=["reader", "-opened"], name="protection_case_opened"),
                    models.Index(
                        condition=models.Q(("closed", None), _negated=True),
                        fields=["reader", "-closed"],
                        name="protection_case_closed",
                    ),
                    models.Index(fields=["reader", "referral"], name="protection_case_referral"),
                    models.Index(fields=["reader", "matter"], name="protection_case_matter"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="protection_case_search", opclasses=["gin_trgm_ops"]
                    ),
                ],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseAppointment",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("entry", models.UUIDField()),
                ("happened", models.DateTimeField()),
                ("actor", models.UUIDField()),
                ("on", models.CharField(max_length=10)),
                ("at", models.CharField(blank=True, max_length=5)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("about", models.CharField(blank=True, max_length=200)),
                ("worker", models.UUIDField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=10)),
                ("remark", models.TextField(blank=True)),
            ],
            options={
                "db_table": "protection_case_appointment",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [
                    models.Index(fields=["reader", "subject"], name="protection_case_appt_case"),
                    models.Index(
                        condition=models.Q(("outcome", "")), fields=["reader", "on"], name="protection_case_appt_on"
                    ),
                ],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseDocument",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("entry", models.UUIDField()),
                ("happened", models.DateTimeField()),
                ("actor", models.UUIDField()),
                ("title", models.CharField(max_length=200)),
                ("media", models.CharField(max_length=40)),
                ("size", models.IntegerField()),
                ("parts", models.IntegerField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "protection_case_document",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [models.Index(fields=["reader", "subject"], name="protection_case_document_case")],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseDocumentPart",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("case", models.UUIDField()),
                ("number", models.IntegerField()),
                ("content", models.BinaryField()),
            ],
            options={
                "db_table": "protection_case_document_part",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [models.Index(fields=["reader", "subject"], name="protection_case_part_document")],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseNote",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("entry", models.UUIDField()),
                ("happened", models.DateTimeField()),
                ("actor", models.UUIDField()),
                ("text", models.TextField()),
            ],
            options={
                "db_table": "protection_case_note",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [models.Index(fields=["reader", "subject"], name="protection_case_note_case")],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CasePerson",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("entry", models.UUIDField()),
                ("happened", models.DateTimeField()),
                ("actor", models.UUIDField()),
                ("relation", models.CharField(max_length=200)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("birth_date", models.CharField(blank=True, max_length=200)),
                ("other", models.UUIDField(null=True)),
                ("asked_alone", models.BooleanField()),
                ("together", models.CharField(blank=True, max_length=3)),
                ("remark", models.TextField(blank=True)),
            ],
            options={
                "db_table": "protection_case_person",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [
                    models.Index(fields=["reader", "subject"], name="protection_case_person_case"),
                    models.Index(fields=["reader", "other"], name="protection_case_person_other"),
                ],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseService",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("entry", models.UUIDField()),
                ("happened", models.DateTimeField()),
                ("actor", models.UUIDField()),
                ("sort", models.CharField(max_length=200)),
                ("on", models.CharField(max_length=10)),
                ("by", models.CharField(blank=True, max_length=200)),
                ("remark", models.TextField(blank=True)),
                ("treatment", models.JSONField(null=True)),
                ("next_due", models.CharField(blank=True, max_length=10)),
            ],
            options={
                "db_table": "protection_case_service",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [
                    models.Index(fields=["reader", "subject"], name="protection_case_service_case"),
                    models.Index(
                        condition=models.Q(("next_due", ""), _negated=True),
                        fields=["reader", "next_due"],
                        name="protection_case_service_due",
                    ),
                ],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseStep",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("entry", models.UUIDField()),
                ("happened", models.DateTimeField()),
                ("actor", models.UUIDField()),
                ("step", models.CharField(max_length=200)),
                ("on", models.CharField(max_length=10)),
                ("values", models.JSONField()),
                ("why", models.TextField(blank=True)),
            ],
            options={
                "db_table": "protection_case_step",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [models.Index(fields=["reader", "subject"], name="protection_case_step_case")],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseTask",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("entry", models.UUIDField()),
                ("happened", models.DateTimeField()),
                ("actor", models.UUIDField()),
                ("what", models.CharField(max_length=200)),
                ("worker", models.UUIDField()),
                ("until", models.CharField(max_length=10)),
                ("done", models.DateTimeField(null=True)),
                ("done_by", models.UUIDField(null=True)),
                ("remark", models.TextField(blank=True)),
            ],
            options={
                "db_table": "protection_case_task",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [
                    models.Index(fields=["reader", "subject"], name="protection_case_task_case"),
                    models.Index(
                        condition=models.Q(("done", None)),
                        fields=["reader", "worker", "until"],
                        name="protection_case_task_open",
                    ),
                ],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CaseTransfer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("case", models.UUIDField()),
                ("body", models.UUIDField()),
                ("purpose", models.CharField(max_length=200)),
                ("fields", models.JSONField()),
                ("why", models.TextField()),
                ("matter", models.BooleanField()),
                ("asked", models.DateTimeField()),
                ("asked_by", models.UUIDField()),
                ("acknowledged", models.DateTimeField(null=True)),
                ("accepted", models.DateTimeField(null=True)),
                ("declined", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(blank=True)),
                ("taken_back", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "protection_case_transfer",
                "abstract": False,
                "base_manager_name": "everybodys",
                "default_manager_name": "everybodys",
                "indexes": [
                    models.Index(fields=["reader", "case"], name="protection_case_transfer_case"),
                    models.Index(fields=["reader", "subject"], name="protection_case_transfer_subj"),
                ],
            },
            managers=[
                ("everybodys", django.db.models.manager.Manager()),
            ],
        ),
        *into_sealed(
            "protection_case",
            "protection_case_appointment",
            "protection_case_document",
            "protection_case_document_part",
            "protection_case_note",
            "protection_case_person",
            "protection_case_service",
            "protection_case_step",
            "protection_case_task",
            "protection_case_transfer",
        ),
    ]
