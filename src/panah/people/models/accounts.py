"""Working tables: credentials and sessions. Never facts, never shipped."""

from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up by username, in any case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """What a staff member signs in with. ``password`` is the argon2 hash; ``code`` that of a one-time sign-in code."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    staff = models.UUIDField(unique=True)
    username = models.CharField(max_length=60, unique=True)
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    must_change = models.BooleanField(default=False)
    code = models.CharField(max_length=128, default="", blank=True)
    code_expires = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    blocked_until = models.DateTimeField(null=True)
    language = models.CharField(max_length=10, default="", blank=True)
    last_seen = models.DateTimeField(null=True)

    USERNAME_FIELD = "username"
    objects = AccountManager()

    class Meta:
        db_table = "people_account"


class TotpSecret(models.Model):
    """An authenticator app. ``secret`` is encrypted under a key derived from the node's secret key."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="totp")
    secret = models.BinaryField(max_length=100)
    # The time step of the last accepted code: none is accepted twice.
    last_step = models.BigIntegerField(default=-1)
    drift = models.SmallIntegerField(default=0)
    created = models.DateTimeField()

    class Meta:
        db_table = "people_totp_secret"


class Passkey(models.Model):
    """A WebAuthn credential: ``credential`` is the attested credential data with the public key."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_id = models.BinaryField(max_length=1024, unique=True)
    credential = models.BinaryField(max_length=4096)
    counter = models.BigIntegerField(default=0)
    created = models.DateTimeField()
    last_used = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_passkey"


class RecoveryCode(models.Model):
    """One recovery code that can still be used once; only its keyed digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "people_recovery_code"


class OpenSession(models.Model):
    """A session that goes on. Deleting the row ends it, whatever the browser still holds."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="open_sessions")
    method = models.CharField(max_length=20)
    post = models.UUIDField(null=True)
    lane = models.CharField(max_length=40, default="", blank=True)
    opened = models.DateTimeField()
    last_seen = models.DateTimeField()
    locked = models.DateTimeField(null=True)
    # "Chromium, Linux": enough for somebody to know their own browser again.
    browser = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        db_table = "people_open_session"


class UnknownNameBucket(models.Model):
    """Counts attempts with names nobody has: a fixed number of rows, so that no attacker can fill a table."""

    bucket = models.SmallIntegerField(primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField()
    blocked_until = models.DateTimeField(null=True)
    total = models.BigIntegerField(default=0)

    class Meta:
        db_table = "people_unknown_name_bucket"


class ResetRequest(models.Model):
    """An administrator's wish to remove somebody's second factors, waiting for a second administrator."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="reset_request")
    asked_by = models.UUIDField()
    asked = models.DateTimeField()

    class Meta:
        db_table = "people_reset_request"
