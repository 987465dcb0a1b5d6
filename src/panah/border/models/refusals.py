"""Refusals proposed and made, and withdrawals at the line."""

from django.db import models


class RefusalProposal(models.Model):
    """A refusal that one officer signed: it waits for another's signature, or went no further. ``second`` is that other
    signature and its role, where it waits for the family."""

    subject = models.UUIDField(primary_key=True)
    presentation = models.UUIDField(db_index=True)
    hold = models.UUIDField()
    post = models.UUIDField()
    content = models.JSONField()
    signature = models.JSONField()
    second = models.JSONField(null=True)
    proposed = models.DateTimeField()
    proposed_by = models.UUIDField()
    state = models.CharField(max_length=8, default="open")  # open, declined, made
    ended = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "border_refusal_proposal"
        indexes = [
            models.Index(fields=["post", "proposed"], name="border_refprop_open", condition=models.Q(state="open"))
        ]


class Refusal(models.Model):
    """Entry was refused, by two officers. A trigger refuses the row while a hold of the person is open."""

    subject = models.UUIDField(primary_key=True)
    presentation = models.UUIDField(unique=True)
    post = models.UUIDField()
    made = models.DateTimeField()
    ground = models.TextField()
    first_by = models.UUIDField()
    second_by = models.UUIDField()
    language = models.TextField()
    content = models.JSONField()
    signatures = models.JSONField()
    receipt = models.JSONField()

    class Meta:
        db_table = "border_refusal"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(first_by=models.F("second_by")), name="border_refusal_two_officers"
            )
        ]
        indexes = [models.Index(fields=["post", "made"], name="border_refusal_post")]


class Withdrawal(models.Model):
    """Somebody went back of their own will."""

    subject = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    at = models.DateTimeField()
    officer = models.UUIDField()
    language = models.TextField()
    understood = models.TextField()
    own_words = models.TextField()

    class Meta:
        db_table = "border_withdrawal"
        indexes = [models.Index(fields=["post", "at"], name="border_withdrawal_post")]
