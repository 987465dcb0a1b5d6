"""Matters that earlier versions handed over: they left the same share with both bodies, gave it to several, and wrote
down that a case or a claim went on, not that its matter did.

That is said now, by the body that gave, to itself; until it is, nobody decides anything about such a matter (S1, S14).
Whoever was given such a share asks the posts for one of their own, as it may be another's too, or have gone back long
ago. What is said stays in the journal, so that every rebuild knows it too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from panah.border.desk.locks import one_at_a_time
from panah.journal import facts
from panah.journal.entries import Statement
from panah.journal.envelopes.registers import opened
from panah.protection.apply.matters import holdings_of
from panah.protection.desk import case_matters, matters, returns
from panah.protection.desk.bodies import bodies
from panah.protection.desk.case_deciding import went_with
from panah.protection.facts.cases import ShareHandedOver
from panah.protection.facts.claims import ClaimTransferred
from panah.protection.facts.matters import MatterHandedOver, MatterOpenAgain, MatterPassedOn, ShareEntrusted
from panah.protection.holding import Held, Holding
from panah.protection.models import Case, CaseTransfer, Claim, Matter

Position = tuple[int, UUID, int]
Key = tuple[UUID, UUID]
"""Whose (the reader), and about what."""

_OF_MATTERS = (ShareEntrusted, MatterPassedOn, MatterOpenAgain, MatterHandedOver)
_OF_HANDINGS = (ShareHandedOver, ClaimTransferred)


@dataclass(slots=True)
class _Past:
    """What is known of matters, read at once for all of them: ``handed``, where in the order of entries a case or claim
    about each went to which body; ``said``, what was said of each, in that order, as far as it can be read."""

    handed: dict[Key, list[tuple[Position, UUID]]] = field(default_factory=lambda: defaultdict(list))
    said: dict[Key, list[tuple[Position, facts.Fact]]] = field(default_factory=lambda: defaultdict(list))
    held: Mapping[UUID, Holding] = field(default_factory=dict)


def catch_up(row: Matter) -> bool:
    """Say of a matter whose turn it is (``one_at_a_time``) that it was passed on, if nobody said so; whether it was.
    What was given to this body is asked for, if nobody asked."""
    if row.let_go is not None or row.passed_to is not None:
        return False
    fact = _unsaid(row, _past([row]))
    if fact is not None:
        matters.say_as_body(row.reader, [Statement(fact, row.subject, timezone.now())], actor=row.reader)
        case_matters.hold_what_is_open(row.reader, row.subject)
    elif _given().filter(pk=row.pk).exists():
        matters.ask(row, row.reader)
    else:
        return False
    return True


def catch_up_all() -> None:
    """The same for every matter of the bodies at home here that went on with a case or a claim, or was given."""
    rows = list(_went_on())
    past = _past(rows)
    due = [row for row in rows if _unsaid(row, past) is not None]
    for row in {row.pk: row for row in (*due, *_given())}.values():
        with one_at_a_time(row.subject):
            catch_up(matters.matter_of(row.reader, row.subject))


matters.unsaid.append(catch_up)
returns.thorough.append(catch_up_all)


def _open_here() -> QuerySet[Matter]:
    return Matter.objects.for_bodies(matters.at_home()).filter(let_go=None, passed_to=None)


def _went_on() -> QuerySet[Matter]:
    handed = CaseTransfer.objects.for_body(OuterRef("reader")).filter(case=OuterRef("subject"), handed__isnull=False)
    of_case = Case.objects.for_body(OuterRef("reader")).filter(Exists(handed), matter=OuterRef("subject"))
    of_claim = Claim.objects.for_body(OuterRef("reader")).filter(matter=OuterRef("subject"), state="transferred")
    return _open_here().filter(Exists(of_claim) | Exists(of_case))


def _given() -> QuerySet[Matter]:
    """Matters with a share from another body that didn't say it handed them over, as it does now, and for which nobody
    asked since."""
    about = opened().filter(reader=OuterRef("reader"), about=OuterRef("subject"))
    asked = opened().filter(
        reader=OuterRef("reader"), about=OuterRef("about"), kind=MatterOpenAgain.kind, clock__gt=OuterRef("clock")
    )
    share = about.filter(~Exists(asked), kind=ShareEntrusted.kind, actor__in=[one.id for one in bodies()])
    return _open_here().filter(Exists(share), ~Exists(about.filter(kind=MatterHandedOver.kind)))


def _past(rows: Sequence[Matter]) -> _Past:
    past = _Past(held=holdings_of(rows))
    readers, subjects = {row.reader for row in rows}, {row.subject for row in rows}
    went = _went(readers, subjects)
    said = Q(about__in=subjects, kind__in=[one.kind for one in _OF_MATTERS])
    said |= Q(about__in={about for _reader, about in went}, kind__in=[one.kind for one in _OF_HANDINGS])
    for one in opened().filter(said, reader__in=readers).order_by("clock", "journal", "sequence", "number"):
        try:
            fact = facts.load(one.kind, one.version, bytes(one.body))
        except (facts.UnknownKindError, facts.UnknownVersionError, facts.UnreadableBodyError):
            continue
        position = one.clock, one.journal, one.sequence
        if not isinstance(fact, _OF_HANDINGS):
            past.said[one.reader, one.about].append((position, fact))
        elif (one.reader, one.about) in went:
            matter, body = went[one.reader, one.about]
            to = fact.to if isinstance(fact, ClaimTransferred) else body
            if to is not None:
                past.handed[one.reader, matter].append((position, to))
    return past


def _went(readers: Collection[UUID], subjects: Collection[UUID]) -> dict[Key, tuple[UUID, UUID | None]]:
    """The referrals and claims that may have gone to another body, each with the matter, and the body where known."""
    found: dict[Key, tuple[UUID, UUID | None]] = {}
    cases = {(one.reader, one.subject): one for one in Case.objects.for_bodies(readers).filter(matter__in=subjects)}
    handed = CaseTransfer.objects.for_bodies(readers).filter(matter=True, handed__isnull=False)
    for one in handed.filter(case__in={case for _reader, case in cases}):
        case = cases.get((one.reader, one.case))
        if case is not None and case.matter is not None and went_with(case, one):
            found[one.reader, one.subject] = (case.matter, one.body)
    for claim in Claim.objects.for_bodies(readers).filter(matter__in=subjects):
        if claim.matter is not None:
            found[claim.reader, claim.subject] = (claim.matter, None)
    return found


def _unsaid(row: Matter, past: _Past) -> MatterPassedOn | None:
    """What the last hand-over left unsaid. What came again or was asked for since is this body's own; of what came back
    or was opened again nothing else is said than whose the old shares are."""
    key = row.reader, row.subject
    if not past.handed[key]:
        return None
    last, to = past.handed[key][-1]
    before, since, opened = set[str](), set[str](), False
    for position, fact in past.said[key]:
        late = position >= last
        if isinstance(fact, MatterPassedOn) and fact.handing is not None and late:
            return None
        if isinstance(fact, ShareEntrusted):
            (since if late else before).add(Held(fact.hold, fact.share, fact.reply_to).digest)
        opened |= late and isinstance(fact, MatterOpenAgain | MatterHandedOver)
    held = past.held[row.pk]
    shares = tuple(one.digest for one in held.here if one.digest in before - since)
    if opened or before & since:
        return MatterPassedOn(to=to, shares=shares) if shares else None
    return MatterPassedOn(
        to=to, shares=shares, handing=uuid4(), asks=tuple(held.to_settle), handed=matters.ids(held.handed),
        openings=matters.ids(held.openings),
    )  # fmt: skip
