"""Two persons found to be one: joined at once, by one officer with a reason, and the guard asked again for both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from panah.border.desk import refusals
from panah.border.desk.context import Acting, DeskError
from panah.border.desk.decision import LONGEST_REMARK, text
from panah.border.desk.gather import keys_in
from panah.border.desk.recalls import recalls
from panah.border.facts.parts import DocumentPart
from panah.border.facts.persons import HandlesPart, PersonsJoined
from panah.border.facts.refusals import RefusalDeclined
from panah.border.handles import identity_of
from panah.border.models import Hold, PersonPair, Presentation, Refusal, RefusalProposal
from panah.border.models.persons import REACH, THEIRS
from panah.border.rules.line import line
from panah.journal.entries import Statement
from panah.journal.record import say

SAME = "same"
"""How a pair stands of whom somebody said that they are one."""

STOPPED = "guard_asked_again"
"""The reason with which a prepared refusal is stopped when the guard forbids it now; screens have words for it."""

_THEIRS = f"""
{REACH}
SELECT p.subject FROM reach, border_presentation AS p WHERE {THEIRS} ORDER BY p.opened DESC, p.subject LIMIT 200
"""  # noqa: S608 - built from constants


@dataclass(frozen=True, slots=True)
class Rerun:
    """What asking the guard again gave: prepared refusals that were stopped, made ones that are to be recalled."""

    stopped: tuple[UUID, ...] = ()
    recalls: tuple[UUID, ...] = ()


def join(one: UUID, other: UUID, reason: str, *, actor: Acting) -> tuple[UUID, Rerun]:
    """Both presentations are of one person. It holds at once: whatever is open about one binds the other, and the guard
    is asked again. Gives the pair and what came of asking.

    DeskError ``presentation_unknown``, ``same_presentation``, ``reason_missing``, ``joined_already``.
    """
    said = needed(reason)
    first, second = both(one, other)
    with transaction.atomic():
        pair = pair_of(one, other)
        if pair is not None and pair.state == SAME:
            raise DeskError("joined_already")
        subject = pair.subject if pair is not None else uuid4()
        fact = PersonsJoined(one=handles_of(first), other=handles_of(second), reason=said)
        say(fact, actor=actor.id, about=subject)
        return subject, ask_again([one, other], actor=actor)


def ask_again(presentations: Iterable[UUID], *, actor: Acting) -> Rerun:
    """Ask the guard again about the persons of these presentations, within the transaction that changed something: a
    prepared refusal that it forbids now is stopped; a refusal made while something was open is to be recalled."""
    people = {found for one in presentations for found in of_person(one)}
    stopped, now = [], timezone.now()
    for row in RefusalProposal.objects.filter(presentation__in=people, state="open").order_by("subject"):
        try:
            allowed = refusals.verdict(row.hold).allowed and row.presentation == _held(row.hold)
        except DeskError:
            allowed = False
        if not allowed:
            say(RefusalDeclined(reason=STOPPED), actor=actor.id, about=row.subject, at=now)
            stopped.append(row.subject)
    made = Refusal.objects.filter(presentation__in=people).values_list("subject", flat=True)
    return Rerun(tuple(stopped), tuple(sorted(one.subject for one in recalls(among=made))))


def of_person(presentation: UUID) -> list[UUID]:
    """The presentations of one person as far as known here, this one among them, the newest first."""
    row = Presentation.objects.filter(subject=presentation).first()
    if row is None:
        return [presentation]
    with connection.cursor() as cursor:
        cursor.execute(_THEIRS, [row.subject, *keys_in(row)])
        return [found for (found,) in cursor.fetchall()]


def other_holds(hold: UUID) -> list[UUID]:
    """All other holds of whoever is held, as far as known here."""
    people = Hold.objects.filter(subject=hold).values_list("presentation", flat=True)
    theirs = {found for one in people for found in of_person(one)}
    others = Hold.objects.filter(presentation__in=theirs).exclude(subject=hold)
    return list(others.order_by("-placed", "subject").values_list("subject", flat=True))


def candidates(presentation: UUID, *, number: str = "", name: str = "", waiting: bool = False) -> list[Presentation]:
    """Presentations that may be of this person too, the newest first: with a document number, under a name (or a part
    of it, in any script it was read in), or (``waiting``) of everybody held at the same post. Never the person's own
    known ones."""
    row = Presentation.objects.filter(subject=presentation).first()
    if row is None:
        raise DeskError("presentation_unknown")
    most = line().candidates
    rows = Presentation.objects.exclude(subject__in=of_person(presentation)).exclude(outcome="voided")
    if waiting:
        held = Hold.objects.waiting().filter(post=row.post).values("presentation")
        return list(rows.filter(subject__in=held).order_by("-opened", "subject")[:most])
    rows = rows.filter(opened__gt=timezone.now() - line().lately)
    wanted = "".join(number.split()).upper()
    if wanted:
        rows = rows.filter(document__number=wanted)
    for word in name.split()[:6]:
        named = Q(document__surname__icontains=word) | Q(document__given_names__icontains=word)
        rows = rows.filter(named | Q(document__native_name__icontains=word))
    return list(rows.order_by("-opened", "subject")[:most]) if wanted or name.strip() else []


def joined_anew(presentation: UUID, document: DocumentPart, now: dt.datetime) -> list[Statement]:
    """What joins whomever a presentation was joined with to whoever has the document that it gets now."""
    own = HandlesPart(presentation=presentation, identity=identity_of(document))
    pairs = PersonPair.objects.filter(Q(one=presentation) | Q(other=presentation), state=SAME).order_by("subject")
    others = Presentation.objects.in_bulk({id for pair in pairs for id in (pair.one, pair.other)})

    def side(id: UUID) -> HandlesPart:
        if id == presentation:
            return own
        return handles_of(others[id]) if id in others else HandlesPart(presentation=id)

    return [
        Statement(PersonsJoined(one=side(pair.one), other=side(pair.other), reason=pair.reason), pair.subject, now)
        for pair in pairs
    ]


def pair_of(one: UUID, other: UUID) -> PersonPair | None:
    """What was said of these two: that they are one, wherever it was said; else the newest word."""
    return pairs_of(one, other).first()


def pairs_of(one: UUID, other: UUID) -> QuerySet[PersonPair]:
    """All that was said of these two, what binds first: two nodes may each have said it under a handle of its own."""
    rows = PersonPair.objects.filter(one__in=[one, other], other__in=[one, other])
    return rows.order_by(Case(When(state=SAME, then=0), default=1), "-said", "subject")


def handles_of(row: Presentation) -> HandlesPart:
    """By what a presentation's person is found."""
    return HandlesPart(presentation=row.subject, identity=identity_of(DocumentPart.model_validate(row.document)))


def both(one: UUID, other: UUID) -> tuple[Presentation, Presentation]:
    """Two different presentations; DeskError ``same_presentation``, ``presentation_unknown``."""
    if one == other:
        raise DeskError("same_presentation")
    rows = Presentation.objects.in_bulk([one, other])
    if len(rows) != 2:
        raise DeskError("presentation_unknown")
    return rows[one], rows[other]


def needed(reason: str) -> str:
    """A reason in the officer's words; DeskError ``reason_missing``."""
    said = text(reason, "reason", LONGEST_REMARK)
    if not said:
        raise DeskError("reason_missing")
    return said


def _held(hold: UUID) -> UUID | None:
    found: UUID | None = Hold.objects.filter(subject=hold).values_list("presentation", flat=True).first()
    return found
