"""Posts and shifts."""

from django.db import models


class Post(models.Model):
    """A border crossing point, as last described."""

    subject = models.UUIDField(primary_key=True)
    name = models.TextField()
    country = models.CharField(max_length=3)
    neighbour = models.CharField(max_length=3)
    way = models.CharField(max_length=8)
    timezone = models.TextField()
    lanes = models.JSONField()
    shift_starts = models.JSONField()
    hold_hours = models.PositiveSmallIntegerField()
    hold_basis = models.TextField(blank=True)
    regime = models.TextField()

    class Meta:
        db_table = "border_post"


class Shift(models.Model):
    """A closed shift."""

    subject = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    started = models.DateTimeField()
    ended = models.DateTimeField()
    closed = models.DateTimeField()
    commander = models.UUIDField()
    without_outcome = models.JSONField()
    holds = models.JSONField()
    remark = models.TextField(blank=True)

    class Meta:
        db_table = "border_shift"
        indexes = [models.Index(fields=["post", "-ended"], name="border_shift_post")]
