"""How far another node's clock is from this one's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0009_country_key")]

    operations = [migrations.AddField("peer", "ahead", models.BigIntegerField(default=0))]
