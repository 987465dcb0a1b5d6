"""Registers: bodies as described, and changes of competence."""

from django.db import models
from django.db.models import Q


class Body(models.Model):
    """A body as last described. What it is competent for follows from the changes that two people signed."""

    subject = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=200)
    sort = models.CharField(max_length=40)
    state = models.CharField(max_length=3, blank=True)
    languages = models.JSONField()
    places = models.JSONField()
    sexes = models.JSONField()
    ages = models.CharField(max_length=10)
    hours = models.JSONField()
    room = models.IntegerField(null=True)
    phone = models.CharField(max_length=200, blank=True)
    address = models.TextField(blank=True)
    remark = models.TextField(blank=True)
    described = models.DateTimeField()
    described_by = models.UUIDField()

    class Meta:
        db_table = "protection_body"


class CompetenceChange(models.Model):
    """A change of a body's competence: proposed, and in force once the monitor has signed the same content."""

    subject = models.UUIDField(primary_key=True)
    body = models.UUIDField(db_index=True)
    act = models.CharField(max_length=12)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    proposed = models.DateTimeField()
    proposed_by = models.UUIDField()
    signature = models.JSONField()
    signed = models.DateTimeField(null=True)
    signed_by = models.UUIDField(null=True)
    second_signature = models.JSONField(null=True)
    # When it came into force, in the order of entries: the last of a body and act holds.
    clock = models.BigIntegerField(null=True)
    declined = models.DateTimeField(null=True)
    declined_by = models.UUIDField(null=True)
    why_not = models.TextField(blank=True)

    class Meta:
        db_table = "protection_competence_change"
        indexes = [
            models.Index(
                fields=["proposed"],
                name="protection_change_open",
                condition=Q(signed__isnull=True, declined__isnull=True),
            )
        ]
