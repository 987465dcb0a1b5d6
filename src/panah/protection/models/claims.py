"""Sealed register: claims that the asylum authority at home here registered."""

from django.db import models

from panah.journal.envelopes.rows import SealedRow


class Claim(SealedRow):
    """One claim, and what was decided last."""

    number = models.CharField(max_length=40)
    referral = models.UUIDField()
    matter = models.UUIDField(null=True)
    hold = models.UUIDField()
    name = models.CharField(max_length=200)
    birth_date = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=200, blank=True)
    registered_on = models.CharField(max_length=10)
    valid_until = models.CharField(max_length=10)
    registered = models.DateTimeField()
    registered_by = models.UUIDField()
    outcome = models.CharField(max_length=20, blank=True)
    why = models.TextField(blank=True)
    appeal_until = models.CharField(max_length=10, blank=True)
    decided = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta(SealedRow.Meta):
        db_table = "protection_claim"
        indexes = [models.Index(fields=["reader", "referral"], name="protection_claim_referral")]
