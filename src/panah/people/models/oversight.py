"""Registers: sign-ins, security events, looks at files, alarms."""

from django.db import models


class SignIn(models.Model):
    """One session, from sign-in to its end. ``subject`` is the session."""

    subject = models.UUIDField(primary_key=True)
    staff = models.UUIDField()
    method = models.CharField(max_length=20)
    post = models.UUIDField(null=True)
    lane = models.CharField(max_length=40)
    opened = models.DateTimeField()
    closed = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20)

    class Meta:
        db_table = "people_sign_in"
        indexes = [models.Index(fields=["staff", "-opened"], name="people_sign_in_staff")]


class SecurityEvent(models.Model):
    """A failed or blocked sign-in, a change of credentials. ``what`` is the fact's kind, ``detail`` its code."""

    subject = models.UUIDField(primary_key=True)
    staff = models.UUIDField()
    actor = models.UUIDField()
    happened = models.DateTimeField()
    what = models.CharField(max_length=60)
    detail = models.CharField(max_length=20)

    class Meta:
        db_table = "people_security_event"
        indexes = [models.Index(fields=["staff", "-happened"], name="people_security_staff")]


class Look(models.Model):
    """One look at a person's file."""

    subject = models.UUIDField(primary_key=True)
    staff = models.UUIDField()
    file = models.UUIDField(db_index=True)
    post = models.UUIDField(null=True)
    reason = models.CharField(max_length=40)
    text = models.CharField(max_length=500)
    screen = models.CharField(max_length=80)
    happened = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "people_look"
        indexes = [models.Index(fields=["staff", "-happened"], name="people_look_staff")]


class Alarm(models.Model):
    """A question about a look, answered by the monitor or still open."""

    subject = models.UUIDField(primary_key=True)
    rule = models.CharField(max_length=40)
    staff = models.UUIDField()
    look = models.UUIDField(db_index=True)
    file = models.UUIDField()
    parameters = models.JSONField()
    happened = models.DateTimeField()
    answer = models.CharField(max_length=20)
    text = models.CharField(max_length=500)
    answered = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        db_table = "people_alarm"
        indexes = [
            models.Index(fields=["staff", "-happened"], name="people_alarm_staff"),
            models.Index(fields=["answered", "-happened"], name="people_alarm_open"),
        ]
