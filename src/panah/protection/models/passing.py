"""Sealed register: what a body at home here handed over to others itself, and what they answered."""

from django.db import models

from panah.journal.envelopes.rows import SealedRow


class PassedOn(SealedRow):
    """One referral that this body sent. It holds nothing of what was said about the person."""

    to = models.UUIDField()
    sort = models.CharField(max_length=40)
    purpose = models.CharField(max_length=20)
    needs = models.JSONField()
    urgent = models.BooleanField()
    reference = models.CharField(max_length=20)
    fields = models.JSONField()
    consents = models.JSONField()
    acknowledgements = models.JSONField()
    sent = models.DateTimeField()
    sent_by = models.UUIDField()
    acknowledged = models.DateTimeField(null=True)
    asked = models.DateTimeField(null=True)
    accepted = models.DateTimeField(null=True)
    declined = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    question = models.TextField(blank=True)

    class Meta(SealedRow.Meta):
        db_table = "protection_passed_on"
        indexes = [models.Index(fields=["reader", "-sent"], name="protection_passed_on_reader")]
