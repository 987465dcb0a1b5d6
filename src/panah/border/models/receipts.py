"""Registers: receipts asked and given, recalls raised."""

from django.db import models


class ReceiptAsk(models.Model):
    """A question to headquarters and its answer. ``answered_in`` is the journal that answered; ``given`` the receipt,
    or none with ``why`` there isn't one."""

    subject = models.UUIDField(primary_key=True)
    presentation = models.UUIDField(db_index=True)
    post = models.UUIDField()
    act = models.CharField(max_length=40)
    family = models.JSONField(default=list)
    asked = models.DateTimeField()
    asked_by = models.UUIDField()
    answered = models.DateTimeField(null=True)
    answered_in = models.UUIDField(null=True)
    given = models.JSONField(null=True)
    why = models.JSONField(default=list)

    class Meta:
        db_table = "border_receipt"
        indexes = [
            models.Index(fields=["asked"], name="border_receipt_open", condition=models.Q(answered__isnull=True))
        ]


class Recall(models.Model):
    """A recall that a node raised."""

    subject = models.UUIDField(primary_key=True)
    presentation = models.UUIDField(db_index=True)
    post = models.UUIDField()
    refusal = models.UUIDField(null=True)
    raised = models.DateTimeField()

    class Meta:
        db_table = "border_recall"
