"""Claims that are open hold the person (S1), also where nobody at a desk here saw to that: two nodes of one body may
have ended a claim and opened it at the same time, and each knew only of its own."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from panah.border.desk.locks import one_at_a_time
from panah.protection.claim_life import OPEN
from panah.protection.desk import matters, returns
from panah.protection.desk.claims import claim_of
from panah.protection.models import Claim, Matter


def hold_again() -> None:
    """Ask posts for a share for every open claim whose matter was let go of or handed on."""
    theirs = Matter.objects.for_body(OuterRef("reader")).filter(subject=OuterRef("matter"))
    gone = theirs.filter(Q(let_go__isnull=False) | Q(passed_to__isnull=False))
    for row in list(Claim.objects.for_bodies(matters.at_home()).filter(Exists(gone), state__in=OPEN)):
        assert row.matter is not None
        with one_at_a_time(row.matter):
            if claim_of(row.reader, row.subject).state in OPEN:
                matters.ask_anew(matters.in_turn(row.reader, row.matter), row.reader)


returns.thorough.append(hold_again)
