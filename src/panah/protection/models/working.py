"""Working tables: not facts, not derived, not shipped to other nodes."""

from django.db import models


class LookedThrough(models.Model):
    """How far a journal's envelopes were looked through for shares that bodies send back to this post."""

    journal = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField()

    class Meta:
        db_table = "protection_looked_through"


class Unheard(models.Model):
    """An envelope that was looked at and couldn't be heard yet: its body is withheld from it, or trouble came."""

    pk = models.CompositePrimaryKey("journal", "sequence")
    journal = models.UUIDField()
    sequence = models.BigIntegerField()

    class Meta:
        db_table = "protection_unheard"


class HeldAgain(models.Model):
    """What a body asked of this post about a matter it opened again. All rows are of one size, sealed under a key file:
    how many there are can be seen, and nothing else."""

    id = models.UUIDField(primary_key=True)
    content = models.BinaryField()

    class Meta:
        db_table = "protection_held_again"


class ProtectedHolds(models.Model):
    """The holds under which those waited whom bodies gave protection since. One row, sealed under a key file."""

    id = models.SmallIntegerField(primary_key=True)
    content = models.BinaryField()

    class Meta:
        db_table = "protection_protected_holds"


class TalkKey(models.Model):
    """The key to one officer's notes of one conversation, sealed under a key file. Without it nobody reads them.

    ``typed``: what stands in the page's fields and isn't written down yet, by question, encrypted under that key.
    """

    id = models.UUIDField(primary_key=True)
    hold = models.UUIDField()
    officer = models.UUIDField()
    key = models.BinaryField()
    begun = models.DateTimeField()
    typed = models.BinaryField(null=True)

    class Meta:
        db_table = "protection_talk_key"
        constraints = [models.UniqueConstraint(fields=["hold", "officer"], name="protection_talk_one")]


class TalkNote(models.Model):
    """One entry of a conversation, encrypted. Rows are only added, so that two tabs and a reload make one set."""

    pk = models.CompositePrimaryKey("talk", "digest")
    talk = models.UUIDField()
    digest = models.BinaryField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "protection_talk_note"
