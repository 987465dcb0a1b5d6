"""Lists in use, and which versions were loaded."""

from django.db import models


class List(models.Model):
    """A list under its present terms, and the version in force. What it says is not in the database."""

    subject = models.UUIDField(primary_key=True)
    code = models.TextField()
    title = models.TextField()
    sort = models.CharField(max_length=16)
    source = models.TextField(blank=True)
    issuing_state = models.CharField(max_length=3, blank=True)
    legal_basis = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    contact = models.TextField(blank=True)
    valid_days = models.PositiveIntegerField(default=0)
    telling = models.CharField(max_length=4)
    tell_by = models.TextField(blank=True)
    tell_reason = models.TextField(blank=True)
    established = models.DateTimeField()
    retired = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)
    version = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    format = models.TextField(blank=True)
    entries = models.PositiveIntegerField(default=0)
    published = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    loaded = models.DateTimeField(null=True)

    class Meta:
        db_table = "watchlists_list"


class Version(models.Model):
    """One loaded version of a list: when, by whom, what changed."""

    id = models.BigAutoField(primary_key=True)
    subject = models.UUIDField(db_index=True)
    clock = models.BigIntegerField()
    version = models.TextField()
    digest = models.CharField(max_length=64)
    format = models.TextField()
    entries = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()
    published = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    loaded = models.DateTimeField()
    loaded_by = models.UUIDField()
    accepted = models.JSONField(default=list)
    accepted_by = models.UUIDField(null=True)

    class Meta:
        db_table = "watchlists_version"
