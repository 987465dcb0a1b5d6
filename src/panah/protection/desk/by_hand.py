"""One referral by hand where there is no line: on a stick or on paper, and taken in where the body works.

It joins the same referral, however often it is taken in and whenever its journal comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.journal.carrying import letters
from panah.protection.desk import ledger, slips
from panah.protection.desk.bodies import BodyView, bodies
from panah.protection.desk.matters import at_home, say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.telling import as_reference
from panah.protection.models import Referral

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Carriable:
    """A referral of a post that can go by hand. ``silent``: the body hasn't said yet that it has it."""

    id: UUID
    reference: str
    body: BodyView
    needs: tuple[str, ...]
    sent: int
    silent: bool
    squares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a file or paper: referrals that are new to the body, and those it has already."""

    fresh: tuple[UUID, ...]
    known: int


def of_hold(hold: UUID) -> list[Carriable]:
    """What was sent about somebody held, the urgent first."""
    return _found(lambda line: line["hold"] == str(hold))


def of_reference(reference: str) -> list[Carriable]:
    """What was sent under the number on a card. ProtectionError ``reference_unknown``."""
    wanted = as_reference(reference)
    found = _found(lambda line: line["reference"] == wanted)
    if not found:
        raise ProtectionError("reference_unknown")
    return found


def file_of(referral: UUID) -> bytes:
    """The sealed file of one referral, with all that was said about it to the body since.

    ProtectionError ``referral_unknown``, ``nobody_reads``.
    """
    line = ledger.read().get(str(referral))
    if line is None:
        raise ProtectionError("referral_unknown")
    body = next((one for one in bodies() if str(one.id) == line["body"]), None)
    if body is None or not body.key:
        raise ProtectionError("nobody_reads", {"body": body.name if body else "–"})
    try:
        return letters.write([UUID(one) for one in line.get("envelopes", ())], body.key)
    except LookupError:
        raise ProtectionError("referral_unknown") from None


def take_in_file(body: UUID, content: bytes, *, actor: Acting) -> TakenIn:
    """A body here takes a file in. BundleRefusedError as ``letters.take``, ProtectionError ``body_not_here``."""
    own = at_home().get(body)
    if own is None:
        raise ProtectionError("body_not_here")
    with one_at_a_time(body):
        before = _known(body)
        taken = letters.take(content, own.identities, actor=actor.id)
        fresh = tuple(sorted(_known(body) - before))
    return TakenIn(fresh, taken.known)


def take_in_paper(body: UUID, scanned: str, *, actor: Acting) -> TakenIn:
    """A body at home here takes in what its squares say. SlipError; ProtectionError ``body_not_here``."""
    own = at_home().get(body)
    if own is None:
        raise ProtectionError("body_not_here")
    slip = slips.read(scanned, own.identities)
    subject = slip.statement.subject
    with one_at_a_time(subject), transaction.atomic():
        if Referral.objects.for_body(body).filter(subject=subject).exists():
            return TakenIn((), 1)
        # Who says it inside is whoever sent it; that it was taken in here, the envelope's place tells.
        say_as_body(body, [slip.statement], actor=slip.actor)
    return TakenIn((subject,), 0)


def _found(fits: Callable[[Line], bool]) -> list[Carriable]:
    known = {str(one.id): one for one in bodies()}
    found = [
        (line["urgent"], Carriable(
            id=UUID(id), reference=line["reference"], body=known[line["body"]], needs=tuple(line["needs"]),
            sent=line["sent"], silent=line["acknowledged"] is None,
            squares=tuple(slips.squares(line.get("on_paper", ""))),
        ))
        for id, line in ledger.read().items()
        if fits(line) and line["body"] in known
    ]  # fmt: skip
    return [one for _urgent, one in sorted(found, key=lambda pair: (not pair[0], pair[1].sent, str(pair[1].id)))]


def _known(body: UUID) -> set[UUID]:
    return set(Referral.objects.for_body(body).values_list("subject", flat=True))
