"""Sealed register: what the border wrote down of a conversation, as a body at home here may read it."""

from django.db import models

from panah.journal.envelopes.rows import SealedRow


class Conversation(SealedRow):
    """The record of one conversation. Not an asylum interview, and no evidence of credibility: it says so itself."""

    hold = models.UUIDField(db_index=True)
    presentation = models.UUIDField()
    post = models.UUIDField()
    held = models.DateTimeField()
    officer = models.UUIDField()
    entries = models.JSONField()
    needs = models.JSONField()
    added = models.JSONField()
    remark = models.TextField(blank=True)

    class Meta(SealedRow.Meta):
        db_table = "protection_conversation"
