"""Working on paper when the system is down, and keying it in later."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from panah.border.facts.parts import AccompanimentPart, Direction, DocumentPart, FindingPart, HostPart
from panah.journal.facts import Body, Fact, upcast


class FormsPrinted(Fact, kind="border:paper:forms_printed", retention="movement"):
    """Numbered forms were printed. Subject: the batch. Numbers run ``PREFIX-first`` to ``PREFIX-last``."""

    post: UUID
    prefix: str
    first: int
    last: int


class PaperStarted(Fact, kind="border:paper:started", retention="movement"):
    """The post works on paper from the time it happened. Subject: the period."""

    post: UUID
    reason: str = ""


class PaperEnded(Fact, kind="border:paper:ended", retention="movement"):
    """The post works with the system again. Subject: the period."""

    forms_used: tuple[str, ...] = ()


class FormKeyed(Fact, kind="border:paper:form_keyed", version=2, retention="movement"):
    """One officer (the actor) keyed a paper form. Subject: the form. It counts only once another confirms it.

    The fact's own time is when the crossing *happened*, with source ``paper``.
    """

    post: UUID
    number: str
    direction: Direction
    lane: str = ""
    document: DocumentPart
    outcome: Literal["crossed", "set_aside"] = "crossed"
    purpose: str = "not_asked"
    means: str = "not_asked"
    capacity: str = "traveller"
    stamp: str = ""
    accompaniment: AccompanimentPart | None = None
    officer_on_paper: str = ""
    host: HostPart | None = None


@upcast(FormKeyed.kind, version=1)
def _without_host(body: Body) -> Body:
    """Forms of version 1 didn't ask who invites somebody and where they stay."""
    return body


class FormConfirmed(Fact, kind="border:paper:form_confirmed", retention="movement"):
    """Another officer (the actor) compared the form with the screen: it is the presentation named here from now on."""

    presentation: UUID


class FormRejected(Fact, kind="border:paper:form_rejected", retention="movement"):
    """The confirming officer found it keyed wrongly: it is to be keyed again."""

    reason: str


class FormVoided(Fact, kind="border:paper:form_voided", retention="movement"):
    """A numbered form that was spoilt or not used, so that no number is missing. Subject: the form."""

    post: UUID
    number: str
    reason: str


class QuestionRaised(Fact, kind="border:question:raised", retention="movement"):
    """Checks that ran after the crossing found something: a question for the second line. Subject: the question."""

    post: UUID
    presentation: UUID
    findings: tuple[FindingPart, ...]


class QuestionAnswered(Fact, kind="border:question:answered", retention="movement"):
    """The second line (the actor) answered a late question."""

    answer: Literal["settled", "stands", "unclear"]
    remark: str = ""
