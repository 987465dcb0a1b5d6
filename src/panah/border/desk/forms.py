"""Paper forms: keyed by one officer, confirmed by another, and then as real as if the system had been there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from panah import documents
from panah.border.desk import outcomes, paper, presentations, questions
from panah.border.desk.context import Acting, DeskError, Place
from panah.border.desk.decision import LONGEST_REMARK, LONGEST_STAMP, Decision, checked, host_of, text
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.posts import post as known_post
from panah.border.facts.paper import FormConfirmed, FormKeyed, FormRejected, FormVoided
from panah.border.facts.parts import AccompanimentPart, DocumentPart, HostPart
from panah.border.models import PaperForm, Presentation
from panah.border.rules import confirming, form_numbers, paper_time
from panah.border.rules.form_numbers import FormNumber
from panah.documents import Paper
from panah.journal.entries import Source, Statement
from panah.journal.record import record, say

OUTCOMES = ("crossed", "set_aside")


@dataclass(frozen=True, slots=True)
class Keyed:
    """What stands on a form, in the order of the paper. ``happened`` is aware; ``paper`` the document as written."""

    number: str
    happened: datetime
    direction: str
    paper: Paper
    lane: str = ""
    outcome: str = "crossed"
    capacity: str = "traveller"
    purpose: str = "not_asked"
    means: str = "not_asked"
    stamp: str = ""
    accompaniment: AccompanimentPart | None = None
    officer_on_paper: str = ""
    host: HostPart | None = None


def key(post: UUID, keyed: Keyed, *, actor: Acting) -> UUID:
    """Key a form; one that was rejected is keyed again under its number. Gives the form.

    DeskError ``number_unreadable``, ``number_not_printed``, ``number_taken``, ``outside_paper_time``, ``in_future``,
    ``lane_unknown``, ``document_problems`` (with the fields), or a code of the decision.
    """
    with one_at_a_time(post):
        number = _number(post, keyed.number)
        form = _free(post, number)
        _check(post, keyed)
        fact = FormKeyed(
            post=post,
            number=str(number),
            direction=keyed.direction,  # type: ignore[arg-type]  # the fact refuses any other word
            lane=keyed.lane,
            document=_part(keyed.paper),
            outcome=keyed.outcome,  # type: ignore[arg-type]  # the fact refuses any other word
            purpose=keyed.purpose,
            means=keyed.means,
            capacity=keyed.capacity,
            stamp=text(keyed.stamp, "stamp", LONGEST_STAMP),
            accompaniment=keyed.accompaniment,
            officer_on_paper=text(keyed.officer_on_paper, "officer_on_paper", 200),
            host=host_of(keyed.host),
        )
        record([Statement(fact, form, keyed.happened, Source.PAPER)], actor=actor.id)
    return form


def void(post: UUID, number: str, reason: str, *, actor: Acting) -> UUID:
    """Say that a numbered form was spoilt or not used, and why, so that its number isn't missing."""
    reason = text(reason, "reason", LONGEST_REMARK)
    if not reason:
        raise DeskError("reason_needed")
    with one_at_a_time(post):
        wanted = _number(post, number)
        form = _free(post, wanted)
        fact = FormVoided(post=post, number=str(wanted), reason=reason)
        say(fact, actor=actor.id, about=form)
    return form


def get(form: UUID) -> PaperForm:
    """One form; DeskError ``form_unknown``."""
    row = PaperForm.objects.filter(subject=form).first()
    if row is None:
        raise DeskError("form_unknown")
    return row


def listed(post: UUID, *, status: str = "") -> list[PaperForm]:
    """Forms of a post by number; ``status`` is keyed, confirmed, rejected or voided."""
    rows = PaperForm.objects.filter(post=post).order_by("number", "subject")
    return list(rows.filter(status=status) if status else rows)


def to_confirm(post: UUID, officer: UUID) -> list[PaperForm]:
    """Forms that wait for a second officer, without those the officer keyed."""
    return [row for row in listed(post, status="keyed") if row.keyed_by != officer]


def paper_of(row: PaperForm) -> Paper:
    """The document on a form, as it was keyed."""
    kept = row.content["document"]
    return Paper(**{field.name: kept[field.name] for field in fields(Paper) if field.name in kept})


def reject(form: UUID, reason: str, *, actor: Acting) -> None:
    """Send a form back to be keyed again. DeskError ``same_officer``, ``form_decided``, ``reason_needed``."""
    reason = text(reason, "reason", LONGEST_REMARK)
    if not reason:
        raise DeskError("reason_needed")
    with one_at_a_time(form):
        _may_decide(get(form), actor)
        say(FormRejected(reason=reason), actor=actor.id, about=form)


def confirm(form: UUID, *, actor: Acting) -> UUID:
    """Confirm a form that another officer keyed. Gives the presentation it became, at the time it happened.

    Checks run again; what they find besides green becomes a question for the second line. All or nothing.
    """
    with one_at_a_time(form):
        row = get(form)
        _may_decide(row, actor)
        content = row.content
        if row.happened is None:
            raise DeskError("form_decided")
        document = documents.from_paper(paper_of(row), from_form=True)
        opened = presentations.open_presentation(
            document,
            direction=content["direction"],
            place=Place(row.post, content["lane"], "paper"),
            actor=actor,
            form=row.number,
            happened=row.happened,
            source=Source.PAPER,
            description=content["document"].get("description", ""),
            host=HostPart.model_validate(content["host"]) if content.get("host") else None,
        )
        _outcome(row, opened.presentation, actor)
        statements = [Statement(FormConfirmed(presentation=opened.presentation), form, timezone.now())]
        late = questions.late(opened.advice)
        if late:
            statements.append(questions.raised(row.post, opened.presentation, late, timezone.now()))
        record(statements, actor=actor.id)
    return opened.presentation


def _outcome(row: PaperForm, presentation: UUID, actor: Acting) -> None:
    assert row.happened is not None
    if row.content["outcome"] == "set_aside":
        presentations.set_aside(presentation, actor=actor, happened=row.happened, source=Source.PAPER)
        return
    company = row.content["accompaniment"]
    decision = Decision(
        capacity=row.content["capacity"],
        purpose=row.content["purpose"],
        means=row.content["means"],
        stamp=row.content["stamp"],
        accompaniment=AccompanimentPart(**company) if company else None,
    )
    # The person has crossed already: what the first line may not do alone becomes a question, not an untrue record.
    person = Presentation.objects.get(subject=presentation)
    fact = outcomes.crossing(person, checked(decision), "first")
    record([Statement(fact, presentation, row.happened, Source.PAPER)], actor=actor.id)


def _may_decide(row: PaperForm, actor: Acting) -> None:
    refusal = confirming.may_decide(row.status, row.keyed_by, actor.id)
    if refusal:
        raise DeskError(refusal)


def _number(post: UUID, written: str) -> FormNumber:
    number = form_numbers.parse(written, paper.prefix(post))
    if number is None:
        raise DeskError("number_unreadable")
    if not any(number in batch for batch in paper.batches(post)):
        raise DeskError("number_not_printed", {"number": str(number)})
    return number


def _free(post: UUID, number: FormNumber) -> UUID:
    """The subject to write under: a fresh one, or that of the form that was rejected; DeskError ``number_taken``."""
    row = PaperForm.objects.filter(post=post, number=str(number)).first()
    if row is None:
        return uuid4()
    if row.status != "rejected":
        raise DeskError("number_taken", {"number": str(number)})
    return row.subject


def _check(post: UUID, keyed: Keyed) -> None:
    now = timezone.now()
    if keyed.happened > now:
        raise DeskError("in_future")
    if not paper_time.within(paper.spans(post), keyed.happened, now):
        raise DeskError("outside_paper_time")
    if keyed.lane and known_post(post).lane(keyed.lane) is None:
        raise DeskError("lane_unknown")
    if keyed.outcome not in OUTCOMES:
        raise DeskError("outcome_unknown")
    problems = [
        problem
        for problem in documents.check_paper(keyed.paper, keyed.happened.date())
        if problem.severity is not documents.Severity.NOTE
    ]
    if problems:
        raise DeskError("document_problems", {"problems": tuple(problems)})
    checked(Decision(capacity=keyed.capacity, purpose=keyed.purpose, means=keyed.means))


def _part(paper: Paper) -> DocumentPart:
    known = DocumentPart.model_fields
    kept = {field.name: getattr(paper, field.name) for field in fields(Paper) if field.name in known}
    source = documents.from_paper(paper, from_form=True).source.value
    return DocumentPart(**{**kept, "source": source})
