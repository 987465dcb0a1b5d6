"""When a body that accepted a transferred matter was given the share in its hold."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0018_open_again")]

    operations = [migrations.AddField("casetransfer", "handed", models.DateTimeField(null=True))]
