"""What the post tells bodies about a referral: what they asked, and consent taken back, to everybody who received it.

One body that can't be told keeps no other from hearing it; it hears it once it can be (S7).
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from panah.border.desk.envelopes import WITH_HOLD
from panah.journal.entries import Statement
from panah.journal.envelopes.sealing import keep, letter
from panah.journal.facts import Fact
from panah.protection.desk import ledger, returns
from panah.protection.desk.bodies import bodies
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.telling import narrowed, part
from panah.protection.facts.referrals import ConsentPart, ConsentSaid
from panah.safeguards.routes import Said


def spread(lines: ledger.Referrals, reference: str, consent: ConsentPart, actor: UUID, but: str = "") -> int:
    """Write a word of consent into every line of a number that it concerns, and tell their bodies; all ``but`` one
    referral's, which said it. Gives how many lines it concerns."""
    concerned = 0
    word = consent.model_dump(mode="json")
    for id, one in lines.items():
        if one["reference"] == reference and (
            one["purpose"] == consent.purpose or any(said["purpose"] == consent.purpose for said in one["consents"])
        ):
            one["consents"].append(word)
            if id != but:
                one.setdefault("untold", []).append({"consent": word, "actor": str(actor)})
                _catch_up(id, one)
            concerned += 1
    return concerned


def narrow(lines: ledger.Referrals, reference: str, asked: Said, actor: UUID, said_by: str = "") -> int:
    """Write into every line of a number that a yes stands in for this purpose what is left of it, and tell their
    bodies; not the one of the referral ``said_by``, which said so, where it has nothing to learn. Gives how many lines
    it concerns."""
    concerned = 0
    now = int(timezone.now().timestamp())
    for id, one in lines.items():
        left = narrowed(one["consents"], one["body"], asked, now) if one["reference"] == reference else None
        if left is None:
            continue
        word = part(left).model_dump(mode="json")
        one["consents"].append(word)
        if id != said_by or (left.without, left.until) != (asked.without, asked.until):
            one.setdefault("untold", []).append({"consent": word, "actor": str(actor)})
            _catch_up(id, one)
        concerned += 1
    return concerned


def tell(line: dict[str, Any], referral: UUID, fact: Fact, actor: UUID) -> None:
    """Say something to the body of a referral. ProtectionError ``nobody_reads``."""
    body = UUID(line["body"])
    view = next((one for one in bodies() if one.id == body), None)
    if view is None or not view.key:
        raise ProtectionError("nobody_reads", {"body": view.name if view else "–"})
    envelope = letter([Statement(fact, referral, timezone.now())], to=[view.key], actor=actor, at_least=WITH_HOLD)
    keep([envelope])
    line.setdefault("envelopes", []).append(str(envelope.subject))


def catch_up_all() -> None:
    """Tell the bodies that couldn't be told before."""
    if any(line.get("untold") for line in ledger.read().values()):
        with ledger.changed() as lines:
            for id, line in lines.items():
                _catch_up(id, line)


returns.thorough.append(catch_up_all)


def _catch_up(referral: str, line: dict[str, Any]) -> None:
    while untold := line.get("untold"):
        fact = ConsentSaid(consent=ConsentPart.model_validate(untold[0]["consent"]))
        try:
            tell(line, UUID(referral), fact, UUID(untold[0]["actor"]))
        except ProtectionError:
            return
        untold.pop(0)
