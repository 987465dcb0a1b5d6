"""Sealed register: the case files of a body at home here."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from panah.journal.envelopes.rows import SealedRow

OPEN = Q(closed=None)


class Case(SealedRow):
    """One case as it stands. ``search`` is what it is found by; ``due`` (ISO) is the day of ``due_step``, the next step
    of the procedure; ``story`` tells what became of the case itself, in the order of entries."""

    number = models.CharField(max_length=40)
    procedure = models.CharField(max_length=200)
    referral = models.UUIDField(null=True)
    matter = models.UUIDField(null=True)
    hold = models.UUIDField(null=True)
    claim = models.UUIDField(null=True)
    post = models.UUIDField()
    reference = models.CharField(max_length=200, blank=True)
    urgent = models.BooleanField()
    needs = models.JSONField()
    name = models.CharField(max_length=200, blank=True)
    birth_date = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=200, blank=True)
    sex = models.CharField(max_length=200, blank=True)
    search = models.TextField(blank=True)
    worker = models.UUIDField(null=True)
    due = models.CharField(max_length=10, blank=True)
    due_step = models.CharField(max_length=200, blank=True)
    opened = models.DateTimeField()
    opened_by = models.UUIDField()
    touched = models.DateTimeField()
    closed = models.DateTimeField(null=True)
    closed_as = models.CharField(max_length=200, blank=True)
    story = models.JSONField()

    class Meta(SealedRow.Meta):
        db_table = "protection_case"
        indexes = [
            models.Index(fields=["reader", "subject"], name="protection_case_subject"),
            models.Index(fields=["reader", "-touched"], name="protection_case_touched", condition=OPEN),
            models.Index(fields=["reader", "worker", "-touched"], name="protection_case_worker", condition=OPEN),
            models.Index(fields=["reader", "due"], name="protection_case_due", condition=OPEN & ~Q(due="")),
            models.Index(fields=["reader", "procedure", "-touched"], name="protection_case_procedure"),
            models.Index(fields=["reader", "-opened"], name="protection_case_opened"),
            models.Index(fields=["reader", "-closed"], name="protection_case_closed", condition=~OPEN),
            models.Index(fields=["reader", "referral"], name="protection_case_referral"),
            models.Index(fields=["reader", "matter"], name="protection_case_matter"),
            models.Index(fields=["reader", "claim"], name="protection_case_claim"),
            GinIndex(fields=["search"], name="protection_case_search", opclasses=["gin_trgm_ops"]),
        ]


class CaseRow(SealedRow):
    """What the entries of a case have in common: ``subject`` is the case, ``entry`` their own id."""

    entry = models.UUIDField()
    happened = models.DateTimeField()
    actor = models.UUIDField()

    class Meta(SealedRow.Meta):
        abstract = True


class CaseNote(CaseRow):
    """A note."""

    text = models.TextField()

    class Meta(CaseRow.Meta):
        abstract = False
        db_table = "protection_case_note"
        indexes = [models.Index(fields=["reader", "subject"], name="protection_case_note_case")]


class CaseStep(CaseRow):
    """A step of the procedure that was taken."""

    step = models.CharField(max_length=200)
    on = models.CharField(max_length=10)
    values = models.JSONField()
    why = models.TextField(blank=True)

    class Meta(CaseRow.Meta):
        abstract = False
        db_table = "protection_case_step"
        indexes = [models.Index(fields=["reader", "subject"], name="protection_case_step_case")]


class CaseDocument(CaseRow):
    """A document; its bytes are in the rows of ``CaseDocumentPart`` whose subject is ``entry``."""

    title = models.CharField(max_length=200)
    media = models.CharField(max_length=40)
    size = models.IntegerField()
    parts = models.IntegerField()
    digest = models.CharField(max_length=64)

    class Meta(CaseRow.Meta):
        abstract = False
        db_table = "protection_case_document"
        indexes = [models.Index(fields=["reader", "subject"], name="protection_case_document_case")]


class CaseDocumentPart(SealedRow):
    """One piece of a document."""

    case = models.UUIDField()
    number = models.IntegerField()
    content = models.BinaryField()

    class Meta(SealedRow.Meta):
        db_table = "protection_case_document_part"
        indexes = [models.Index(fields=["reader", "subject"], name="protection_case_part_document")]


class CasePerson(CaseRow):
    """Somebody who belongs to a case."""

    relation = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    birth_date = models.CharField(max_length=200, blank=True)
    other = models.UUIDField(null=True)
    asked_alone = models.BooleanField()
    together = models.CharField(max_length=3, blank=True)
    remark = models.TextField(blank=True)

    class Meta(CaseRow.Meta):
        abstract = False
        db_table = "protection_case_person"
        indexes = [
            models.Index(fields=["reader", "subject"], name="protection_case_person_case"),
            models.Index(fields=["reader", "other"], name="protection_case_person_other"),
        ]


class CaseService(CaseRow):
    """Something that was done for the person; ``treatment`` where one must not break off, ``next_due`` its next day."""

    sort = models.CharField(max_length=200)
    on = models.CharField(max_length=10)
    by = models.CharField(max_length=200, blank=True)
    remark = models.TextField(blank=True)
    treatment = models.JSONField(null=True)
    next_due = models.CharField(max_length=10, blank=True)

    class Meta(CaseRow.Meta):
        abstract = False
        db_table = "protection_case_service"
        indexes = [
            models.Index(fields=["reader", "subject"], name="protection_case_service_case"),
            models.Index(fields=["reader", "next_due"], name="protection_case_service_due", condition=~Q(next_due="")),
        ]


class CaseAppointment(CaseRow):
    """When and where the person is expected; ``outcome`` is empty until it is over."""

    on = models.CharField(max_length=10)
    at = models.CharField(max_length=5, blank=True)
    place = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=200, blank=True)
    worker = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    remark = models.TextField(blank=True)

    class Meta(CaseRow.Meta):
        abstract = False
        db_table = "protection_case_appointment"
        indexes = [
            models.Index(fields=["reader", "subject"], name="protection_case_appt_case"),
            models.Index(fields=["reader", "on"], name="protection_case_appt_on", condition=Q(outcome="")),
        ]


class CaseTask(CaseRow):
    """What somebody has to do until a day; ``done`` once it is."""

    what = models.CharField(max_length=200)
    worker = models.UUIDField()
    until = models.CharField(max_length=10)
    done = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    remark = models.TextField(blank=True)

    class Meta(CaseRow.Meta):
        abstract = False
        db_table = "protection_case_task"
        indexes = [
            models.Index(fields=["reader", "subject"], name="protection_case_task_case"),
            models.Index(
                fields=["reader", "worker", "until"], name="protection_case_task_open", condition=Q(done=None)
            ),
        ]


class CaseTransfer(SealedRow):
    """Another body was asked to take a case on, and what it answered. ``subject`` is the referral it got, ``told_of``
    the matter it was told of."""

    case = models.UUIDField()
    body = models.UUIDField()
    purpose = models.CharField(max_length=200)
    fields = models.JSONField()
    why = models.TextField()
    matter = models.BooleanField()
    asked = models.DateTimeField()
    asked_by = models.UUIDField()
    acknowledged = models.DateTimeField(null=True)
    accepted = models.DateTimeField(null=True)
    declined = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    taken_back = models.DateTimeField(null=True)
    handed = models.DateTimeField(null=True)
    told_of = models.UUIDField(null=True)

    class Meta(SealedRow.Meta):
        db_table = "protection_case_transfer"
        indexes = [
            models.Index(fields=["reader", "case"], name="protection_case_transfer_case"),
            models.Index(fields=["reader", "subject"], name="protection_case_transfer_subj"),
            models.Index(
                fields=["reader"],
                name="protection_case_transfer_owed",
                condition=Q(matter=True, accepted__isnull=False, declined=None, handed=None),
            ),
        ]
