"""Late questions: what checks found after a crossing, for the second line to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from panah.border.desk import parties, watching
from panah.border.desk.context import Acting, DeskError
from panah.border.desk.decision import LONGEST_REMARK, text
from panah.border.desk.locks import one_at_a_time
from panah.border.facts.paper import QuestionAnswered, QuestionRaised
from panah.border.facts.parts import FindingPart
from panah.border.models import Presentation, Question
from panah.border.rules.advice import Advice
from panah.journal.entries import Statement
from panah.journal.record import say

ANSWERS = ("settled", "stands", "unclear")


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with the person it is about."""

    row: Question
    presentation: Presentation

    @property
    def name(self) -> str:
        """The person's name, or what describes them."""
        return parties.name_of(self.presentation.document)

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What was found, as the facts keep it."""
        return list(self.row.findings)


def late(advice: Advice) -> list[FindingPart]:
    """What of an advice is a question where somebody has crossed already: doubts, and lists that weren't asked."""
    return [one.part() for one in advice.findings if one.state in ("amber", "red") or one.code in watching.NOT_ASKED]


def raised(post: UUID, presentation: UUID, findings: Sequence[FindingPart], happened: datetime) -> Statement:
    """The statement that raises a question, to be recorded with what it comes from."""
    fact = QuestionRaised(post=post, presentation=presentation, findings=tuple(findings))
    return Statement(fact, uuid4(), happened)


def listed(post: UUID, *, answered: bool | None = None) -> list[QuestionView]:
    """Questions of a post, the oldest first; ``answered`` True or False for only those."""
    rows = Question.objects.filter(post=post).order_by("raised", "subject")
    if answered is not None:
        rows = rows.filter(answered__isnull=not answered)
    return _views(list(rows))


def get(question: UUID) -> QuestionView:
    """One question; DeskError ``question_unknown``."""
    found = _views(list(Question.objects.filter(subject=question)))
    if not found:
        raise DeskError("question_unknown")
    return found[0]


def _views(rows: list[Question]) -> list[QuestionView]:
    people = Presentation.objects.in_bulk([row.presentation for row in rows])
    return [QuestionView(row, people[row.presentation]) for row in rows if row.presentation in people]


def answer(question: UUID, answer: str, remark: str = "", *, actor: Acting) -> None:
    """Answer a question: settled, stands or unclear; the last two need a remark. DeskError ``question_answered``."""
    with one_at_a_time(question):
        view = get(question)
        if view.row.answered is not None:
            raise DeskError("question_answered")
        if answer not in ANSWERS:
            raise DeskError("answer_unknown")
        remark = text(remark, "remark", LONGEST_REMARK)
        if answer != "settled" and not remark:
            raise DeskError("reason_needed")
        fact = QuestionAnswered(answer=answer, remark=remark)  # type: ignore[arg-type]  # the fact refuses any other word
        say(fact, actor=actor.id, about=question)
