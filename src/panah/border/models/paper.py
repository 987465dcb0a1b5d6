"""Working on paper, and the questions that checks raised after a crossing."""

from django.db import models
from django.db.models import Q


class FormBatch(models.Model):
    """Numbered forms that were printed."""

    subject = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    prefix = models.TextField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    printed = models.DateTimeField()
    printed_by = models.UUIDField()

    class Meta:
        db_table = "border_form_batch"


class PaperPeriod(models.Model):
    """A time in which the post worked on paper."""

    subject = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    started = models.DateTimeField()
    started_by = models.UUIDField()
    reason = models.TextField(blank=True)
    ended = models.DateTimeField(null=True)
    forms_used = models.JSONField(default=list)

    class Meta:
        db_table = "border_paper_period"
        indexes = [models.Index(fields=["post", "-started"], name="border_paper_post")]


class PaperForm(models.Model):
    """A keyed form: waiting for its second officer, confirmed, rejected or voided."""

    subject = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    number = models.TextField()
    happened = models.DateTimeField(null=True)
    keyed = models.DateTimeField()
    keyed_by = models.UUIDField()
    content = models.JSONField(default=dict)
    status = models.CharField(max_length=10)  # keyed, confirmed, rejected, voided
    decided = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    presentation = models.UUIDField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "border_paper_form"
        indexes = [models.Index(fields=["post", "number"], name="border_form_number")]


class Question(models.Model):
    """A late finding that wants an answer from the second line."""

    subject = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    presentation = models.UUIDField()
    raised = models.DateTimeField()
    findings = models.JSONField()
    answered = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answer = models.CharField(max_length=10, blank=True)
    remark = models.TextField(blank=True)

    class Meta:
        db_table = "border_question"
        indexes = [
            models.Index(fields=["post", "raised"], name="border_question_open", condition=Q(answered__isnull=True))
        ]
