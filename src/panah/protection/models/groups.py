"""Register: groups of people who are recognised as refugees without an interview on the merits."""

from django.db import models


class DeclaredGroup(models.Model):
    """A group as declared by headquarters; in force once an authority confirmed it, until it ended."""

    subject = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=200)
    who = models.TextField()
    source = models.TextField()
    since = models.CharField(max_length=10)
    declared = models.DateTimeField()
    declared_by = models.UUIDField()
    confirmed = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    body = models.UUIDField(null=True)
    ended = models.DateTimeField(null=True)
    why_ended = models.TextField(blank=True)

    class Meta:
        db_table = "protection_declared_group"
