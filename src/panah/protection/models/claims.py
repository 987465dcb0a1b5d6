"""Sealed register: claims that the asylum authority at home here registered."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from panah.journal.envelopes.rows import SealedRow


class Claim(SealedRow):
    """One claim as it stands. The part from ``state`` on is ``claim_life.Life``, days in ISO form; ``history`` is what
    was said of it, with a ``code`` where that changed nothing; ``due_on`` the first last day of its clocks, if any;
    ``came_from`` the body that handed it over to this one, ``reference`` the number on the card that came along."""

    number = models.CharField(max_length=40)
    referral = models.UUIDField(null=True)
    matter = models.UUIDField(null=True)
    hold = models.UUIDField(null=True)
    name = models.CharField(max_length=200)
    birth_date = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=200, blank=True)
    registered_on = models.CharField(max_length=10)
    feared_on = models.CharField(max_length=10, blank=True)
    basis = models.CharField(max_length=10)
    country = models.CharField(max_length=3, blank=True)
    registered = models.DateTimeField()
    registered_by = models.UUIDField()
    decided_on = models.CharField(max_length=10, blank=True)
    history = models.JSONField()
    due_on = models.CharField(max_length=10, null=True)
    due_step = models.CharField(max_length=40, blank=True)
    came_from = models.UUIDField(null=True)
    reference = models.CharField(max_length=200, blank=True)

    state = models.CharField(max_length=12)
    since = models.CharField(max_length=10)
    asked_on = models.CharField(max_length=10)
    child = models.CharField(max_length=10)
    guardian = models.CharField(max_length=200, blank=True)
    best_interests_on = models.CharField(max_length=10, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    why = models.TextField(blank=True)
    level = models.SmallIntegerField()
    interviewed_on = models.CharField(max_length=10, blank=True)
    served_on = models.CharField(max_length=10, blank=True)
    appeal_until = models.CharField(max_length=10, blank=True)
    missing_since = models.CharField(max_length=10, blank=True)
    search_until = models.CharField(max_length=10, blank=True)
    died_on = models.CharField(max_length=10, blank=True)
    issued_on = models.CharField(max_length=10)
    valid_until = models.CharField(max_length=10)
    issue = models.SmallIntegerField()
    status_document = models.CharField(max_length=200, blank=True)
    status_from = models.CharField(max_length=10, blank=True)
    status_until = models.CharField(max_length=10, blank=True)
    travel_document = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=200, blank=True)
    transferred_to = models.CharField(max_length=40, blank=True)
    reopened = models.SmallIntegerField()
    calls = models.JSONField()
    links = models.JSONField()
    same = models.JSONField()

    class Meta(SealedRow.Meta):
        db_table = "protection_claim"
        indexes = [
            models.Index(fields=["reader", "referral"], name="protection_claim_referral"),
            models.Index(fields=["reader", "subject"], name="protection_claim_subject"),
            models.Index(fields=["reader", "matter"], name="protection_claim_matter"),
            models.Index(fields=["reader", "state", "missing_since", "due_on"], name="protection_claim_counts"),
            models.Index(fields=["reader", "due_on", "-registered", "subject"], name="protection_claim_order"),
            GinIndex(OpClass(Upper("number"), "gin_trgm_ops"), name="protection_claim_number"),
            GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="protection_claim_name"),
            models.Index(Upper("status_document"), "reader", name="protection_claim_status_doc"),
            models.Index(
                fields=["reader", "registered"],
                name="protection_claim_came",
                condition=models.Q(came_from__isnull=False),
            ),
            GinIndex(fields=["same"], name="protection_claim_same", opclasses=["jsonb_path_ops"]),
        ]
