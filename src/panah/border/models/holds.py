"""Holds, what was done about them, and the roll of the persons held."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from panah.border.models.presentations import Presentation


class HoldQuerySet(models.QuerySet["Hold"]):
    """Holds, and those of them whose persons wait."""

    def waiting(self) -> "HoldQuerySet":
        """Open holds of persons behind the line. Who was let go on with the question open waits no more; the hold
        itself stays, and so does what it guards."""
        gone_on = Presentation.objects.filter(subject=OuterRef("presentation"), outcome="crossed")
        return self.filter(~Exists(gone_on), released__isnull=True)


class Hold(models.Model):
    """A question that keeps an outcome open. The row says nothing about what kind of question it is."""

    subject = models.UUIDField(primary_key=True)
    presentation = models.UUIDField(db_index=True)
    post = models.UUIDField()
    placed = models.DateTimeField()
    placed_by = models.UUIDField()
    lock = models.CharField(max_length=64)
    until = models.DateTimeField()
    taken_by = models.UUIDField(null=True)
    taken = models.DateTimeField(null=True)
    released = models.DateTimeField(null=True)
    released_by = models.UUIDField(null=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        db_table = "border_hold"
        indexes = [models.Index(fields=["post", "until"], name="border_hold_open", condition=Q(released__isnull=True))]


class HoldEvent(models.Model):
    """Who did what about a hold, when, in order."""

    id = models.BigAutoField(primary_key=True)
    subject = models.UUIDField(db_index=True)
    happened = models.DateTimeField()
    clock = models.BigIntegerField()
    actor = models.UUIDField()
    act = models.CharField(max_length=12)  # placed, taken, noted, passed_on, moved, released, roll
    finding = models.TextField(blank=True)
    resolution = models.CharField(max_length=12, blank=True)
    remark = models.TextField(blank=True)

    class Meta:
        db_table = "border_hold_event"


class Roll(models.Model):
    """A signed roll of the persons held at a post."""

    subject = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    signed = models.DateTimeField()
    signed_by = models.UUIDField()

    class Meta:
        db_table = "border_roll"
        indexes = [models.Index(fields=["post", "-signed"], name="border_roll_post")]


class RollEntry(models.Model):
    """One held person on a roll."""

    id = models.BigAutoField(primary_key=True)
    subject = models.UUIDField(db_index=True)
    hold = models.UUIDField(db_index=True)
    food = models.BooleanField()
    water = models.BooleanField()
    doctor = models.CharField(max_length=12)
    call = models.CharField(max_length=12)
    remark = models.TextField(blank=True)

    class Meta:
        db_table = "border_roll_entry"
