"""What was opened of a matter while another node may have let go of it; which matter another body was told of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0025_claims_of_one_person")]

    operations = [
        migrations.AddField("matter", "openings", models.JSONField(default=list)),
        migrations.AddField("casetransfer", "told_of", models.UUIDField(null=True)),
    ]
