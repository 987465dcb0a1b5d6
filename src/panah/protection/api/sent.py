"""From what a body's own system sends to the desk's values."""

from __future__ import annotations

from django.utils import timezone

from panah.journal.carrying import clocks
from panah.protection.api.schemas import ConsentIn, HandOverIn, NarrowIn
from panah.protection.desk.passing import Handing
from panah.safeguards.routes import Said
from panah.web.problems import ProblemError


def said_of(sent: ConsentIn, at: str = "body", recipient: str = "") -> Said:
    """A word of consent; ProblemError 422 where it lies in the future."""
    now = timezone.now()
    if sent.at > now + clocks.MOST:
        raise _unlike(f"{at}.at", "must not lie in the future")
    return Said(
        purpose=sent.purpose,
        agreed=sent.agreed,
        at=int(min(sent.at, now).timestamp()),
        recipient=recipient,
        without=frozenset(sent.without),
        until=None if sent.until is None else int(sent.until.timestamp()),
        how=sent.how,
        language=sent.language,
    )


def until_of(sent: NarrowIn) -> int | None:
    """Until when what is left holds; ProblemError 422 for what is over already."""
    if sent.until is not None and sent.until < timezone.now():
        raise _unlike("body.until", "must not lie in the past")
    return None if sent.until is None else int(sent.until.timestamp())


def handing_of(sent: HandOverIn) -> Handing:
    """A hand-over, with consent as said for the body it goes to."""
    told = sent.values.model_dump(exclude_none=True)
    values = {name: " ".join(value) if isinstance(value, list) else value.strip() for name, value in told.items()}
    return Handing(
        to=sent.to,
        purpose=sent.purpose,
        needs=tuple(dict.fromkeys(sent.needs)),
        urgent=sent.urgent,
        values={name: value for name, value in values.items() if value},
        said=tuple(said_of(one, f"body.consents.{at}", str(sent.to)) for at, one in enumerate(sent.consents)),
        reference=sent.reference,
        why=sent.why.strip(),
    )


def _unlike(at: str, message: str) -> ProblemError:
    problems = [{"at": at, "message": message}]
    return ProblemError(422, "invalid", "The request is not as described", extra={"problems": problems})
