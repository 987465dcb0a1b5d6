"""Births, deaths, illness at the line."""

from django.db import models


class Event(models.Model):
    """What happened, what was done, who was told."""

    subject = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    sort = models.CharField(max_length=8)
    direction = models.CharField(max_length=5, blank=True)
    presentation = models.UUIDField(null=True)
    happened = models.DateTimeField()
    recorded_by = models.UUIDField()
    described = models.TextField()
    done = models.TextField(blank=True)
    told = models.TextField(blank=True)

    class Meta:
        db_table = "border_event"
        indexes = [models.Index(fields=["post", "-happened"], name="border_event_post")]
