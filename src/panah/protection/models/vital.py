"""Consent overridden: what waits for a commander (working), and what a body or monitor here was told of it (sealed)."""

from django.db import models

from panah.journal.envelopes.rows import SealedRow


class VitalAsk(models.Model):
    """An officer asks a commander to override consent. What it is about, and whom, is sealed under a key file."""

    id = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    at = models.DateTimeField()
    cell = models.BinaryField()

    class Meta:
        db_table = "protection_vital_ask"
        indexes = [models.Index(fields=["post", "at"], name="protection_vital_ask_post")]


class Overridden(SealedRow):
    """One override, as the body that was told or a monitor knows it."""

    post = models.UUIDField()
    to = models.UUIDField()
    need = models.CharField(max_length=40)
    ground = models.CharField(max_length=40)
    reason = models.TextField()
    asked_by = models.UUIDField()
    supervisor = models.UUIDField()
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta(SealedRow.Meta):
        db_table = "protection_overridden"
        indexes = [models.Index(fields=["reader", "-at"], name="protection_overridden_reader")]
