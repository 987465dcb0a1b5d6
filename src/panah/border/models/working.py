"""Working tables: not facts, not derived, not shipped to other nodes."""

from django.db import models


class HoldToken(models.Model):
    """The token that opens an ordinary hold's lock: it stays with the second line (DESIGN 3)."""

    hold = models.UUIDField(primary_key=True)
    token = models.BinaryField()

    class Meta:
        db_table = "border_hold_token"


class IdempotencyKey(models.Model):
    """What was answered to a machine's request, so that a resend on a bad line never counts a person twice."""

    device = models.UUIDField()
    key = models.CharField(max_length=80)
    request_digest = models.BinaryField()
    status = models.PositiveSmallIntegerField(null=True)
    response = models.BinaryField(null=True)
    at = models.DateTimeField()

    pk = models.CompositePrimaryKey("device", "key")

    class Meta:
        db_table = "border_idempotency"
        indexes = [models.Index(fields=["at"], name="border_idempotency_at")]
