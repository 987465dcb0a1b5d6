"""Journals that are not carried to a peer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0004_carrying"),
    ]

    operations = [
        migrations.AddField(
            model_name="peer",
            name="without",
            field=models.JSONField(default=list),
        ),
    ]
