"""Working tables of machine doors: machines of bodies, what happened for them in order, and where they are told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class BodyMachine(models.Model):
    """A machine of a body's own system. Of its token only a digest is kept."""

    id = models.UUIDField(primary_key=True)
    body = models.UUIDField()
    name = models.CharField(max_length=200)
    digest = models.BinaryField(max_length=32, unique=True)
    scopes = ArrayField(models.CharField(max_length=20))
    created = models.DateTimeField()
    created_by = models.UUIDField()
    revoked = models.DateTimeField(null=True)
    last_used = models.DateTimeField(null=True)

    class Meta:
        db_table = "protection_body_machine"
        indexes = [models.Index(fields=["body"], name="protection_body_machine_body")]


class BodyEvent(models.Model):
    """Something happened to a referral of a body that has machines or a webhook: numbered without gaps for each body.

    ``id`` is that of the opened statement: the same in every rebuild, so that nothing is told as new twice.
    """

    id = models.UUIDField(primary_key=True)
    body = models.UUIDField()
    sequence = models.BigIntegerField()
    event = models.CharField(max_length=40)
    referral = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "protection_body_event"
        constraints = [models.UniqueConstraint(fields=["body", "sequence"], name="protection_body_event_once")]


class BodyFeed(models.Model):
    """How far a journal's envelopes were looked through for what a body's machines are told; under the journal of
    zeros, in which minute its clocks of answers were asked."""

    pk = models.CompositePrimaryKey("body", "journal")
    body = models.UUIDField()
    journal = models.UUIDField()
    sequence = models.BigIntegerField()

    class Meta:
        db_table = "protection_body_feed"


class Webhook(models.Model):
    """Where a body is told that something came, and how that goes. ``cell`` is its secret and address, sealed under a
    key file; ``told`` the last event that arrived there."""

    body = models.UUIDField(primary_key=True)
    cell = models.BinaryField()
    set = models.DateTimeField()
    told = models.BigIntegerField()
    last_ok = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True)
    next_at = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        db_table = "protection_webhook"
