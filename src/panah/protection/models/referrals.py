"""Sealed register: what a body at home here was asked to do, and how it answered. And the post's own ledger."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from panah.journal.envelopes.rows import SealedRow


class Handover(SealedRow):
    """What both sides of a referral keep of it: what was asked, as consented, and when the body answered what."""

    sort = models.CharField(max_length=40)
    purpose = models.CharField(max_length=20)
    needs = models.JSONField()
    urgent = models.BooleanField()
    reference = models.CharField(max_length=20)
    consents = models.JSONField()
    acknowledgements = models.JSONField()
    sent = models.DateTimeField()
    sent_by = models.UUIDField()
    acknowledged = models.DateTimeField(null=True)
    asked = models.DateTimeField(null=True)
    accepted = models.DateTimeField(null=True)
    declined = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)

    class Meta(SealedRow.Meta):
        abstract = True


class Referral(Handover):
    """One referral, as the receiving body knows it. ``said`` are questions and answers in the order of entries;
    ``search`` is what it is found by, ``claim`` what was registered of it."""

    values = models.JSONField()
    said = models.JSONField()
    post = models.UUIDField()
    hold = models.UUIDField(null=True)
    why = models.TextField(blank=True)
    reply_to = models.CharField(max_length=80)
    search = models.TextField(blank=True)
    claim = models.UUIDField(null=True)

    class Meta(SealedRow.Meta):
        db_table = "protection_referral"
        indexes = [
            models.Index(fields=["reader", "-sent"], name="protection_referral_reader"),
            models.Index(
                fields=["reader", "-urgent", "sent"],
                name="protection_referral_waiting",
                condition=models.Q(accepted=None, declined=None),
            ),
            models.Index(
                fields=["reader", "-accepted"],
                name="protection_referral_accepted",
                condition=models.Q(accepted__isnull=False),
            ),
            models.Index(
                fields=["reader", "sent"],
                name="protection_referral_unclaimed",
                condition=models.Q(hold__isnull=False, claim=None, declined=None),
            ),
            models.Index(fields=["reader", "hold"], name="protection_referral_hold"),
            models.Index(fields=["reader", "subject"], name="protection_referral_subject"),
            models.Index(
                fields=["reader", "-sent"],
                name="protection_referral_declined",
                condition=models.Q(accepted=None, declined__isnull=False),
            ),
            GinIndex(fields=["search"], name="protection_referral_search", opclasses=["gin_trgm_ops"]),
        ]


class Ledger(models.Model):
    """Working table of a post, a row each, encrypted and padded as a whole: what it still has to know of its referrals,
    and what people said to being helped."""

    id = models.SmallIntegerField(primary_key=True)
    cell = models.BinaryField()

    class Meta:
        db_table = "protection_ledger"
