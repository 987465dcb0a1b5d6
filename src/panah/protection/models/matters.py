"""Sealed registers: what a body at home here knows of its matters. Ask with ``objects.for_body``."""

from django.db import models

from panah.journal.envelopes.rows import SealedRow


class Matter(SealedRow):
    """One open question of protection, as this body was told of it."""

    hold = models.UUIDField()
    presentation = models.UUIDField()
    post = models.UUIDField()
    category = models.CharField(max_length=40)
    competent = models.UUIDField()
    said = models.TextField(blank=True)
    noticed = models.JSONField()
    opened = models.DateTimeField()
    opened_by = models.UUIDField()
    let_go = models.DateTimeField(null=True)
    let_go_by = models.UUIDField(null=True)
    why = models.TextField(blank=True)
    # When it was opened again after it had been let go of; which shares went back till now, by their digests.
    again = models.DateTimeField(null=True)
    given_back = models.JSONField(default=list)

    class Meta(SealedRow.Meta):
        db_table = "protection_matter"
        indexes = [models.Index(fields=["reader", "-opened"], name="protection_matter_reader")]


class Share(SealedRow):
    """The share of a hold's token that this body was entrusted with for a matter; one for each hold."""

    hold = models.UUIDField()
    share = models.CharField(max_length=64)
    reply_to = models.CharField(max_length=80)

    class Meta(SealedRow.Meta):
        db_table = "protection_share"
        indexes = [models.Index(fields=["reader", "subject"], name="protection_share_reader")]
