"""Working on paper: printing numbered forms, saying from when to when, and accounting for every number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from panah.border.desk.context import Acting, DeskError
from panah.border.desk.decision import LONGEST_REMARK, text
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.posts import post as known_post
from panah.border.facts.paper import FormsPrinted, PaperEnded, PaperStarted
from panah.border.models import FormBatch, PaperForm, PaperPeriod
from panah.border.rules import form_numbers, paper_time
from panah.border.rules.form_numbers import Batch, FormNumber, Reckoning
from panah.border.rules.line import line
from panah.border.rules.paper_time import Period
from panah.journal.entries import Source, Statement
from panah.journal.record import record, say


def prefix(post: UUID) -> str:
    """What the form numbers of a post begin with: letters of its name, and two more that tell like names apart."""
    return form_numbers.prefix_for(known_post(post).name, post)


def print_forms(post: UUID, count: int, *, actor: Acting) -> UUID:
    """Reserve the next numbers for forms to be printed. Gives the batch; a number is never given out twice."""
    if not 1 <= count <= form_numbers.MOST_AT_ONCE:
        raise DeskError("forms_count", {"limit": form_numbers.MOST_AT_ONCE})
    with one_at_a_time(post):
        letters = prefix(post)
        first = form_numbers.next_first(batches(post), letters)
        if first + count - 1 > form_numbers.HIGHEST:
            raise DeskError("forms_exhausted")
        batch = uuid4()
        fact = FormsPrinted(post=post, prefix=letters, first=first, last=first + count - 1)
        say(fact, actor=actor.id, about=batch)
    return batch


def batch(id: UUID) -> FormBatch:
    """One batch; DeskError ``batch_unknown``."""
    row = FormBatch.objects.filter(subject=id).first()
    if row is None:
        raise DeskError("batch_unknown")
    return row


def batches(post: UUID) -> list[Batch]:
    """The numbers printed for a post."""
    return [Batch(row.prefix, row.first, row.last) for row in FormBatch.objects.filter(post=post).order_by("first")]


def periods(post: UUID) -> list[PaperPeriod]:
    """Times on paper, the newest first."""
    return list(PaperPeriod.objects.filter(post=post).order_by("-started", "subject"))


def current(post: UUID) -> PaperPeriod | None:
    """The time on paper that still runs, if any."""
    return next((period for period in periods(post) if period.ended is None), None)


def hours(post: UUID, start: datetime, end: datetime) -> timedelta:
    """How long the post worked on paper between two moments."""
    return paper_time.on_paper(spans(post), start, end)


def spans(post: UUID) -> list[Period]:
    """The same times as the rules want them."""
    return [Period(row.started, row.ended) for row in periods(post)]


def start(post: UUID, *, actor: Acting, started: datetime | None = None, reason: str = "") -> UUID:
    """Say that the post works on paper, from now or from an earlier moment. DeskError ``in_future``,
    ``already_on_paper``, ``overlaps``."""
    now = timezone.now()
    moment = started or now
    with one_at_a_time(post):
        refusal = paper_time.can_start(spans(post), moment, now)
        if refusal:
            raise DeskError(refusal)
        period = uuid4()
        fact = PaperStarted(post=post, reason=text(reason, "reason", LONGEST_REMARK))
        record([Statement(fact, period, moment, _source(moment, now))], actor=actor.id)
    return period


def end(period: UUID, *, actor: Acting, ended: datetime | None = None, forms_used: str = "") -> None:
    """Say that the system works again. ``forms_used`` names the forms written on ("12-40, 45"); each of them is then
    expected to be keyed or voided. DeskError ``not_on_paper``, ``before_start``, ``in_future``,
    ``numbers_unreadable``, ``number_not_printed``."""
    now = timezone.now()
    moment = ended or now
    with one_at_a_time(period):
        row = PaperPeriod.objects.filter(subject=period).first()
        if row is None:
            raise DeskError("period_unknown")
        refusal = paper_time.can_end(Period(row.started, row.ended), moment, now)
        if refusal:
            raise DeskError(refusal)
        fact = PaperEnded(forms_used=tuple(str(number) for number in read_numbers(row.post, forms_used)))
        record([Statement(fact, period, moment, _source(moment, now))], actor=actor.id)


def declare(
    post: UUID, started: datetime, ended: datetime, *, actor: Acting, reason: str, forms_used: str = ""
) -> UUID:
    """Say afterwards that the post worked on paper from one moment to another, all or nothing."""
    with transaction.atomic():
        period = start(post, actor=actor, started=started, reason=reason)
        end(period, actor=actor, ended=ended, forms_used=forms_used)
    return period


def _source(moment: datetime, now: datetime) -> Source:
    return Source.CLOCK if now - moment <= line().just_now else Source.ESTIMATE


def read_numbers(post: UUID, written: str) -> tuple[FormNumber, ...]:
    """Numbers as an officer writes them down, single or from-to. DeskError ``numbers_unreadable`` with the part,
    ``number_not_printed``: nobody could ever account for it."""
    letters, printed = prefix(post), batches(post)
    found: set[FormNumber] = set()
    for part in re.split(r"[,;\n]+", written):
        if not part.strip():
            continue
        span = form_numbers.parse_range(part, letters)
        if span is None or span[1].count - span[0].count >= form_numbers.MOST_AT_ONCE:
            raise DeskError("numbers_unreadable", {"part": part.strip()[:40]})
        for count in range(span[0].count, span[1].count + 1):
            number = FormNumber(span[0].prefix, count)
            if not any(number in batch for batch in printed):
                raise DeskError("number_not_printed", {"number": str(number)})
            found.add(number)
    return tuple(sorted(found))


def reckoning(post: UUID) -> Reckoning:
    """What became of every number of the post: used, voided, missing, in stock."""
    return form_numbers.reckon(batches(post), _numbers(post), _declared(post))


def _numbers(post: UUID) -> Iterable[FormNumber]:
    rows = PaperForm.objects.filter(post=post).values_list("number", flat=True)
    return [number for row in rows if (number := form_numbers.parse(row))]


def _declared(post: UUID) -> Iterable[FormNumber]:
    return [number for row in periods(post) for one in row.forms_used if (number := form_numbers.parse(one))]
