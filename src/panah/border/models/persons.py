"""Which presentations are of one person, or of two, beyond what their documents say; and corrections of wrong files."""

from django.db import models

THEIRS = """(uuid_send(p.subject) = ANY(reach.handles) OR p.document_key = ANY(reach.handles)
   OR p.holder_key = ANY(reach.handles)) AND border_is_of(reach.handles, p.subject, p.document_key, p.holder_key)"""
"""In SQL, that the presentation ``p`` is of the person whom ``reach.handles`` (of ``border_person_handles``) finds."""

REACH = "WITH reach AS MATERIALIZED (SELECT border_person_handles(%s, %s, %s) AS handles)"
"""By a presentation and the keys of its document and holder, in this order."""

THEIR_OPEN_HOLDS = f"""FROM reach, border_hold AS h JOIN border_presentation AS p ON p.subject = h.presentation
WHERE h.released IS NULL AND {THEIRS}"""
"""The open holds ``h`` of the person whom ``reach.handles`` finds."""


class PersonPair(models.Model):
    """Two presentations that were found to be of one person (``same``), or of two (``apart``). The newest counts."""

    subject = models.UUIDField(primary_key=True)
    one = models.UUIDField(db_index=True)
    other = models.UUIDField(db_index=True)
    state = models.CharField(max_length=5)  # same, apart
    said = models.DateTimeField()
    said_by = models.UUIDField()
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "border_person_pair"


class PersonHandle(models.Model):
    """By what each side of a pair is found. ``sort``: p for the presentation itself, d for the document's key, h for
    the holder's."""

    id = models.BigAutoField(primary_key=True)
    subject = models.UUIDField()
    side = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=1)
    handle = models.BinaryField()

    class Meta:
        db_table = "border_person_handle"
        constraints = [
            models.UniqueConstraint(fields=["subject", "side", "sort", "handle"], name="border_person_handle_once")
        ]
        indexes = [models.Index(fields=["handle"], name="border_person_handle_found")]


class CorrectedHandle(models.Model):
    """A presentation (``subject``) was found by this while somebody else's document stood in its place: by what was
    joined or told apart then, whoever has that document isn't found any more."""

    id = models.BigAutoField(primary_key=True)
    subject = models.UUIDField()
    handle = models.BinaryField()

    class Meta:
        db_table = "border_corrected_handle"
        constraints = [models.UniqueConstraint(fields=["subject", "handle"], name="border_corrected_handle_once")]
        indexes = [models.Index(fields=["handle"], name="border_corrected_handle_found")]


class Correction(models.Model):
    """A correction that one officer proposed: it waits for another's word, or what became of it."""

    subject = models.UUIDField(primary_key=True)
    sort = models.CharField(max_length=8)
    presentation = models.UUIDField(db_index=True)
    other = models.UUIDField(null=True, db_index=True)
    hold = models.UUIDField(null=True)
    content = models.JSONField()
    reason = models.TextField()
    proposed = models.DateTimeField()
    proposed_by = models.UUIDField()
    state = models.CharField(max_length=8, default="open")  # open, declined, made
    ended = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    why_not = models.TextField(blank=True)

    class Meta:
        db_table = "border_correction"
        indexes = [models.Index(fields=["proposed"], name="border_correction_open", condition=models.Q(state="open"))]
