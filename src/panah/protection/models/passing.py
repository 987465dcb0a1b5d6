"""Sealed register: what a body at home here handed over to others itself, and what they answered."""

from django.db import models

from panah.journal.envelopes.rows import SealedRow
from panah.protection.models.referrals import Handover


class PassedOn(Handover):
    """One referral that this body sent. It holds nothing of what was said about the person."""

    to = models.UUIDField()
    fields = models.JSONField()
    question = models.TextField(blank=True)

    class Meta(SealedRow.Meta):
        db_table = "protection_passed_on"
        indexes = [models.Index(fields=["reader", "-sent"], name="protection_passed_on_reader")]
