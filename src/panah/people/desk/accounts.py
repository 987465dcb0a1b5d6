"""Accounts: opened with a one-time code, closed, given a new code, freed of lost second factors."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from panah.journal.record import say
from panah.people import facts, secrets, sessions
from panah.people.desk.staff import SYSTEM, grant, hire, member, register_organisation
from panah.people.limits import limits
from panah.people.models import Account, Passkey, RecoveryCode, ResetRequest, Role, TotpSecret
from panah.people.problems import PeopleProblemError
from panah.people.roles import ADMINISTRATOR

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account just opened, with the one-time code to hand over; it is shown once."""

    account: Account
    code: str


def create_account(staff: UUID, username: str, *, actor: UUID, demo: bool = False) -> NewAccount:
    """Open an account. There is no default password: the code is good for one sign-in, where a password is chosen.

    ``demo`` marks an account that can be entered by its role's tile, in demo mode only; its code is never shown.
    """
    name = username.strip().lower()
    if not USERNAME.fullmatch(name):
        raise PeopleProblemError("username_form", "username")
    if member(staff).left:
        raise PeopleProblemError("has_left")
    with transaction.atomic():
        if Account.objects.filter(staff=staff).exists():
            raise PeopleProblemError("has_account")
        if Account.objects.filter(username=name).exists():
            raise PeopleProblemError("username_taken", "username")
        account = Account(staff=staff, username=name, demo=demo, password=make_password(None))
        code = _give_code(account)
        account.save()
        say(facts.AccountOpened(staff=staff), actor=actor)
    return NewAccount(account, code)


def issue_code(account: Account, *, actor: UUID, reason: str = "") -> str:
    """A new one-time code for somebody who lost the password, which is void from now on. Ends all sessions."""
    _not_own(account, actor)
    with transaction.atomic():
        account.set_unusable_password()
        code = _give_code(account)
        account.failures, account.failed_at, account.blocked_until = 0, None, None
        account.is_active = True
        account.save()
        sessions.end_all(account, "revoked", actor=actor)
        say(facts.CodeIssued(staff=account.staff, reason=reason[:500]), actor=actor)
    return code


def ask_reset(account: Account, *, actor: UUID) -> None:
    """Ask that somebody's second factors be removed; a second administrator confirms."""
    _not_own(account, actor)
    ResetRequest.objects.update_or_create(account=account, defaults={"asked_by": actor, "asked": timezone.now()})


def confirm_reset(account: Account, *, actor: UUID) -> None:
    """The second administrator confirms; raises PeopleProblemError if it is the first one again."""
    _not_own(account, actor)
    request = ResetRequest.objects.filter(account=account).first()
    if request is None:
        raise PeopleProblemError("no_request")
    if request.asked_by == actor:
        raise PeopleProblemError("same_administrator")
    _remove_factors(account, actor=actor, asked_by=request.asked_by, reason="")


def reset_factors(account: Account, *, actor: UUID, reason: str) -> None:
    """Remove somebody's second factors alone, for a reason that the monitor reads."""
    _not_own(account, actor)
    if len(reason.split()) < 2:
        raise PeopleProblemError("reason_needed", "reason")
    _remove_factors(account, actor=actor, asked_by=actor, reason=reason.strip()[:500])


def has_demo_accounts() -> bool:
    """Whether somebody can sign in here by a role's tile."""
    return Account.objects.filter(demo=True).exists()


def has_administrator() -> bool:
    """Whether an administrator can sign in here: those of other nodes have no account on this one."""
    administrators = Role.objects.filter(role=ADMINISTRATOR, revoked=None).values("subject")
    return Account.objects.filter(staff__in=administrators).exists()


def first_administrator(name: str, username: str, organisation: str) -> NewAccount:
    """Set the first administrator of a node up, who signs in with the code and appoints the others."""
    with transaction.atomic():
        place = register_organisation(organisation, actor=SYSTEM)
        staff = hire(name, place, actor=SYSTEM)
        grant(staff, ADMINISTRATOR, actor=SYSTEM)
        return create_account(staff, username, actor=SYSTEM)


def _remove_factors(account: Account, *, actor: UUID, asked_by: UUID, reason: str) -> None:
    with transaction.atomic():
        for table in (TotpSecret, Passkey, RecoveryCode, ResetRequest):
            table.objects.filter(account=account).delete()
        sessions.end_all(account, "revoked", actor=actor)
        say(facts.FactorsReset(staff=account.staff, asked_by=asked_by, reason=reason), actor=actor)


def _give_code(account: Account) -> str:
    code = secrets.readable_code()
    account.code = secrets.digest("code", secrets.plain_code(code)).hex()
    account.code_expires = timezone.now() + limits().code_valid
    account.must_change = True
    return code


def _not_own(account: Account, actor: UUID) -> None:
    if account.staff == actor:
        raise PeopleProblemError("own_account")
