"""Authenticator apps: secrets to enrol, codes to check (RFC 6238: SHA-1, six digits, 30 seconds)."""

import base64
import secrets as random
from urllib.parse import quote, urlencode

import segno
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django_otp.oath import TOTP  # type: ignore[import-untyped]  # it ships no types

from panah.journal.record import say
from panah.people import credentials, facts, secrets
from panah.people.models import Account, TotpSecret

PURPOSE = "totp"
# One step early or late: clocks of telephones differ.
TOLERANCE = 1


def new_secret() -> bytes:
    """A secret of 160 bits, as RFC 4226 recommends."""
    return random.token_bytes(20)


def as_text(secret: bytes) -> str:
    """The secret to type by hand, in groups of four."""
    letters = base64.b32encode(secret).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def as_qr(secret: bytes, username: str, issuer: str = "Panah") -> SafeString:
    """The secret as a QR code: an SVG element of fixed pattern, without a style that the page would have to allow."""
    query = urlencode({"secret": base64.b32encode(secret).decode(), "issuer": issuer}, quote_via=quote)
    code = segno.make(f"otpauth://totp/{quote(issuer)}:{quote(username)}?{query}", error="m")
    return mark_safe(code.svg_inline(scale=5, border=2, dark="#000", light="#fff"))  # drawn here, not from a user


def matching_step(secret: bytes, typed: str, *, after: int, drift: int = 0) -> int | None:
    """The time step whose code was typed, if it is a later one than ``after``; None for a wrong code."""
    digits = "".join(typed.split())
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return None
    clock = TOTP(secret, drift=drift)
    return clock.t() if clock.verify(int(digits), tolerance=TOLERANCE, min_t=after + 1) else None


def enrol(account: Account, secret: bytes, typed: str) -> bool:
    """Keep a secret if the code typed shows that the app has it."""
    step = matching_step(secret, typed, after=-1)
    if step is None:
        return False
    now = timezone.now()
    TotpSecret.objects.update_or_create(
        account=account,
        defaults={"secret": secrets.seal(PURPOSE, secret), "last_step": step, "drift": 0, "created": now},
    )
    say(facts.FactorEnrolled(staff=account.staff, factor="totp"), actor=account.staff, at=now)
    return True


def check(account: Account, typed: str) -> bool:
    """Check a code; each is accepted once. Wrong ones count towards the lock-out."""

    def right(locked: Account) -> bool:
        kept = TotpSecret.objects.select_for_update().filter(account=locked).first()
        if kept is None:
            return False
        secret = secrets.unseal(PURPOSE, bytes(kept.secret))
        step = matching_step(secret, typed, after=kept.last_step)
        if step is None:
            return False
        kept.last_step = step
        kept.save(update_fields=["last_step"])
        return True

    return credentials.attempt(account, "totp", right)


def remove(account: Account) -> None:
    """The staff member removes the own authenticator app."""
    if TotpSecret.objects.filter(account=account).delete()[0]:
        say(facts.FactorRemoved(staff=account.staff, factor="totp"), actor=account.staff)
