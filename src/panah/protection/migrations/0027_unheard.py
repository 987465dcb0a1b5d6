"""Envelopes that couldn't be heard yet. Those that are withheld and were passed by till now are among them."""

from django.db import migrations, models

_PASSED_BY = """
INSERT INTO protection_unheard (journal, sequence)
SELECT w.journal, w.sequence FROM journal_withheld AS w
JOIN journal_entry AS e ON e.journal = w.journal AND e.sequence = w.sequence
JOIN protection_looked_through AS l ON l.journal = w.journal AND w.sequence <= l.sequence
WHERE e.kind = 'sealed:envelope:kept'
"""


class Migration(migrations.Migration):
    dependencies = [("protection", "0026_what_was_opened"), ("journal", "0004_carrying")]

    operations = [
        migrations.CreateModel(
            name="Unheard",
            fields=[
                ("pk", models.CompositePrimaryKey("journal", "sequence", blank=True, editable=False, primary_key=True)),
                ("journal", models.UUIDField()),
                ("sequence", models.BigIntegerField()),
            ],
            options={"db_table": "protection_unheard"},
        ),
        migrations.RunSQL(_PASSED_BY, migrations.RunSQL.noop),
    ]
