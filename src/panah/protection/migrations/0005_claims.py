"""Claims with everything that happens to them until they end."""

from typing import Any

from django.db import migrations, models

_DAY: dict[str, Any] = {"blank": True, "default": "", "max_length": 10}
_NAME: dict[str, Any] = {"blank": True, "default": "", "max_length": 200}


def _add(name: str, field: "models.Field[Any, Any]") -> migrations.AddField:
    return migrations.AddField("claim", name, field, preserve_default=False)


class Migration(migrations.Migration):
    dependencies = [("protection", "0004_complaints")]

    operations = [
        migrations.AlterField("claim", "referral", models.UUIDField(null=True)),
        migrations.AlterField("claim", "hold", models.UUIDField(null=True)),
        migrations.RemoveField("claim", "decided"),
        migrations.RemoveField("claim", "decided_by"),
        *(
            _add(name, models.CharField(**_DAY))
            for name in (
                "feared_on",
                "decided_on",
                "interviewed_on",
                "served_on",
                "missing_since",
                "search_until",
                "died_on",
                "status_from",
                "status_until",
                "best_interests_on",
                "due_on",
            )
        ),
        *(
            _add(name, models.CharField(**_NAME))
            for name in ("status_document", "travel_document", "region", "guardian")
        ),
        _add("transferred_to", models.CharField(blank=True, default="", max_length=40)),
        _add("country", models.CharField(blank=True, default="", max_length=3)),
        _add("basis", models.CharField(default="authority", max_length=10)),
        _add("state", models.CharField(default="registered", max_length=12)),
        _add("since", models.CharField(default="", max_length=10)),
        _add("due_step", models.CharField(blank=True, default="", max_length=40)),
        _add("child", models.CharField(default="no", max_length=10)),
        _add("asked_on", models.CharField(default="", max_length=10)),
        _add("issued_on", models.CharField(default="", max_length=10)),
        _add("level", models.SmallIntegerField(default=0)),
        _add("issue", models.SmallIntegerField(default=1)),
        _add("reopened", models.SmallIntegerField(default=0)),
        *(_add(name, models.JSONField(default=list)) for name in ("history", "calls", "links", "same")),
        migrations.AddIndex("claim", models.Index(fields=["reader", "state", "since"], name="protection_claim_state")),
        migrations.AddIndex("claim", models.Index(fields=["reader", "due_on"], name="protection_claim_due")),
    ]
