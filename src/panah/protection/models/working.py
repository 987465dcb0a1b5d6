"""Working tables: not facts, not derived, not shipped to other nodes."""

from django.db import models


class LookedThrough(models.Model):
    """How far a journal's envelopes were looked through for shares that bodies send back to this post."""

    journal = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField()

    class Meta:
        db_table = "protection_looked_through"
