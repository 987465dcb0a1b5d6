"""A claim that was registered from paper is about no matter until the line or a stick brings that; then it decides
about it as any other, and its end lets go."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils import timezone

from panah.border.desk.locks import one_at_a_time
from panah.journal.entries import Statement
from panah.protection.claim_life import OPEN
from panah.protection.desk import matters, referrals, returns
from panah.protection.desk.case_matters import hold_what_is_open, taken
from panah.protection.desk.claims import case_of, claim_of, matter_at
from panah.protection.facts.cases import CaseMatterLinked
from panah.protection.facts.claims import ClaimMatterFound
from panah.protection.models import Claim, Matter


def join() -> None:
    """Give every open claim of somebody held at a post its matter, where that has come since."""
    come = Matter.objects.for_body(OuterRef("reader")).filter(hold=OuterRef("hold"))
    waiting = Claim.objects.for_bodies(matters.at_home()).filter(matter=None, hold__isnull=False, state__in=OPEN)
    for row in list(waiting.filter(Exists(come))):
        _join(row)


def _join(row: Claim) -> None:
    asked = referrals.row_of(row.reader, row.referral)
    if asked is None or row.hold is None:
        return
    matter = matter_at(row.reader, row.hold, asked.needs)
    if matter is None:
        return
    # In the claim's turn and the matter's, as whoever ends one or lets go of the other.
    with one_at_a_time(row.subject), one_at_a_time(matter.subject):
        now = claim_of(row.reader, row.subject)
        if now.matter is not None or now.state not in OPEN:
            return
        said = [Statement(ClaimMatterFound(matter=matter.subject), row.subject, timezone.localtime())]
        case = case_of(row.reader, row.subject)
        if case is not None and case.matter is None and not taken(row.reader).filter(matter=matter.subject).exists():
            linked = CaseMatterLinked(matter=matter.subject, hold=row.hold)
            said.append(Statement(linked, case.subject, timezone.now()))
        matters.say_as_body(row.reader, said, actor=row.reader)
        hold_what_is_open(row.reader, matter.subject)


returns.afterwards.append(join)
