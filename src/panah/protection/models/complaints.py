"""Registers of complaints: openly that they are, under seal what they say; of copies given and corrections asked."""

from django.db import models

from panah.journal.envelopes.rows import SealedRow


class Complaint(models.Model):
    """A complaint as everybody at the desk may know of it: where, when, how far. ``answers``: locked letters."""

    subject = models.UUIDField(primary_key=True)
    post = models.UUIDField(null=True)
    channel = models.CharField(max_length=5)
    receipt = models.CharField(max_length=32, db_index=True)
    proof = models.CharField(max_length=64)
    made = models.DateTimeField()
    answers = models.JSONField()
    answered = models.DateTimeField(null=True)
    reminded = models.DateTimeField(null=True)
    whom = models.CharField(max_length=12, blank=True)
    until = models.DateField(null=True)
    closed = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)

    class Meta:
        db_table = "protection_complaint"
        indexes = [models.Index(fields=["-made"], name="protection_complaint_made")]


class ComplaintText(SealedRow):
    """What a complaint says, as a monitor at home here may read it."""

    sort = models.CharField(max_length=12)
    language = models.TextField()
    post = models.UUIDField(null=True)
    text = models.TextField()
    contact = models.TextField(blank=True)
    key = models.CharField(max_length=64)
    said = models.DateTimeField()
    answers = models.JSONField()

    class Meta(SealedRow.Meta):
        db_table = "protection_complaint_text"
        indexes = [models.Index(fields=["subject", "reader"], name="protection_complaint_text_of")]


class CopyOfFile(models.Model):
    """A copy of what is held was given to the person."""

    subject = models.UUIDField(primary_key=True)
    file = models.UUIDField(db_index=True)
    presentation = models.UUIDField()
    post = models.UUIDField()
    language = models.TextField()
    identity = models.CharField(max_length=20)
    given = models.DateTimeField()
    given_by = models.UUIDField()

    class Meta:
        db_table = "protection_copy"


class Correction(models.Model):
    """What a person says is wrong in what is held about them, and what came of it."""

    subject = models.UUIDField(primary_key=True)
    file = models.UUIDField(db_index=True)
    presentation = models.UUIDField()
    post = models.UUIDField()
    part = models.CharField(max_length=12)
    held = models.TextField()
    should_be = models.TextField()
    shown = models.TextField(blank=True)
    asked = models.DateTimeField()
    asked_by = models.UUIDField()
    made = models.BooleanField(null=True)
    why = models.TextField(blank=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        db_table = "protection_correction"
        indexes = [
            models.Index(
                fields=["post", "asked"], name="protection_correction_open", condition=models.Q(answered__isnull=True)
            )
        ]
