"""What an officer has typed in a conversation and not written down yet outlives a reload."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0019_share_handed")]

    operations = [migrations.AddField("talkkey", "typed", models.BinaryField(null=True))]
