"""Passwords and one-time codes: checked in constant time, counted, and paused after wrong answers."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import uuid4

from django.contrib.auth.hashers import check_password, get_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from panah.journal.entries import Statement
from panah.journal.record import record, say
from panah.people import facts, secrets
from panah.people.limits import limits, wait_after
from panah.people.models import Account, UnknownNameBucket

BUCKETS = 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether an account was named and its secret given. ``by_code``: with a one-time code, a password must follow."""

    account: Account | None
    by_code: bool = False


WRONG = Answer(None)


def named(username: str, *, lock: bool = False) -> Account | None:
    """The account of that name, if it can sign in."""
    found = Account.objects.filter(username=username.strip().lower()[:60], is_active=True)
    return (found.select_for_update() if lock else found).first()


def check(username: str, secret: str) -> Answer:
    """Check a password or one-time code. The answer takes as long, and reads the same, for a name nobody has.

    Wrong answers are counted, and after some the password isn't accepted for a growing while, also when right.
    """
    now = timezone.now()
    with transaction.atomic():
        account = named(username, lock=True)
        bucket = None if account else _bucket(username)
        blocked = _blocked(account or bucket, now)
        usable = account is not None and account.has_usable_password()
        by_password = check_password(secret[:1000], account.password if account and usable else _dummy()) and usable
        by_code = _code_fits(account, secret, now)
        if account and (by_password or by_code) and not blocked:
            clear(account)
            return Answer(account, by_code=by_code)
        if account:
            failed(account, "code" if account.code else "password", now=now, blocked=blocked)
        if bucket:
            _count_unknown(bucket, now, blocked=blocked)
    return WRONG


def check_own(account: Account, secret: str, *, step: facts.Step = "unlock") -> bool:
    """Check the password of somebody already known: to unlock, or before a change of credentials."""
    return attempt(account, step, lambda locked: check_password(secret[:1000], locked.password))


def attempt(account: Account, step: facts.Step, right: Callable[[Account], bool]) -> bool:
    """Run one check of a secret with the account's row locked, so that attempts in parallel count as well."""
    now = timezone.now()
    with transaction.atomic():
        locked = Account.objects.select_for_update().get(pk=account.pk)
        blocked = _blocked(locked, now)
        if right(locked) and not blocked and locked.is_active:
            clear(locked)
            return True
        failed(locked, step, now=now, blocked=blocked)
    return False


def failed(account: Account, step: facts.Step, *, now: datetime, blocked: bool) -> None:
    """Count a wrong answer. Those given during a pause are counted, but don't fill the journal."""
    rules = limits()
    if account.failed_at is None or now - account.failed_at > rules.forget_after:
        account.failures = 0
    account.failures += 1
    account.failed_at = now
    if not blocked:
        statements = [Statement(facts.SignInFailed(staff=account.staff, step=step), uuid4(), now)]
        if wait := wait_after(account.failures, rules):
            account.blocked_until = now + wait
            fact = facts.SignInBlocked(
                staff=account.staff, failures=account.failures, seconds=int(wait.total_seconds())
            )
            statements.append(Statement(fact, uuid4(), now))
        record(statements, actor=account.staff)
    account.save(update_fields=["failures", "failed_at", "blocked_until"])


def clear(account: Account) -> None:
    """Forget earlier wrong answers after a right one."""
    if account.failures or account.blocked_until:
        account.failures, account.failed_at, account.blocked_until = 0, None, None
        account.save(update_fields=["failures", "failed_at", "blocked_until"])


def set_password(account: Account, password: str) -> None:
    """Give the account a new password; raises ValidationError with what is wrong with it. Voids a one-time code."""
    validate_password(password, account)
    account.password = make_password(password)
    account.must_change = False
    account.code, account.code_expires = "", None
    account.save(update_fields=["password", "must_change", "code", "code_expires"])
    say(facts.PasswordChanged(staff=account.staff), actor=account.staff)


def unknown_attempts() -> int:
    """How many attempts were made with names nobody has, since this node was set up."""
    return sum(UnknownNameBucket.objects.values_list("total", flat=True))


def _blocked(counter: Account | UnknownNameBucket | None, now: datetime) -> bool:
    return counter is not None and counter.blocked_until is not None and now < counter.blocked_until


def _code_fits(account: Account | None, secret: str, now: datetime) -> bool:
    given = secrets.digest("code", secrets.plain_code(secret[:100]))
    expected = bytes.fromhex(account.code) if account and account.code else bytes(32)
    fits = hmac.compare_digest(given, expected)
    return fits and bool(account and account.code_expires and now < account.code_expires)


@lru_cache(maxsize=4)
def _dummy_of(_algorithm: str) -> str:
    return make_password("nobody has this password")


def _dummy() -> str:
    return _dummy_of(get_hasher().algorithm)


def _bucket(username: str) -> UnknownNameBucket:
    number = int.from_bytes(secrets.digest("name", username.strip().lower()[:60])[:4], "big") % BUCKETS
    UnknownNameBucket.objects.get_or_create(bucket=number, defaults={"failed_at": timezone.now()})
    return UnknownNameBucket.objects.select_for_update().get(bucket=number)


def _count_unknown(counter: UnknownNameBucket, now: datetime, *, blocked: bool) -> None:
    rules = limits()
    if now - counter.failed_at > rules.forget_after:
        counter.failures = 0
    counter.failures += 1
    counter.total += 1
    counter.failed_at = now
    if not blocked and (wait := wait_after(counter.failures, rules)):
        counter.blocked_until = now + wait
    counter.save()
