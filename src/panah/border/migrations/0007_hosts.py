"""Who invites somebody and where they stay, and by what others with the same are found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("border", "0006_receipts")]

    operations = [
        *(
            migrations.AddField(model, name, field)
            for model in ("presentation", "group")
            for name, field in (
                ("host", models.JSONField(null=True)),
                ("sponsor_key", models.BinaryField(null=True)),
                ("address_key", models.BinaryField(null=True)),
            )
        ),
        *(
            migrations.AddIndex(
                "presentation",
                models.Index(
                    fields=[f"{what}_key", "opened"],
                    name=f"border_pres_{what}",
                    condition=models.Q((f"{what}_key__isnull", False)),
                ),
            )
            for what in ("sponsor", "address")
        ),
    ]
