"""An officer's own signature on one act (safeguard S2): a passkey over the act's digest, or an authenticator's code.

A passkey signs the digest itself (WebAuthn with the digest as challenge), so that anybody with its public key can
check it later. A code can't sign: it proves to this node who stood there, and the node's journal key signs that it saw
it. In the demo, where nobody enrols a factor, the visitor's sign-in takes its place and the signature says so.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from fido2.webauthn import AuthenticationResponse

from panah.journal import keys
from panah.journal.facts import canonical
from panah.people import passkeys, sessions, totp
from panah.people.act_signature import ActSignature, Method
from panah.people.models import Account, Passkey
from panah.people.signing import is_demo

_KEPT = "people.act"
_OFFERED = "people.act-offered"


class NotSignedError(ValueError):
    """The code or passkey wasn't right; nothing was signed."""


def with_code(account: Account, digest: str, typed: str) -> ActSignature:
    """Sign with the code an authenticator app shows; raises NotSignedError. Wrong codes count towards the lock-out."""
    if not totp.check(account, typed):
        raise NotSignedError
    return _by_node(account.staff, "totp", digest)


def in_practice(request: HttpRequest, account: Account, digest: str) -> ActSignature:
    """The visitor of a demo signs by their sign-in; raises NotSignedError anywhere else."""
    if not may_practise(request, account):
        raise NotSignedError
    return _by_node(account.staff, "practice", digest)


def may_practise(request: HttpRequest, account: Account) -> bool:
    """Whether this session is one of a demo's visitor, who has no factor to sign with."""
    if not is_demo():
        return False
    current = sessions.current(request)
    return current is not None and current.account.pk == account.pk and current.session.method == "demo"


def offer(request: HttpRequest, digest: str, back: str) -> None:
    """Remember what a page asks to sign, and where to go on: the passkey's two questions know nothing else."""
    request.session[_OFFERED] = {"digest": digest, "back": back}


def begin_passkey(request: HttpRequest, account: Account) -> dict[str, Any]:
    """What ``navigator.credentials.get`` needs to sign what was offered; raises NotSignedError where nothing was."""
    return passkeys.begin_check(request, account, challenge=bytes.fromhex(_offered(request)["digest"]))


def finish_passkey(request: HttpRequest, account: Account, answer: Mapping[str, Any]) -> str:
    """Check the passkey's answer and keep the signature in the session until the act is done; where to go on.

    Raises NotSignedError.
    """
    offered = _offered(request)
    digest = offered["digest"]
    if passkeys.check(request, answer, account) is None:
        raise NotSignedError
    signature = ActSignature(
        staff=account.staff,
        method="passkey",
        at=timezone.now().isoformat(),
        digest=digest,
        key=AuthenticationResponse.from_dict(answer).raw_id.hex(),
        proof=base64.b64encode(json.dumps(answer, sort_keys=True).encode()).decode(),
    )
    request.session[_KEPT] = signature.model_dump(mode="json")
    return offered["back"]


def kept(request: HttpRequest, digest: str) -> ActSignature | None:
    """The passkey's signature of this digest that waits in the session; it is taken out."""
    if not waits(request, digest):
        return None
    return ActSignature.model_validate(request.session.pop(_KEPT))


def waits(request: HttpRequest, digest: str) -> bool:
    """Whether a passkey's signature of this digest waits in the session."""
    found: dict[str, str] = request.session.get(_KEPT) or {}
    return found.get("digest") == digest


def holds(signature: ActSignature) -> bool:
    """Whether a signature holds: of a passkey known here over its digest, or of a key of this node's journal."""
    if signature.method == "passkey":
        return _passkey_holds(signature)
    message = _message(signature.staff, signature.method, signature.at, signature.digest)
    proof = base64.b64decode(signature.proof, validate=True)
    return any(key.id.hex() == signature.key and keys.verifies(key.public, proof, message) for key in keys.known())


def _offered(request: HttpRequest) -> dict[str, str]:
    found: dict[str, str] | None = request.session.get(_OFFERED)
    if not found:
        raise NotSignedError
    return found


def _passkey_holds(signature: ActSignature) -> bool:
    passkey = Passkey.objects.filter(credential_id=bytes.fromhex(signature.key), account__staff=signature.staff).first()
    if passkey is None:
        return False
    try:
        answer = AuthenticationResponse.from_dict(json.loads(base64.b64decode(signature.proof)))
        client = answer.response.client_data
        passkeys.public_key(passkey).verify(answer.response.authenticator_data + client.hash, answer.response.signature)
    except Exception:  # whatever the libraries raise for a forged or garbled answer: it doesn't hold
        return False
    return bool(client.challenge == bytes.fromhex(signature.digest))


def _by_node(staff: UUID, method: Method, digest: str) -> ActSignature:
    at = timezone.now().isoformat()
    key = keys.current()
    proof = key.sign(_message(staff, method, at, digest))
    return ActSignature(
        staff=staff, method=method, at=at, digest=digest, key=key.id.hex(), proof=base64.b64encode(proof).decode()
    )


def _message(staff: UUID, method: str, at: str, digest: str) -> bytes:
    return b"panah act 1\0" + canonical({"staff": str(staff), "method": method, "at": at, "digest": digest})
