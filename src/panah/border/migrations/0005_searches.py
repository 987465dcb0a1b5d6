"""Searches of people held, and of their things."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("border", "0004_persons")]

    operations = [
        migrations.CreateModel(
            name="Search",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("presentation", models.UUIDField(db_index=True)),
                ("post", models.UUIDField()),
                ("happened", models.DateTimeField()),
                ("officer", models.UUIDField()),
                ("searched", models.JSONField()),
                ("why", models.CharField(max_length=15)),
                ("own_sex", models.BooleanField()),
                ("told", models.BooleanField()),
                ("result", models.CharField(max_length=10)),
                ("remark", models.TextField(blank=True)),
            ],
            options={"db_table": "border_search"},
        ),
    ]
