"""Claims at the asylum authority, sealed to itself. Subject: the claim, a random id of the authority's own.

Days are in ISO form; "" where there is none. What a fact may do to a claim stands in ``panah.protection.claim_life``.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from panah.journal.facts import Body, Fact, upcast

Short = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=4000)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
MaybeDay = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
Clock = Annotated[str, Field(pattern=r"^\d{2}:\d{2}$")]

Outcome = Literal["admitted", "recognised", "other_protection", "rejected", "withdrawn"]
Basis = Literal["authority", "mandate"]
Wish = Literal["", "F", "M"]
NotCome = Literal["ill", "not_told", "travel", "afraid", "care", "interpreter_missing", "our_side", "unknown"]
Present = Literal["alone", "interpreter", "interpreter_phone", "counsel", "guardian", "trusted", "unhcr"]
How = Literal["in_person", "through_counsel", "with_guardian"]
By = Literal["person", "counsel", "guardian"]
AppealOutcome = Literal["upheld", "annulled", "recognised", "other_protection"]
EndGround = Literal["ceased", "cancelled", "revoked", "given_up", "naturalised"]
Child = Literal["no", "yes", "doubtful"]
Relation = Literal["spouse", "parent", "child", "sibling", "guardian", "other"]


class ClaimRegistered(Fact, kind="protection:claim:registered", version=2, retention="sealed", sealed=True):
    """The authority registers a claim: referred to it from a post, or made before it (no ``referral``, no ``hold``).

    ``feared_on``: when fear was first said. ``child``: a doubtful age means child. ``basis``: ``mandate`` where UNHCR
    does it because no body of the state can. ``country``: whose law sets the clocks (ICAO code).
    ``valid_until`` is the last day of the certificate.
    """

    number: Short
    referral: UUID | None
    matter: UUID | None
    hold: UUID | None
    name: Short
    birth_date: Short = ""
    language: Short = ""
    registered_on: Day
    valid_until: Day
    feared_on: MaybeDay = ""
    basis: Basis = "authority"
    child: Child = "no"
    country: Annotated[str, Field(max_length=3)] = ""


@upcast(ClaimRegistered.kind, version=1)
def _registered_since_two(body: Body) -> Body:
    """Version 1 knew claims from posts only, before an authority of the state."""
    return body


class ClaimCertified(Fact, kind="protection:claim:certified", retention="sealed", sealed=True):
    """A new certificate instead of the one before."""

    issued_on: Day
    valid_until: Day


class ClaimCalled(Fact, kind="protection:claim:called", retention="sealed", sealed=True):
    """The person is called to an interview, instead of any call before.

    ``interpreter`` and ``interviewer``: the sex the person wishes, "" for no wish. ``counsel``: who comes along.
    ``why``: why it is another day than the one before.
    """

    call: UUID
    on: Day
    at: Clock
    place: Short
    language: Short
    interpreter: Wish = ""
    interviewer: Wish = ""
    counsel: Short = ""
    why: Text = ""


class ClaimNotCome(Fact, kind="protection:claim:not_come", retention="sealed", sealed=True):
    """Nobody was interviewed on that day, and why. It decides nothing."""

    call: UUID
    reason: NotCome
    text: Text = ""


class ClaimInterviewed(Fact, kind="protection:claim:interviewed", retention="sealed", sealed=True):
    """The person was heard. What they said stands in the case file, not here.

    ``interpreter``: under a code, never from an embassy or the family (``independent`` says that it was asked).
    """

    on: Day
    language: Short
    understood: bool
    present: tuple[Present, ...] = ()
    interpreter: Short = ""
    independent: bool = False


class ClaimDecided(Fact, kind="protection:claim:decided", version=2, retention="sealed", sealed=True):
    """What the authority decided. ``group``: recognised as one of a declared group. ``withdrawn``: by the person, here,
    asked alone, of their own will, with counsel offered, in a language they understand."""

    outcome: Outcome
    why: Text
    group: UUID | None = None
    counsel_offered: bool = False
    in_person: bool = False
    own_will: bool = False
    understood: bool = False


@upcast(ClaimDecided.kind, version=1)
def _decided_since_two(body: Body) -> Body:
    """Version 1 let the time to appeal run from the decision. It runs from its service, which has to be recorded."""
    return {name: value for name, value in body.items() if name != "appeal_until"}


class ClaimServed(Fact, kind="protection:claim:served", retention="sealed", sealed=True):
    """The decision was handed over and explained in a language the person understands. ``appeal_until``: the last day
    to go against it, reckoned from here; "" where no court is left."""

    on: Day
    how: How
    language: Short
    understood: bool
    remedy_explained: bool
    appeal_until: MaybeDay


class ClaimAppealed(Fact, kind="protection:claim:appealed", retention="sealed", sealed=True):
    """Somebody went against the decision. Nothing lets go until it is decided. After the last day: ``leave_asked``."""

    on: Day
    by: By
    court: Short = ""
    leave_asked: bool = False


class ClaimLeaveDecided(Fact, kind="protection:claim:leave_decided", retention="sealed", sealed=True):
    """Whether a late appeal is heard."""

    on: Day
    given: bool
    why: Text


class ClaimAppealDecided(Fact, kind="protection:claim:appeal_decided", retention="sealed", sealed=True):
    """What the court decided. ``upheld`` has to be served like the first decision; ``annulled``: decide again."""

    on: Day
    outcome: AppealOutcome
    why: Text
    court: Short = ""


class ClaimConcluded(Fact, kind="protection:claim:concluded", retention="sealed", sealed=True):
    """A rejection was served, the time to appeal is over and nobody appealed: nothing is open any more."""

    why: Text


class ClaimStatusSet(Fact, kind="protection:claim:status_set", retention="sealed", sealed=True):
    """The document of a status, given or extended."""

    document: Short
    valid_from: Day
    valid_until: Day
    travel_document: Short = ""


class ClaimStatusEnded(Fact, kind="protection:claim:status_ended", retention="sealed", sealed=True):
    """A status ended. That settles no other risk: the claim is open again, but for somebody who became a national."""

    ground: EndGround
    on: Day
    why: Text


class ClaimReopened(Fact, kind="protection:claim:reopened", retention="sealed", sealed=True):
    """Something new was said or happened. ``sur_place``: since the person left their country."""

    new: Text
    sur_place: bool = False


class ClaimMissing(Fact, kind="protection:claim:missing", retention="sealed", sealed=True):
    """Nobody knows where the person is. That suspends the claim and lets nothing go; somebody searches."""

    since: Day
    search_until: Day
    why: Text = ""


class ClaimSearched(Fact, kind="protection:claim:searched", retention="sealed", sealed=True):
    """What was done to find the person, and when somebody looks again; ``found`` ends it."""

    what: Text
    found: bool = False
    search_until: MaybeDay = ""


class ClaimDied(Fact, kind="protection:claim:died", retention="sealed", sealed=True):
    """The person died, as a certificate says."""

    on: Day
    certificate: Short


class ClaimDeathCorrected(Fact, kind="protection:claim:death_corrected", retention="sealed", sealed=True):
    """The person lives, or it was somebody else who died, and how that is known: the death that was recorded is wrong.
    The claim stands again as before it."""

    why: Text


class ClaimTransferred(Fact, kind="protection:claim:transferred", retention="sealed", sealed=True):
    """It goes to another ``region`` of the authority, or to another body (``to``), which alone lets go from then on."""

    to: UUID | None = None
    region: Short = ""
    why: Text


class EventPart(BaseModel):
    """Something said of a claim before it was handed over, as it was said. ``fact`` is its body."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    said: Short
    version: int
    at: Short
    by: UUID
    fact: dict[str, object]


class ClaimTakenOver(Fact, kind="protection:claim:taken_over", version=2, retention="sealed", sealed=True):
    """What another body knew of a claim that it hands over, in order; what was held of it here before it was handed
    over in turn is replaced. ``reference``: the number on the person's card."""

    of: UUID
    events: tuple[EventPart, ...]
    why: str = Field("", max_length=4000)
    reference: Short = ""


@upcast(ClaimTakenOver.kind, version=1)
def _taken_over_since_two(body: Body) -> Body:
    """Version 1 knew neither why nor the number on the card."""
    return body


class ClaimChild(Fact, kind="protection:claim:child", retention="sealed", sealed=True):
    """Whether the person is a child, who their guardian is, and when the best-interests record was made. What isn't
    said again stays as it was; that somebody is none after all needs a reason."""

    child: Child
    guardian: Short = ""
    best_interests_on: MaybeDay = ""
    why: Text = ""


class ClaimLinked(Fact, kind="protection:claim:linked", retention="sealed", sealed=True):
    """Another claim is of the family. ``asked_alone``: when this person was asked, alone, whether they want to be one
    family here and whether they have a claim of their own; "" not yet. ``apart``: they want not."""

    other: UUID
    relation: Relation
    dependant: bool = False
    asked_alone: MaybeDay = ""
    apart: bool = False


class ClaimSame(Fact, kind="protection:claim:same", retention="sealed", sealed=True):
    """Another claim is of the same person, or after all isn't. While one of them is open, none lets go."""

    other: UUID
    same: bool
    why: Text


class ClaimMatterFound(Fact, kind="protection:claim:matter_found", retention="sealed", sealed=True):
    """The matter that an open claim decides about reached the body after the claim was registered, from paper alone."""

    matter: UUID
