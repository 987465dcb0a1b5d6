"""Registers: organisations, staff, roles."""

from django.db import models


class Organisation(models.Model):
    """An organisation with staff here."""

    subject = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=20)
    registered = models.DateTimeField()
    closed = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_organisation"


class StaffMember(models.Model):
    """Somebody who works here, or did."""

    subject = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=200)
    family_name = models.CharField(max_length=200)
    organisation = models.UUIDField(db_index=True)
    hired = models.DateTimeField()
    hired_by = models.UUIDField()
    left = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_staff"


class Role(models.Model):
    """A role of ``subject``, a staff member, at a post or (``post`` null) in the whole country; held now or before."""

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField(db_index=True)
    role = models.CharField(max_length=20)
    post = models.UUIDField(null=True, db_index=True)
    granted = models.DateTimeField()
    granted_by = models.UUIDField()
    revoked = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)

    class Meta:
        db_table = "people_role"
