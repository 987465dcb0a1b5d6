"""Calls of travellers who want to speak with someone."""

from django.db import models


class Call(models.Model):
    """One call: where, when, in which language, with which wishes, and who answered it."""

    subject = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    lane = models.TextField()
    made = models.DateTimeField()
    language = models.TextField()
    wishes = models.JSONField()
    answered = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=12, blank=True)

    class Meta:
        db_table = "border_call"
        indexes = [
            models.Index(fields=["post", "made"], name="border_call_open", condition=models.Q(answered__isnull=True))
        ]
