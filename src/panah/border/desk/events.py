"""Births, deaths and illness at the line; and papers that come after somebody was let in first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from panah import documents
from panah.border.desk import groups, parties, persons, presentations, questions
from panah.border.desk.context import Acting, DeskError, Place
from panah.border.desk.decision import LONGEST_REMARK, text
from panah.border.desk.locks import one_at_a_time
from panah.border.facts.events import EventRecorded
from panah.border.facts.presentations import PapersCompleted
from panah.border.models import Crossing, Event, Group, GroupMember, Presentation
from panah.documents import Paper
from panah.journal.entries import Source, Statement
from panah.journal.record import record
from panah.watchlists.desk import asking, hits
from panah.watchlists.desk.asking import Asked

SORTS = ("illness", "birth", "death")
DIRECTIONS = ("", "entry", "exit")


@dataclass(frozen=True, slots=True)
class Owed:
    """Somebody who was let in first: since when papers are owed, and the crossing."""

    presentation: UUID
    name: str
    described: str
    happened: datetime
    direction: str
    purpose: str
    post: UUID


@dataclass(frozen=True, slots=True)
class Born:
    """A birth at the line: the event, the child's presentation and the family both belong to."""

    event: UUID
    presentation: UUID
    group: UUID


def record_event(
    post: UUID,
    *,
    sort: str,
    described: str,
    actor: Acting,
    happened: datetime | None = None,
    direction: str = "",
    presentation: UUID | None = None,
    done: str = "",
    told: str = "",
) -> UUID:
    """Write down a death, a birth or an illness: what happened, what was done, who was told. Gives the event."""
    now = timezone.now()
    if sort not in SORTS or direction not in DIRECTIONS:
        raise DeskError("sort_unknown")
    if happened is not None and happened > now:
        raise DeskError("in_future")
    if presentation is not None and not Presentation.objects.filter(subject=presentation).exists():
        raise DeskError("presentation_unknown")
    described = text(described, "described", LONGEST_REMARK)
    if not described:
        raise DeskError("described_needed")
    fact = EventRecorded(
        post=post,
        sort=sort,  # type: ignore[arg-type]  # the fact refuses any other word
        direction=direction or None,  # type: ignore[arg-type]  # the fact refuses any other word
        presentation=presentation,
        described=described,
        done=text(done, "done", LONGEST_REMARK),
        told=text(told, "told", LONGEST_REMARK),
    )
    event = uuid4()
    source = Source.ESTIMATE if happened is not None else Source.CLOCK
    record([Statement(fact, event, happened or now, source)], actor=actor.id)
    return event


def born(
    mother: UUID,
    *,
    place: Place,
    actor: Acting,
    described: str,
    given_names: str = "",
    surname: str = "",
    sex: str = "",
    happened: datetime | None = None,
    done: str = "",
    told: str = "",
) -> Born:
    """Write down a birth and add the child to the mother's family, which is opened if there is none yet.

    The child gets a presentation of its own, without a document, and so an outcome like everybody else.
    """
    with transaction.atomic():
        row = Presentation.objects.filter(subject=mother).first()
        if row is None:
            raise DeskError("presentation_unknown")
        event = record_event(
            place.post,
            sort="birth",
            described=described,
            actor=actor,
            happened=happened,
            direction=row.direction,
            presentation=mother,
            done=done,
            told=told,
        )
        family = _family_of(row)
        if family is None:
            family = groups.open_group(
                place.post, direction=row.direction, sort="family", label=parties.name_of(row.document), actor=actor
            )
            groups.join(family, mother, actor=actor)
        day = timezone.localtime(happened or timezone.now()).date().isoformat()
        paper = Paper(
            kind="none",
            surname=surname or row.document.get("surname", ""),
            given_names=given_names,
            birth_date=day,
            sex=sex,
            description=described,
        )
        opened = presentations.open_presentation(
            documents.from_paper(paper),
            direction=row.direction,  # type: ignore[arg-type]  # the fact refuses any other word
            place=place,
            actor=actor,
            group=family,
            description=described,
        )
    return Born(event, opened.presentation, family)


def _family_of(row: Presentation) -> UUID | None:
    joined = GroupMember.objects.filter(presentation=row.subject, joined__isnull=False).values("subject")
    family = Group.objects.filter(Q(subject=row.group) | Q(subject__in=joined), sort="family", closed__isnull=True)
    return family.order_by("-opened").values_list("subject", flat=True).first()


def listed(post: UUID, *, sort: str = "") -> QuerySet[Event]:
    """Events of a post, the newest first."""
    rows = Event.objects.filter(post=post).order_by("-happened", "subject")
    return rows.filter(sort=sort) if sort in SORTS else rows


def get(event: UUID) -> Event:
    """One event; DeskError ``event_unknown``."""
    row = Event.objects.filter(subject=event).first()
    if row is None:
        raise DeskError("event_unknown")
    return row


def papers_owed(post: UUID | None = None) -> list[Owed]:
    """Everybody who was let in first and whose papers are still to come, the longest wait first."""
    crossings = Crossing.objects.filter(papers_later=True, status="standing").order_by("happened", "subject")
    if post is not None:
        crossings = crossings.filter(post=post)
    rows = list(crossings)
    people = Presentation.objects.in_bulk([row.subject for row in rows])
    return [_owed(row, people[row.subject].document) for row in rows if row.subject in people]


def _owed(row: Crossing, document: dict[str, Any]) -> Owed:
    return Owed(
        presentation=row.subject,
        name=parties.name_of(document),
        described=document.get("description", "") or row.remark,
        happened=row.happened,
        direction=row.direction,
        purpose=row.purpose,
        post=row.post,
    )


def complete_papers(presentation: UUID, paper: Paper, *, actor: Acting, remark: str = "") -> None:
    """Write down the papers of somebody who was let in first. The checks run and the lists are asked as they would
    have been at the line; what they find is a question for the second line. DeskError ``no_papers_owed``,
    ``document_problems``."""
    with one_at_a_time(presentation):
        if not Crossing.objects.filter(subject=presentation, papers_later=True, status="standing").exists():
            raise DeskError("no_papers_owed")
        problems = [
            problem
            for problem in documents.check_paper(paper, timezone.localdate())
            if problem.severity is not documents.Severity.NOTE
        ]
        if problems:
            raise DeskError("document_problems", {"problems": tuple(problems)})
        document = documents.from_paper(paper)
        part = presentations.document_part(document, description=paper.description)
        fact = PapersCompleted(
            document=part,
            remark=text(remark, "remark", LONGEST_REMARK),
        )
        now = timezone.now()
        row = Presentation.objects.get(subject=presentation)
        advice, asked = presentations.advice_later(row, part, now)
        found = questions.late(advice)
        record(
            [
                Statement(fact, presentation, now),
                *persons.joined_anew(presentation, part, now),
                *asking.statements(_not_met(presentation, asked), presentation, row.post, now, Source.CLOCK),
                *([questions.raised(row.post, presentation, found, now)] if found else []),
            ],
            actor=actor.id,
        )


def _not_met(presentation: UUID, asked: Asked) -> Asked:
    """Without the matches that were found at the line already, of the person as described then."""
    met = {_entry(one.details) for one in hits.of_presentation(presentation)}
    return replace(asked, details=tuple(one for one in asked.details if _entry(one) not in met))


def _entry(details: Mapping[str, Any]) -> tuple[str, str, str]:
    return details["list"], details["entry_id"], details["person"]
