from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("watchlists", "0001_initial")]

    operations = [
        migrations.AddField("version", "accepted", models.JSONField(default=list)),
        migrations.AddField("version", "accepted_by", models.UUIDField(null=True)),
    ]
