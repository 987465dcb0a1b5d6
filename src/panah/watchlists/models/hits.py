"""Hits, what was done about them, and which pairs of records are known to be of two persons."""

from django.db import models
from django.db.models import Q


class Hit(models.Model):
    """A possible match. Which list, which entry and why are sealed: the row doesn't tell sought from protected."""

    subject = models.UUIDField(primary_key=True)
    presentation = models.UUIDField(db_index=True)
    post = models.UUIDField()
    raised = models.DateTimeField()
    # open, not_same, unclear, same (waits for a second look), confirmed, corrected
    state = models.CharField(max_length=10)
    answered = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    confirmed = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    sealed = models.BinaryField()

    class Meta:
        db_table = "watchlists_hit"
        indexes = [
            models.Index(fields=["post", "raised"], name="watchlists_hit_post"),
            models.Index(
                fields=["post", "raised"], name="watchlists_hit_open", condition=Q(state__in=("open", "same"))
            ),
        ]


class HitEvent(models.Model):
    """Who did what about a hit, when, in order; the words are sealed."""

    id = models.BigAutoField(primary_key=True)
    subject = models.UUIDField(db_index=True)
    happened = models.DateTimeField()
    clock = models.BigIntegerField()
    actor = models.UUIDField()
    act = models.CharField(max_length=10)  # answered, confirmed, doubted, told, corrected
    answer = models.CharField(max_length=10, blank=True)
    sealed = models.BinaryField()

    class Meta:
        db_table = "watchlists_hit_event"


class Clearing(models.Model):
    """A pair of records that are not of one person: the HMAC of both, under the country key. Subject: the hit."""

    subject = models.UUIDField(primary_key=True)
    key = models.BinaryField()

    class Meta:
        db_table = "watchlists_clearing"
        indexes = [models.Index(fields=["key"], name="watchlists_clearing_key")]
