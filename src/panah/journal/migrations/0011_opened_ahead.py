"""Of a statement under seal, by how much the clock that showed its time was ahead of UTC: its day is that clock's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0010_clocks_apart")]

    operations = [
        migrations.AddField(model_name="opened", name="ahead", field=models.SmallIntegerField(default=0)),
    ]
