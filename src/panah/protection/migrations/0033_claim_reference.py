"""The number on the person's card goes along with a claim that another body takes over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0032_claims_that_came")]

    operations = [
        migrations.AddField("claim", "reference", models.CharField(max_length=200, blank=True, default=""), False)
    ]
