"""The asylum authority registers a claim, certifies it, and decides; only then does it let go."""

from __future__ import annotations

import datetime as dt
import secrets
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import transaction
from django.utils import timezone

from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.journal import keyfiles
from panah.journal.entries import Statement
from panah.protection import certificates
from panah.protection.certificates import Certificate
from panah.protection.desk import matters, referrals
from panah.protection.desk.bodies import body as body_view
from panah.protection.desk.matters import say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.claims import ClaimDecided, ClaimRegistered, Outcome
from panah.protection.models import Claim, Matter
from panah.safeguards.routes import CLAIM

OUTCOMES: tuple[Outcome, ...] = ("admitted", "recognised", "other_protection", "rejected", "withdrawn")
FINAL = frozenset({"recognised", "other_protection", "withdrawn"})
"""Nothing more is open after these. A rejection isn't final while it can be appealed; admission decides nothing."""
AUTHORITY = "asylum_authority"
_CATEGORIES = ("asylum", "stateless")


def register(body: UUID, referral: UUID, *, actor: Acting) -> UUID:
    """Register the claim of a referral and accept it; gives the claim.

    ProtectionError ``referral_unknown`` (also where it isn't a claim to an asylum authority), ``claim_registered``.
    """
    with one_at_a_time(referral):
        view = referrals.referral_of(body, referral)
        row = view.row
        if row.purpose != CLAIM or row.sort != AUTHORITY or row.hold is None:
            raise ProtectionError("referral_unknown")
        if of_referral(body, referral) is not None:
            raise ProtectionError("claim_registered")
        matter = Matter.objects.for_body(body).filter(hold=row.hold, category__in=_CATEGORIES, let_go=None).first()
        today = timezone.now().date()
        fact = ClaimRegistered(
            number=f"{today.year}-{secrets.token_hex(4).upper()}",
            referral=referral,
            matter=matter.subject if matter else None,
            hold=row.hold,
            name=row.values.get("name", "")[:200],
            birth_date=row.values.get("birth_date", "")[:200],
            language=row.values.get("language", "")[:200],
            registered_on=today.isoformat(),
            valid_until=(today + dt.timedelta(days=_certificate_days())).isoformat(),
        )
        claim = uuid4()
        with transaction.atomic():
            say_as_body(body, [Statement(fact, claim, timezone.now())], actor=actor.id)
            if view.state != "accepted":
                referrals.answer(body, referral, "accepted", actor=actor)
    return claim


def claims_of(body: UUID) -> Sequence[Claim]:
    """All of an authority, the newest first."""
    return list(Claim.objects.for_body(body).order_by("-registered", "subject"))


def claim_of(body: UUID, claim: UUID) -> Claim:
    """One of them; ProtectionError ``claim_unknown``."""
    row = Claim.objects.for_body(body).filter(subject=claim).first()
    if row is None:
        raise ProtectionError("claim_unknown")
    return row


def of_referral(body: UUID, referral: UUID) -> Claim | None:
    """The claim registered for a referral, if it is."""
    return Claim.objects.for_body(body).filter(referral=referral).first()


def decide(
    body: UUID,
    claim: UUID,
    outcome: Outcome,
    why: str,
    *,
    appeal_until: dt.date | None = None,
    counsel_offered: bool = False,
    actor: Acting,
) -> None:
    """Record a decision; where nothing more is open, the authority lets go in the same transaction.

    A rejection needs the last day to appeal and lets nobody go (S1). ProtectionError ``claim_unknown``,
    ``claim_decided``, ``reason_needed``, ``counsel_needed``, ``appeal_needed``.
    """
    with one_at_a_time(claim):
        row = claim_of(body, claim)
        if row.outcome in FINAL:
            raise ProtectionError("claim_decided")
        if not why.strip():
            raise ProtectionError("reason_needed")
        if outcome == "withdrawn" and not counsel_offered:
            raise ProtectionError("counsel_needed")
        if outcome == "rejected" and (appeal_until is None or appeal_until <= timezone.now().date()):
            raise ProtectionError("appeal_needed")
        fact = ClaimDecided(
            outcome=outcome,
            why=why.strip()[:4000],
            appeal_until=appeal_until.isoformat() if outcome == "rejected" and appeal_until else "",
            counsel_offered=counsel_offered,
        )
        with transaction.atomic():
            say_as_body(body, [Statement(fact, claim, timezone.now())], actor=actor.id)
            if outcome in FINAL:
                _let_go(row, why, actor)


def conclude(body: UUID, claim: UUID, why: str, *, actor: Acting) -> None:
    """After a rejection that nobody appealed in time, or that the court upheld: the authority lets go.

    ProtectionError ``claim_not_final`` before the last day to appeal is over, or without a rejection;
    ``reason_needed``; ``claim_decided`` when it was let go already.
    """
    with one_at_a_time(claim):
        row = claim_of(body, claim)
        if row.outcome in FINAL:
            raise ProtectionError("claim_decided")
        if row.outcome != "rejected" or timezone.now().date().isoformat() <= row.appeal_until:
            raise ProtectionError("claim_not_final")
        if not why.strip():
            raise ProtectionError("reason_needed")
        _let_go(row, why, actor)


def _let_go(row: Claim, why: str, actor: Acting) -> None:
    if row.matter is not None and matters.matter_of(row.reader, row.matter).let_go is None:
        matters.let_go(row.reader, row.matter, why, actor=actor)


def certificate(row: Claim) -> tuple[Certificate, str]:
    """What the certificate says, and its signed code."""
    content = Certificate(
        number=row.number,
        name=row.name,
        birth_date=row.birth_date,
        registered_on=row.registered_on,
        valid_until=row.valid_until,
        authority=body_view(row.reader).name,
    )
    return content, certificates.issue(content, _key(row.reader))


def public_key(body: UUID) -> str:
    """The key (hex) that checks an authority's certificates; others put it into ``keys/certificates/<name>.pub``."""
    return _key(body).public_key().public_bytes_raw().hex()


def known_keys() -> list[Ed25519PublicKey]:
    """The keys of the authorities at home here, and those that were brought here."""
    folder = keyfiles.folder("certificates")
    own = [_private(keyfiles.read(path)).public_key() for path in sorted(folder.glob("*.key"))]
    brought = [public_from(keyfiles.read(path).decode("ascii", "replace")) for path in sorted(folder.glob("*.pub"))]
    return own + brought


def public_from(hexadecimal: str) -> Ed25519PublicKey:
    """A public key from hex. Raises keyfiles.KeysUnusableError."""
    try:
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(hexadecimal.strip()))
    except ValueError:
        raise keyfiles.KeysUnusableError("that isn't a public key of 64 hexadecimal digits") from None


def _key(body: UUID) -> Ed25519PrivateKey:
    path = keyfiles.folder("certificates") / f"{body}.key"
    return _private(keyfiles.kept(path, lambda: Ed25519PrivateKey.generate().private_bytes_raw()))


def _private(content: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(content)


@cache
def _certificate_days() -> int:
    table = tomllib.loads(files("panah.protection").joinpath("data/claims.toml").read_text("utf-8"))
    return int(table["certificate_days"])
