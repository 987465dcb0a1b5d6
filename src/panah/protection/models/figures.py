"""Sealed register: what bodies published to the monitor at home here."""

from django.db import models

from panah.journal.envelopes.rows import SealedRow


class PublishedFigure(SealedRow):
    """A figure of a body (``subject``) and month, as a journal said it last. ``journal``: whose node that was."""

    journal = models.UUIDField()
    month = models.CharField(max_length=7)
    measure = models.CharField(max_length=12)
    count = models.IntegerField(null=True)
    within = models.IntegerField(null=True)
    open = models.IntegerField(null=True)
    days = models.FloatField(null=True)
    published = models.DateTimeField()

    class Meta(SealedRow.Meta):
        db_table = "protection_published_figure"
