"""Matters that earlier versions handed over: they left the same share with both bodies, and wrote down that a case or a
claim went on, not that its matter did. That is said now, by the body to itself; until it is, nobody decides anything
about such a matter (S1, S14). What it says stays in the journal, so that every rebuild knows it too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from panah.border.desk.locks import one_at_a_time
from panah.journal import facts
from panah.journal.entries import Statement
from panah.journal.models import Opened
from panah.protection.apply.matters import holding_of
from panah.protection.desk import cases, matters, returns
from panah.protection.facts.cases import ShareHandedOver
from panah.protection.facts.claims import ClaimTransferred
from panah.protection.facts.matters import MatterHandedOver, MatterOpenAgain, MatterPassedOn, ShareEntrusted
from panah.protection.holding import Held, Holding
from panah.protection.models import Case, CaseTransfer, Claim, Matter

Position = tuple[int, UUID, int]


@dataclass(frozen=True, slots=True)
class _Handing:
    """Where in the order of entries something that has to do with a matter went to the body ``to``."""

    position: Position
    to: UUID


def catch_up(row: Matter) -> bool:
    """Say of a matter whose turn it is (``one_at_a_time``) that it was passed on, if nobody said so; whether it was."""
    handing = _last_handing(row) if row.let_go is None and row.passed_to is None else None
    fact = None if handing is None else _unsaid(row, handing)
    if fact is None:
        return False
    matters.say_as_body(row.reader, [Statement(fact, row.subject, timezone.now())], actor=row.reader)
    cases.hold_what_is_open(row.reader, row.subject)
    return True


def catch_up_all() -> None:
    """The same for every matter of the bodies at home here that went on with a case or a claim."""
    handed = CaseTransfer.objects.for_body(OuterRef("reader")).filter(case=OuterRef("subject"), handed__isnull=False)
    of_case = Case.objects.for_body(OuterRef("reader")).filter(Exists(handed), matter=OuterRef("subject"))
    of_claim = Claim.objects.for_body(OuterRef("reader")).filter(matter=OuterRef("subject"), state="transferred")
    rows = Matter.objects.for_bodies(matters.at_home()).filter(let_go=None, passed_to=None)
    for row in rows.filter(Exists(of_claim) | Exists(of_case)):
        with one_at_a_time(row.subject):
            catch_up(matters.matter_of(row.reader, row.subject))


matters.unsaid.append(catch_up)
returns.thorough.append(catch_up_all)


def _last_handing(row: Matter) -> _Handing | None:
    linked = Case.objects.for_body(row.reader).filter(matter=row.subject).values("subject")
    handed = CaseTransfer.objects.for_body(row.reader).filter(case__in=linked, matter=True, handed__isnull=False)
    to = dict(handed.values_list("subject", "body"))
    claims = Claim.objects.for_body(row.reader).filter(matter=row.subject).values_list("subject", flat=True)
    said = Q(about__in=to, kind=ShareHandedOver.kind) | Q(about__in=list(claims), kind=ClaimTransferred.kind)
    last: _Handing | None = None
    for one, fact in _said(row.reader, said):
        other = fact.to if isinstance(fact, ClaimTransferred) else to[one.about]
        if other is not None:
            last = _Handing(_position(one), other)
    return last


def _unsaid(row: Matter, handing: _Handing) -> MatterPassedOn | None:
    """What that hand-over left unsaid. What came again or was asked for since is this body's own; of what came back
    or was opened again nothing else is said than whose the old shares are."""
    before, since, opened = set[str](), set[str](), False
    for one, fact in _said(row.reader, Q(about=row.subject)):
        late = _position(one) >= handing.position
        if isinstance(fact, MatterPassedOn) and fact.handing is not None and late:
            return None
        if isinstance(fact, ShareEntrusted):
            (since if late else before).add(Held(fact.hold, fact.share, fact.reply_to).digest)
        opened |= late and isinstance(fact, MatterOpenAgain | MatterHandedOver)
    held = holding_of(row)
    shares = tuple(one.digest for one in held.here if one.digest in before - since)
    if opened or before & since:
        return MatterPassedOn(to=handing.to, shares=shares) if shares else None
    return _whole(held, handing.to, shares)


def _whole(held: Holding, to: UUID, shares: tuple[str, ...]) -> MatterPassedOn:
    handed = tuple(map(UUID, sorted(held.handed)))
    return MatterPassedOn(to=to, shares=shares, handing=uuid4(), asks=tuple(held.to_settle), handed=handed)


def _said(reader: UUID, what: Q) -> Iterator[tuple[Opened, facts.Fact]]:
    """What this reader was told, in the order of entries, as far as it can be read."""
    for one in Opened.objects.filter(what, reader=reader).order_by("clock", "journal", "sequence", "number"):
        try:
            yield one, facts.load(one.kind, one.version, bytes(one.body))
        except (facts.UnknownKindError, facts.UnknownVersionError, facts.UnreadableBodyError):
            continue


def _position(one: Opened) -> Position:
    return one.clock, one.journal, one.sequence
