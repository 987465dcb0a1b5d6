"""Claims that gave protection under earlier versions, which told the posts of it for one hold alone, if at all.

The body says it now, by the clock and after each bundle, and to itself that it did.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from panah.border.desk.locks import one_at_a_time
from panah.journal.envelopes.registers import opened
from panah.journal.envelopes.sealing import keep, letter
from panah.protection.apply.matters import holding_of
from panah.protection.desk import given, matters, returns
from panah.protection.facts.matters import ProtectionGiven
from panah.protection.models import Claim, Matter


def catch_up_all() -> None:
    """Tell the posts of every such claim of the bodies at home here."""
    for row in _unsaid():
        with one_at_a_time(row.subject):
            if _unsaid().filter(pk=row.pk).exists():
                _tell(row)


returns.thorough.append(catch_up_all)


def _tell(row: Matter) -> None:
    now, held = timezone.now(), holding_of(row)
    with transaction.atomic():
        for post in held.posts:
            said = given.said(row, held, True, now, post)
            keep([letter(said, to=[post], actor=row.reader, at_least=given.SIZE)])
        matters.say_as_body(row.reader, given.said(row, held, True, now), actor=row.reader)
    matters.collect_here(held.posts)


def _unsaid() -> QuerySet[Matter]:
    granted = Claim.objects.for_body(OuterRef("reader")).filter(matter=OuterRef("subject"), state="granted")
    said = opened().filter(reader=OuterRef("reader"), about=OuterRef("subject"), kind=ProtectionGiven.kind)
    here = Matter.objects.for_bodies(matters.at_home()).filter(let_go__isnull=False, has_say=True)
    return here.filter(Exists(granted), ~Exists(said))
