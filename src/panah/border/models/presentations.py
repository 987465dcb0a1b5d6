"""Presentations, the crossings they became, and the stays derived from these."""

from django.db import models
from django.db.models import Q

from panah.border.models.plates import folded


class Presentation(models.Model):
    """Somebody came to the line. ``outcome`` is empty until there is one (safeguard S13)."""

    subject = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    lane = models.TextField()
    direction = models.CharField(max_length=5)
    channel = models.CharField(max_length=8)
    opened = models.DateTimeField()
    opened_source = models.CharField(max_length=8)
    arrived = models.DateTimeField(null=True)
    officer = models.UUIDField()
    document = models.JSONField()
    findings = models.JSONField()
    document_key = models.BinaryField(null=True)
    holder_key = models.BinaryField(null=True)
    group = models.UUIDField(null=True)
    carriage = models.UUIDField(null=True)
    manifest_line = models.PositiveIntegerField(null=True)
    form = models.TextField(blank=True)
    outcome = models.CharField(max_length=12, blank=True)  # "", crossed, set_aside, returned, voided
    outcome_at = models.DateTimeField(null=True)
    outcome_by = models.UUIDField(null=True)
    hold = models.UUIDField(null=True)
    taken_back = models.PositiveSmallIntegerField(default=0)
    voided_reason = models.CharField(max_length=12, blank=True)
    repeats = models.UUIDField(null=True)
    host = models.JSONField(null=True)
    sponsor_key = models.BinaryField(null=True)
    address_key = models.BinaryField(null=True)

    class Meta:
        db_table = "border_presentation"
        indexes = [
            models.Index(fields=["post", "opened"], name="border_pres_post"),
            models.Index(fields=["post", "opened"], name="border_pres_open", condition=Q(outcome="")),
            models.Index(fields=["document_key", "opened"], name="border_pres_document"),
            models.Index(fields=["carriage"], name="border_pres_carriage", condition=Q(carriage__isnull=False)),
            models.Index(fields=["group"], name="border_pres_group", condition=Q(group__isnull=False)),
            models.Index(
                fields=["sponsor_key", "opened"], name="border_pres_sponsor", condition=Q(sponsor_key__isnull=False)
            ),
            models.Index(
                fields=["address_key", "opened"], name="border_pres_address", condition=Q(address_key__isnull=False)
            ),
            models.Index(
                fields=["holder_key", "outcome_at"],
                name="border_pres_sent_back",
                condition=Q(outcome__in=("refused", "withdrew", "returned")),
            ),
        ]


class Crossing(models.Model):
    """An entry or exit that took place. One row per presentation that crossed; undone ones keep their row's history."""

    subject = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    lane = models.TextField()
    direction = models.CharField(max_length=5)
    happened = models.DateTimeField()
    happened_source = models.CharField(max_length=8)
    officer = models.UUIDField()
    line = models.CharField(max_length=6)
    document_key = models.BinaryField(null=True)
    holder_key = models.BinaryField(null=True)
    nationality = models.CharField(max_length=3, blank=True)
    birth_date = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    capacity = models.TextField()
    purpose = models.TextField()
    means = models.TextField()
    regime = models.TextField(blank=True)
    rule = models.TextField(blank=True)
    leave_by = models.DateField(null=True)
    stamp = models.TextField(blank=True)
    stamp_cancelled = models.TextField(blank=True)
    accompaniment = models.JSONField(null=True)
    vehicle_plate = models.TextField(blank=True)
    vehicle_country = models.CharField(max_length=3, blank=True)
    papers_later = models.BooleanField(default=False)
    status = models.CharField(max_length=10, default="standing")  # standing, taken_back, returned
    remark = models.TextField(blank=True)

    class Meta:
        db_table = "border_crossing"
        indexes = [
            models.Index(fields=["document_key", "happened"], name="border_cross_document"),
            models.Index(fields=["holder_key", "happened"], name="border_cross_holder"),
            models.Index(fields=["post", "happened"], name="border_cross_post"),
            models.Index(folded("vehicle_plate"), name="border_cross_plate", condition=~Q(vehicle_plate="")),
        ]


class Stay(models.Model):
    """The time between an entry and the exit that ended it, derived from standing crossings of one document.

    ``entry`` or ``exit`` is empty where that crossing is unknown: a missed crossing is a doubt, never a guess.
    """

    id = models.BigAutoField(primary_key=True)
    document_key = models.BinaryField()
    holder_key = models.BinaryField(null=True)
    nationality = models.CharField(max_length=3, blank=True)
    entry = models.UUIDField(null=True)
    exit = models.UUIDField(null=True)
    entered = models.DateTimeField(null=True)
    left = models.DateTimeField(null=True)
    regime = models.TextField(blank=True)
    leave_by = models.DateField(null=True)

    class Meta:
        db_table = "border_stay"
        indexes = [
            # Ids of one document's stays ascend in the order of time: the last one is found without sorting.
            models.Index(fields=["document_key", "id"], name="border_stay_document"),
            models.Index(fields=["leave_by"], name="border_stay_inside", condition=Q(left__isnull=True)),
        ]
