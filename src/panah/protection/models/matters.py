"""Sealed registers: what a body at home here knows of its matters. Ask with ``objects.for_body``."""

from django.db import models

from panah.journal.envelopes.rows import SealedRow

NO_SAY = models.Q(has_say=False, let_go=None, passed_to=None)
"""Of a matter that is open: no share ever came, and nobody handed it over."""


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
    # With its shares what ``panah.protection.holding`` folds: who decides instead; keys of posts; ids.
    passed_to = models.UUIDField(null=True)
    told = models.JSONField(default=list)
    asks = models.JSONField(default=list)
    taken = models.JSONField(default=list)
    handed = models.JSONField(default=list)
    openings = models.JSONField(default=list)
    owes = models.BooleanField(default=False)
    has_say = models.BooleanField(default=False)

    class Meta(SealedRow.Meta):
        db_table = "protection_matter"
        indexes = [
            models.Index(fields=["reader", "subject"], name="protection_matter_subject"),
            models.Index(fields=["reader", "-opened"], name="protection_matter_reader"),
            models.Index(fields=["reader", "hold"], name="protection_matter_hold"),
            models.Index(
                fields=["reader", "-opened"],
                name="protection_matter_open",
                condition=models.Q(let_go=None, passed_to=None),
            ),
            models.Index(fields=["reader"], name="protection_matter_owes", condition=models.Q(owes=True)),
            models.Index(fields=["reader", "subject"], name="protection_matter_no_say", condition=NO_SAY),
        ]


class Share(SealedRow):
    """A share of a hold's token that this body was entrusted with for a matter. ``back``: it went back to the post;
    ``passed_to``: another body has it now."""

    hold = models.UUIDField()
    share = models.CharField(max_length=64)
    reply_to = models.CharField(max_length=80)
    back = models.BooleanField(default=False)
    passed_to = models.UUIDField(null=True)

    class Meta(SealedRow.Meta):
        db_table = "protection_share"
        indexes = [models.Index(fields=["reader", "subject"], name="protection_share_reader")]


class AwaitedShare(SealedRow):
    """A body (``by``) waits for another (``of``) to hand over its say in a hold, as it told the monitors. For itself it
    is what it told them."""

    by = models.UUIDField()
    of = models.UUIDField(null=True)
    since = models.DateTimeField()
    over = models.BooleanField()

    class Meta(SealedRow.Meta):
        db_table = "protection_awaited_share"
        indexes = [models.Index(fields=["reader"], name="protection_awaited_open", condition=models.Q(over=False))]
