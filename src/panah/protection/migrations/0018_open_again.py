"""What was let go of can be opened again, and then posts are asked to hold the person again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0017_referral_claim")]

    operations = [
        migrations.AddField("matter", "again", models.DateTimeField(null=True)),
        migrations.AddField("matter", "given_back", models.JSONField(default=list)),
        migrations.CreateModel(
            name="HeldAgain",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
            ],
            options={"db_table": "protection_held_again"},
        ),
    ]
