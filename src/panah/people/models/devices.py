"""Working table: machines that may use the API."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Device(models.Model):
    """A kiosk or gate. Of its token only a digest is kept; staff members and posts are named by their UUIDs."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=200)
    digest = models.BinaryField(max_length=32, unique=True)
    scopes = ArrayField(models.CharField(max_length=20))
    post = models.UUIDField()
    lane = models.CharField(max_length=40, default="", blank=True)
    created = models.DateTimeField()
    created_by = models.UUIDField()
    revoked = models.DateTimeField(null=True)
    last_used = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_device"
