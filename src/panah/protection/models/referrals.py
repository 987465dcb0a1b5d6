"""Sealed register: what a body at home here was asked to do, and how it answered. And the post's own ledger."""

from django.db import models

from panah.journal.envelopes.rows import SealedRow


class Referral(SealedRow):
    """One referral, as the receiving body knows it. ``said`` are questions and answers in the order of entries."""

    sort = models.CharField(max_length=40)
    purpose = models.CharField(max_length=20)
    needs = models.JSONField()
    urgent = models.BooleanField()
    reference = models.CharField(max_length=20)
    values = models.JSONField()
    consents = models.JSONField()
    acknowledgements = models.JSONField()
    said = models.JSONField()
    post = models.UUIDField()
    hold = models.UUIDField(null=True)
    why = models.TextField(blank=True)
    reply_to = models.CharField(max_length=80)
    sent = models.DateTimeField()
    sent_by = models.UUIDField()
    acknowledged = models.DateTimeField(null=True)
    asked = models.DateTimeField(null=True)
    accepted = models.DateTimeField(null=True)
    declined = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)

    class Meta(SealedRow.Meta):
        db_table = "protection_referral"
        indexes = [models.Index(fields=["reader", "-sent"], name="protection_referral_reader")]


class Ledger(models.Model):
    """Working table of a post, one row: what it still has to know of its referrals, encrypted and padded as a whole."""

    id = models.SmallIntegerField(primary_key=True)
    cell = models.BinaryField()

    class Meta:
        db_table = "protection_ledger"
