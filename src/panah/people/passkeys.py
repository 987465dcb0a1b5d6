"""Passkeys (WebAuthn): to register, as a second factor, alone to sign in, and to unlock the booth.

A passkey with user verification (a fingerprint or the key's own PIN) is two factors in one. The challenge stays in the
session and is good for one answer.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from panah.journal.record import say
from panah.people import credentials, facts
from panah.people.models import Account, Passkey

CHALLENGE = "people.passkey"


class PasskeyProblemError(ValueError):
    """The answer of the passkey can't be accepted."""


def host(request: HttpRequest) -> str:
    """The name passkeys are bound to: the host of the address, without port."""
    return request.get_host().rpartition(":")[0] or request.get_host()


def server(request: HttpRequest) -> Fido2Server:
    """The relying party for this address."""
    return Fido2Server(PublicKeyCredentialRpEntity(name="Panah", id=host(request)))


def begin_registration(request: HttpRequest, account: Account, display_name: str) -> dict[str, Any]:
    """What ``navigator.credentials.create`` needs, as JSON."""
    user = PublicKeyCredentialUserEntity(id=account.pk.bytes, name=account.username, display_name=display_name)
    options, state = server(request).register_begin(
        user,
        credentials=[_data(key) for key in account.passkeys.all()],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    request.session[CHALLENGE] = {"for": "register", "state": state}
    return dict(options)


def finish_registration(request: HttpRequest, account: Account, answer: Mapping[str, Any], name: str) -> Passkey:
    """Keep the new passkey; raises PasskeyProblemError."""
    state = _challenge(request, "register")
    try:
        data = server(request).register_complete(state, answer)
    except (ValueError, KeyError, TypeError) as error:
        raise PasskeyProblemError from error
    kept = data.credential_data
    if kept is None or Passkey.objects.filter(credential_id=kept.credential_id).exists():
        raise PasskeyProblemError
    now = timezone.now()
    with transaction.atomic():
        passkey = Passkey.objects.create(
            account=account,
            name=name.strip()[:60] or "Passkey",
            credential_id=kept.credential_id,
            credential=bytes(kept),
            counter=data.counter,
            created=now,
        )
        say(facts.FactorEnrolled(staff=account.staff, factor="passkey"), actor=account.staff, at=now)
    return passkey


def begin_check(request: HttpRequest, account: Account | None = None, challenge: bytes | None = None) -> dict[str, Any]:
    """What ``navigator.credentials.get`` needs; without an account the browser offers the passkeys it holds.

    ``challenge`` is what the passkey is to sign, where that is more than a fresh random number: the digest of an act.
    """
    known = [_data(key) for key in account.passkeys.all()] if account else None
    options, state = server(request).authenticate_begin(
        known, user_verification=UserVerificationRequirement.REQUIRED, challenge=challenge
    )
    request.session[CHALLENGE] = {"for": "check", "state": state}
    return dict(options)


def check(request: HttpRequest, answer: Mapping[str, Any], account: Account | None = None) -> Account | None:
    """The account whose passkey answered, or None; with ``account`` only that one's. A wrong answer is a fact.

    A pause after wrong passwords doesn't hold a passkey up: nobody can lock an officer out by typing nonsense.
    """
    try:
        state = _challenge(request, "check")
        parsed = AuthenticationResponse.from_dict(answer)
    except (PasskeyProblemError, ValueError, KeyError, TypeError):
        return None
    with transaction.atomic():
        found = Passkey.objects.select_for_update().filter(credential_id=parsed.raw_id, account__is_active=True)
        passkey = found.select_related("account").first()
        if passkey is None or (account is not None and passkey.account_id != account.pk):
            return None
        counter = parsed.response.authenticator_data.counter
        try:
            server(request).authenticate_complete(state, [_data(passkey)], answer)
        except (ValueError, KeyError, TypeError):
            _refuse(passkey.account)
            return None
        # A counter that doesn't grow means that somebody copied the key; keys without a counter always say 0.
        if (counter or passkey.counter) and counter <= passkey.counter:
            _refuse(passkey.account)
            return None
        passkey.counter, passkey.last_used = counter, timezone.now()
        passkey.save(update_fields=["counter", "last_used"])
        credentials.clear(passkey.account)
        return passkey.account


def remove(account: Account, key: UUID) -> None:
    """The staff member removes an own passkey."""
    if Passkey.objects.filter(account=account, pk=key).delete()[0]:
        say(facts.FactorRemoved(staff=account.staff, factor="passkey"), actor=account.staff)


def public_key(passkey: Passkey) -> CoseKey:
    """What checks this passkey's signatures."""
    return _data(passkey).public_key


def _refuse(account: Account) -> None:
    say(facts.SignInFailed(staff=account.staff, step="passkey"), actor=account.staff)


def _data(passkey: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(passkey.credential))


def _challenge(request: HttpRequest, purpose: str) -> Any:
    kept = request.session.pop(CHALLENGE, None)
    if not kept or kept.get("for") != purpose:
        raise PasskeyProblemError
    return kept["state"]
