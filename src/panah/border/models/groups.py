"""Groups, and the lists of those who cross a short way."""

from django.db import models


class Group(models.Model):
    """Persons who belong together at the line."""

    subject = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    direction = models.CharField(max_length=5)
    sort = models.CharField(max_length=10)
    label = models.TextField(blank=True)
    expected = models.PositiveIntegerField(null=True)
    state = models.TextField(blank=True)
    reference = models.TextField(blank=True)
    papers_from = models.CharField(max_length=12, blank=True, default="")
    opened = models.DateTimeField()
    opened_by = models.UUIDField()
    closed = models.DateTimeField(null=True)
    remark = models.TextField(blank=True)
    host = models.JSONField(null=True)
    sponsor_key = models.BinaryField(null=True)
    address_key = models.BinaryField(null=True)

    class Meta:
        db_table = "border_group"
        indexes = [models.Index(fields=["post", "-opened"], name="border_group_post")]


class GroupMember(models.Model):
    """What is known of one member beyond the presentation: joined later, seen alone by whom and when; whether they,
    asked alone, go on ``apart`` from their family, and how they were heard."""

    id = models.BigAutoField(primary_key=True)
    subject = models.UUIDField()
    presentation = models.UUIDField()
    joined = models.DateTimeField(null=True)
    seen_alone = models.DateTimeField(null=True)
    seen_alone_by = models.UUIDField(null=True)
    language = models.TextField(blank=True)
    apart = models.BooleanField(db_default=False)
    asked = models.DateTimeField(null=True)
    asked_by = models.UUIDField(null=True)
    heard = models.JSONField(null=True)

    class Meta:
        db_table = "border_group_member"
        constraints = [models.UniqueConstraint(fields=["subject", "presentation"], name="border_group_member_once")]
        indexes = [models.Index(fields=["presentation"], name="border_member_presentation")]


class Listing(models.Model):
    """A local resident, a pupil or a member of a listed group."""

    subject = models.UUIDField(primary_key=True)
    sort = models.CharField(max_length=16)
    document_key = models.BinaryField()
    name = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    paper = models.TextField(blank=True)
    adult = models.TextField(blank=True)
    relation = models.TextField(blank=True)
    authority = models.TextField(blank=True)
    entered = models.DateTimeField()
    entered_by = models.UUIDField()
    ended = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        db_table = "border_listing"
        indexes = [models.Index(fields=["document_key"], name="border_listing_document")]
