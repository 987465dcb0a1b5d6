"""Refusal of entry, and withdrawal at the line. Subject of a refusal's facts: its own random handle."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from panah.border.facts.parts import Part
from panah.journal.facts import Fact
from panah.people.act_signature import ActSignature

Understood = Literal["said_back", "speaks_it", "interpreter"]


class RefusalPart(Part):
    """What both officers sign: who is refused, on which ground of the law's list, and how the person was heard.

    ``language`` is the one spoken and understood, ``notice_language`` that of the printed notice; an interpreter stands
    here under a code, never by name. ``facts`` is what the ground rests on as the officer wrote it, ``facts_told`` the
    same in the language of the notice, where that is another. ``own_words`` is what the person said to the ground; they
    were asked alone whether they fear to go back, and said no. ``advisories`` are the countries (alpha-3) a refusal
    leads to of which UNHCR asks that nobody be forced to return there: each was asked about by name.
    """

    presentation: UUID
    hold: UUID
    post: UUID
    ground: str
    facts: str
    facts_told: str = ""
    language: str
    understood: Understood
    interpreter: str = ""
    notice_language: str
    own_words: str = ""
    asked_alone: bool
    asked_fear: bool
    advisories: tuple[str, ...] = ()


class ReceiptPart(Part):
    """Headquarters' guard receipt (S1): nothing was open about this person at ``head`` of its journal, at ``given``.

    ``given`` is in seconds since 1970 (UTC), ``key`` and ``signature`` are hex; the bytes signed are the guard's own
    (``panah.safeguards.guard.receipts``).
    """

    person: str
    act: str
    journal: UUID
    head: int
    given: int
    key: str
    signature: str


class RefusalProposed(Fact, kind="border:refusal:proposed", retention="movement"):
    """A second-line officer (the actor) proposes to refuse, with their own signature. The person still waits."""

    content: RefusalPart
    signature: ActSignature


class RefusalSigned(Fact, kind="border:refusal:signed", retention="movement"):
    """Another officer (the actor) signed, too, while others of the family wait: it is made together with theirs (S12),
    or not at all. ``role`` is the one in which they signed. The last signature counts."""

    signature: ActSignature
    role: Literal["second_line", "commander"]


class RefusalDeclined(Fact, kind="border:refusal:declined", retention="movement"):
    """The proposal goes no further: the other officer declined it, or the proposing one took it back. Why."""

    reason: str


class RefusalMade(Fact, kind="border:refusal:made", retention="movement"):
    """Entry is refused: two officers signed the same content, and headquarters' receipt was fresh."""

    content: RefusalPart
    first: ActSignature
    second: ActSignature
    receipt: ReceiptPart


class PresentationRefused(Fact, kind="border:presentation:refused", retention="movement"):
    """The outcome of a presentation: refused entry. Subject: the presentation."""

    refusal: UUID


class PresentationWithdrew(Fact, kind="border:presentation:withdrew", retention="movement"):
    """The person went back of their own will. Asked alone, in a language understood; counted and seen by the monitor.

    Subject: the presentation.
    """

    language: str
    understood: Understood
    interpreter: str = ""
    asked_alone: bool
    asked_fear: bool
    own_words: str
