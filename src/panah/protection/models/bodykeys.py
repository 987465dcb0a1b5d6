"""Register: what was done about the shares of bodies' keys."""

from django.db import models


class KeyEvent(models.Model):
    """A body's key was divided among holders, tried, or recovered. ``node`` is the journal that says so."""

    subject = models.UUIDField(primary_key=True)
    body = models.UUIDField(db_index=True)
    act = models.CharField(max_length=10)  # divided, rehearsed, recovered
    at = models.DateTimeField()
    node = models.UUIDField()
    key = models.TextField()
    set = models.CharField(max_length=8)
    needed = models.SmallIntegerField(null=True)
    holders = models.JSONField()
    opens = models.BooleanField(null=True)
    asked_by = models.TextField(blank=True)

    class Meta:
        db_table = "protection_key_event"
