"""The journal's tables. Rows come and go only through the functions in ``sql/``; see docs/journal.md."""

from django.db import models
from django.db.models import Q


class StoredEntry(models.Model):
    """One entry without its body. Times are UTC; ``chain`` is the digest of ``previous`` and the header."""

    pk = models.CompositePrimaryKey("journal", "sequence")
    journal = models.UUIDField()
    sequence = models.BigIntegerField()
    clock = models.BigIntegerField()
    happened = models.DateTimeField()
    happened_source = models.SmallIntegerField()
    recorded = models.DateTimeField()
    actor = models.UUIDField()
    kind = models.TextField()
    version = models.SmallIntegerField()
    subject = models.UUIDField()
    digest = models.BinaryField()
    previous = models.BinaryField()
    chain = models.BinaryField()

    class Meta:
        db_table = "journal_entry"
        # Every further index would be paid for by each entry; what goes through all of them may as well sort.
        indexes = [models.Index(fields=["subject", "clock", "journal", "sequence"], name="journal_entry_fold")]
        constraints = [
            models.CheckConstraint(condition=Q(sequence__gt=0), name="journal_entry_from_one"),
            models.CheckConstraint(condition=Q(happened_source__in=[0, 1, 2]), name="journal_entry_source"),
        ]


class StoredBody(models.Model):
    """The exact bytes an entry states, and the salt of its digest. The only thing erasure deletes."""

    pk = models.CompositePrimaryKey("journal", "sequence")
    journal = models.UUIDField()
    sequence = models.BigIntegerField()
    salt = models.BinaryField()
    body = models.BinaryField()

    class Meta:
        db_table = "journal_body"


class Head(models.Model):
    """How far a journal reaches here. ``own`` is the one this node appends to; its row is the lock of all applying.

    ``incarnation`` is the token that the file beside the keys repeats; empty for journals of other nodes.
    """

    journal = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField()
    clock = models.BigIntegerField()
    chain = models.BinaryField()
    own = models.BooleanField(default=False)
    incarnation = models.UUIDField(null=True)

    class Meta:
        db_table = "journal_head"
        constraints = [models.UniqueConstraint(fields=["own"], condition=Q(own=True), name="journal_head_one_own")]


class Key(models.Model):
    """A public signing key (Ed25519), valid from a sequence on until the next one's; introduced by its predecessor."""

    journal = models.UUIDField()
    key = models.BinaryField()
    public = models.BinaryField()
    from_sequence = models.BigIntegerField()
    introduced_by = models.BinaryField(null=True)
    signature = models.BinaryField(null=True)

    pk = models.CompositePrimaryKey("journal", "from_sequence")

    class Meta:
        db_table = "journal_key"


class Signature(models.Model):
    """A signed head: the node's word that its journal had this chain at this sequence."""

    pk = models.CompositePrimaryKey("journal", "sequence")
    journal = models.UUIDField()
    sequence = models.BigIntegerField()
    clock = models.BigIntegerField()
    chain = models.BinaryField()
    key = models.BinaryField()
    signature = models.BinaryField()

    class Meta:
        db_table = "journal_signature"


class Erasure(models.Model):
    """One erased body, and the own entry that states the erasure."""

    pk = models.CompositePrimaryKey("journal", "sequence")
    journal = models.UUIDField()
    sequence = models.BigIntegerField()
    stated_journal = models.UUIDField()
    stated_sequence = models.BigIntegerField()

    class Meta:
        db_table = "journal_erasure"
        indexes = [models.Index(fields=["stated_journal", "stated_sequence"], name="journal_erasure_stated")]


class Withheld(models.Model):
    """An entry of another journal whose body the node it came from keeps from this one."""

    pk = models.CompositePrimaryKey("journal", "sequence")
    journal = models.UUIDField()
    sequence = models.BigIntegerField()

    class Meta:
        db_table = "journal_withheld"


class Peer(models.Model):
    """Another node that entries are carried to and from. A working table.

    ``journals`` are its own, the one it appends to last; ``recipient`` is the key that bundles for it are sealed to;
    ``reads`` says what it may read; ``acknowledged`` is how far it has which journal, as it last said; ``without`` are
    journals that are not carried to it, such as one that ended before it joined; ``ahead`` is by how many seconds its
    clock is known to be ahead of this node's, or behind where that is negative.
    """

    name = models.CharField(max_length=60, primary_key=True)
    journals = models.JSONField(default=list)
    recipient = models.CharField(max_length=80)
    reads = models.CharField(max_length=20)
    acknowledged = models.JSONField(default=dict)
    without = models.JSONField(default=list)
    taken = models.DateTimeField(null=True)
    ahead = models.BigIntegerField(default=0)

    class Meta:
        db_table = "journal_peer"


class LostNode(models.Model):
    """A node said of another that it is lost, and how far its journals were known. A register."""

    subject = models.UUIDField(primary_key=True)
    reached = models.JSONField()
    said = models.DateTimeField()
    said_by = models.UUIDField()
    node = models.UUIDField()
    reason = models.TextField()
    ended = models.DateTimeField(null=True)

    class Meta:
        db_table = "journal_lost_node"


class CountryKey(models.Model):
    """The ids of the country keys that natural keys in registers are reckoned under, the first one first: one row,
    written with the exchange that puts the last one in use; none where none was ever replaced."""

    one = models.BooleanField(primary_key=True, default=True)
    key = models.TextField()

    class Meta:
        db_table = "journal_country_key"
        constraints = [models.CheckConstraint(condition=Q(one=True), name="journal_country_key_one")]


class Quarantined(models.Model):
    """An entry that is kept but not applied (``held``), or a message that contradicts what is kept. A working table."""

    journal = models.UUIDField()
    sequence = models.BigIntegerField()
    reason = models.TextField()
    detail = models.TextField()
    held = models.BooleanField(default=True)
    raised = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "journal_quarantine"
        constraints = [
            models.UniqueConstraint(fields=["journal", "sequence", "reason"], name="journal_quarantine_once")
        ]


class Opened(models.Model):
    """One statement that ``reader``, who is at home on this node, could open: ``number`` in the envelope ``subject``,
    at ``journal``, ``sequence``; ``about`` is the subject inside. ``ahead``: by how many minutes the clock of whoever
    said it was ahead of UTC. Empty on a node without readers."""

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField(db_index=True)
    reader = models.UUIDField()
    about = models.UUIDField()
    journal = models.UUIDField()
    sequence = models.BigIntegerField()
    number = models.SmallIntegerField()
    clock = models.BigIntegerField()
    recorded = models.DateTimeField()
    happened = models.DateTimeField()
    ahead = models.SmallIntegerField(default=0)
    happened_source = models.SmallIntegerField()
    actor = models.UUIDField()
    kind = models.TextField()
    version = models.SmallIntegerField()
    body = models.BinaryField()

    class Meta:
        db_table = "sealed_opened"
        indexes = [
            models.Index(fields=["about", "reader", "clock"], name="sealed_opened_about"),
            models.Index(fields=["reader", "journal", "sequence"], name="sealed_opened_place"),
        ]
