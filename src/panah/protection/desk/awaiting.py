"""A body that took a matter on and has no say in its hold yet: whoever had it hands that over by itself, once its node
has heard. Until then the hold stands. Nobody else could hand it over; so the body sees it, and monitors are told."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from panah.border.desk.locks import one_at_a_time
from panah.journal.entries import Statement
from panah.protection.desk import matters, returns
from panah.protection.desk.bodies import BodyView, bodies, monitors
from panah.protection.facts.matters import ShareAwaited
from panah.protection.models import AwaitedShare, Case, Matter, Referral
from panah.protection.models.matters import NO_SAY
from panah.protection.share_clocks import share_clocks

_SUBJECTS = UUID("0d0e0a52-1c55-5a7e-9b0b-4a1f5f1f7c2e")


def awaits(row: Case) -> bool:
    """Whether a case decides about a matter in whose hold its body has no say yet."""
    return _awaiting(Case.objects.for_body(row.reader)).filter(pk=row.pk).exists()


def asked_by(row: Case) -> BodyView | None:
    """The body that handed a case on, where the directory knows it."""
    referral = None if row.referral is None else Referral.objects.for_body(row.reader).filter(subject=row.referral)
    key = None if referral is None else referral.values_list("reply_to", flat=True).first()
    return next((one for one in bodies() if one.key and one.key == key and one.id != row.reader), None)


def told_to(monitor: UUID | None) -> list[tuple[AwaitedShare, str, str]]:
    """Who waits for whom now, as this monitor was told, the longest first: with the names of both."""
    if monitor is None:
        return []
    rows = AwaitedShare.objects.for_body(monitor).filter(over=False).order_by("since", "id")
    found = list(rows)
    names = {one.id: one.name for one in bodies()} if found else {}
    return [(one, names.get(one.by, ""), names.get(one.of, "") if one.of else "") for one in found]


def tell() -> None:
    """Tell the monitors of what has waited too long, and when it is over."""
    home = matters.at_home()
    waits = {uuid5(_SUBJECTS, str(row.subject)): row for row in _awaiting(Case.objects.for_bodies(home))}
    told = AwaitedShare.objects.for_bodies(home).filter(by=F("reader"))
    over = [row for row in told.filter(over=False) if row.subject not in waits]
    before = timezone.now() - share_clocks().awaited
    known = set(told.filter(subject__in=waits, over=False).values_list("subject", flat=True)) if waits else set()
    late = {subject: row for subject, row in waits.items() if subject not in known and row.opened < before}
    keys = [one.key for one in monitors()] if late or over else []
    if not keys:
        return
    for subject, row in late.items():
        other = asked_by(row)
        _say(subject, ShareAwaited(by=row.reader, of=other.id if other else None, since=row.opened), keys)
    for one in over:
        _say(one.subject, ShareAwaited(by=one.by, of=one.of, since=one.since, over=True), keys)


# Also by the clock: where a line is silent, nothing comes in that would call it.
returns.afterwards.append(tell)


def _say(subject: UUID, fact: ShareAwaited, keys: list[str]) -> None:
    """Once, where two processes tell at the same time."""
    with one_at_a_time(subject):
        open_now = AwaitedShare.objects.for_body(fact.by).filter(subject=subject, over=False).exists()
        if open_now is fact.over:
            matters.say_as_body(fact.by, [Statement(fact, subject, timezone.now())], to=keys, actor=fact.by)


def _awaiting(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Of these the open ones that came with a referral, so that somebody accepted them."""
    silent = Matter.objects.for_body(OuterRef("reader")).filter(NO_SAY, subject=OuterRef("matter"))
    return cases.filter(Exists(silent), closed=None, matter__isnull=False, referral__isnull=False)
