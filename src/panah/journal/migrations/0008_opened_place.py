"""What a reader's key opened, by place: to find what came since somebody last looked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0007_lost_nodes")]

    operations = [
        migrations.AddIndex(
            model_name="opened",
            index=models.Index(fields=["reader", "journal", "sequence"], name="sealed_opened_place"),
        ),
    ]
