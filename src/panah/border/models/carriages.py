"""Buses, trains and cars at the line. Who was checked off follows from the presentations that name the carriage."""

from django.db import models
from django.db.models import Q

from panah.border.models.plates import folded


class Carriage(models.Model):
    """A vehicle that came to the post. The vehicle register is the set of these and of the crossings' vehicles."""

    subject = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    direction = models.CharField(max_length=5)
    sort = models.CharField(max_length=10)
    plate = models.TextField(blank=True)
    country = models.CharField(max_length=3, blank=True)
    vehicle_kind = models.TextField(blank=True)
    service = models.TextField(blank=True)
    carrier = models.TextField(blank=True)
    heads = models.PositiveIntegerField(null=True)
    counted = models.PositiveIntegerField(null=True)
    arrived = models.DateTimeField()
    arrived_by = models.UUIDField()
    released = models.DateTimeField(null=True)
    released_by = models.UUIDField(null=True)
    stayed_behind = models.JSONField(default=list)
    unchecked = models.JSONField(default=list)
    remark = models.TextField(blank=True)

    class Meta:
        db_table = "border_carriage"
        indexes = [
            models.Index(fields=["post", "-arrived"], name="border_carriage_post"),
            models.Index(folded("plate"), name="border_carriage_plate", condition=~Q(plate="")),
        ]


class ManifestLine(models.Model):
    """One traveller as the carrier listed them."""

    id = models.BigAutoField(primary_key=True)
    subject = models.UUIDField()
    line = models.PositiveIntegerField()
    name = models.TextField()
    number = models.TextField(blank=True)
    nationality = models.CharField(max_length=3, blank=True)
    birth_date = models.CharField(max_length=10, blank=True)
    seat = models.TextField(blank=True)

    class Meta:
        db_table = "border_manifest_line"
        constraints = [models.UniqueConstraint(fields=["subject", "line"], name="border_manifest_line_once")]


class ManifestMatch(models.Model):
    """Which line of the manifest a presentation is; no line: looked for and not on it."""

    id = models.BigAutoField(primary_key=True)
    subject = models.UUIDField()
    presentation = models.UUIDField()
    line = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "border_manifest_match"
        constraints = [models.UniqueConstraint(fields=["subject", "presentation"], name="border_manifest_match_once")]
