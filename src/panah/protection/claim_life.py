"""The life of a claim: what each fact does to it, and what it can't. Pure; the desk asks it before it says something,
the register folds by it, so that neither does what the other wouldn't.

S1 stands here: nothing ends in "closed" while a decision isn't served, the time to appeal runs, an appeal is open or
nobody knows where the person is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from panah.journal.facts import Fact
from panah.protection.facts import claims as facts

STATES = (
    "registered", "called", "deciding", "rejected", "served", "leave", "appeal", "granted", "closed", "withdrawn",
    "died", "transferred",
)  # fmt: skip
"""``deciding``: heard. ``rejected``: not served yet. ``served``: the time to appeal runs, or is over. ``leave``: a late
appeal waits for leave. ``closed``: rejected for good, or a national now."""

OPEN = frozenset(STATES) - {"granted", "closed", "withdrawn", "died", "transferred"}
UNDECIDED = frozenset({"registered", "called", "deciding"})
ENDED = frozenset({"granted", "closed", "withdrawn", "died"})
"""Nothing stands in the way any more, as far as this claim goes."""


class ClaimRuleError(ValueError):
    """A fact can't be said of a claim as it is; ``code`` is one of protection's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Life:
    """A claim as it stands. Days in ISO form, "" for none.

    ``since``: the day the present state began; ``feared_on``: when fear was first said to any authority; ``asked_on``:
    the day from which on a decision is owed. ``child``: no, yes or doubtful, which means child.
    ``calls``, ``links``, ``same``: as the facts said them, the newest last.
    """

    state: str = "registered"
    since: str = ""
    feared_on: str = ""
    asked_on: str = ""
    child: str = "no"
    guardian: str = ""
    best_interests_on: str = ""
    outcome: str = ""
    why: str = ""
    level: int = 0
    interviewed_on: str = ""
    served_on: str = ""
    appeal_until: str = ""
    missing_since: str = ""
    search_until: str = ""
    died_on: str = ""
    issued_on: str = ""
    valid_until: str = ""
    issue: int = 1
    status_document: str = ""
    status_from: str = ""
    status_until: str = ""
    travel_document: str = ""
    region: str = ""
    transferred_to: str = ""
    reopened: int = 0
    calls: tuple[Mapping[str, Any], ...] = ()
    links: tuple[Mapping[str, Any], ...] = ()
    same: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether this claim still stands in the way of sending the person back."""
        return self.state in OPEN

    @property
    def on_certificate(self) -> bool:
        """Whether the certificate is the person's paper: while the claim is open, and until a status that was given has
        a document of its own."""
        return self.open or (self.state == "granted" and not self.status_until)

    @property
    def call(self) -> Mapping[str, Any] | None:
        """The call that stands, if one does."""
        last = self.calls[-1] if self.calls else None
        return last if last is not None and last["state"] == "called" else None

    @property
    def cared_for(self) -> bool:
        """Whether a decision may be made: an adult, or a child with a guardian and a best-interests record."""
        return self.child == "no" or bool(self.guardian and self.best_interests_on)

    def over(self, on: dt.date) -> bool:
        """Whether a served rejection can't be appealed in time any more."""
        return self.state == "served" and self.appeal_until < on.isoformat()


F = TypeVar("F", bound=Fact)
_Rule = Callable[[Life, Any, dt.date], Life]
_rules: dict[type[Fact], _Rule] = {}


def begun(fact: facts.ClaimRegistered) -> Life:
    """A claim that was just registered."""
    day = fact.registered_on
    return Life(
        since=day, feared_on=fact.feared_on, asked_on=day, child=fact.child, issued_on=day, valid_until=fact.valid_until
    )


def after(life: Life, fact: Fact, on: dt.date) -> Life:
    """The claim after something was said of it ``on`` a day. Raises ClaimRuleError; LookupError for a fact that is none
    of a claim's."""
    rule = _rules[type(fact)]
    if life.state == "transferred":
        raise ClaimRuleError("claim_transferred")
    if life.state == "died":
        raise ClaimRuleError("claim_decided")
    found = rule(life, fact, on)
    if found.state == life.state:
        return found
    asked_anew = found.state in UNDECIDED and life.state not in UNDECIDED
    return replace(found, since=on.isoformat(), asked_on=on.isoformat() if asked_anew else found.asked_on)


def allowed(life: Life, tries: Sequence[Fact], on: dt.date) -> list[type[Fact]]:
    """Which of these could be said now."""
    found = []
    for fact in tries:
        try:
            after(life, fact, on)
        except ClaimRuleError:
            continue
        found.append(type(fact))
    return found


def _on(fact: type[F]) -> Callable[[Callable[[Life, F, dt.date], Life]], Callable[[Life, F, dt.date], Life]]:
    def keep(rule: Callable[[Life, F, dt.date], Life]) -> Callable[[Life, F, dt.date], Life]:
        _rules[fact] = rule
        return rule

    return keep


def _must(holds: bool, code: str) -> None:
    if not holds:
        raise ClaimRuleError(code)


@_on(facts.ClaimCertified)
def _certified(life: Life, fact: facts.ClaimCertified, _on: dt.date) -> Life:
    _must(life.on_certificate, "claim_decided")
    return replace(life, issued_on=fact.issued_on, valid_until=fact.valid_until, issue=life.issue + 1)


@_on(facts.ClaimCalled)
def _called(life: Life, fact: facts.ClaimCalled, _on: dt.date) -> Life:
    _must(life.state in UNDECIDED, "claim_decided")
    _must(not life.missing_since, "claim_missing")
    _must(life.call is None or bool(fact.why.strip()), "reason_needed")
    call = fact.model_dump(mode="json", exclude={"corrects"}) | {"state": "called"}
    earlier = tuple({**one, "state": "moved"} if one is life.call else one for one in life.calls)
    return replace(life, state="called", calls=(*earlier, call))


@_on(facts.ClaimNotCome)
def _not_come(life: Life, fact: facts.ClaimNotCome, _on: dt.date) -> Life:
    _must(life.call is not None and life.call["call"] == str(fact.call), "call_unknown")
    # A call that is left over after a decision brings nothing back.
    _must(life.state in UNDECIDED, "claim_decided")
    told = {"state": "not_come", "reason": fact.reason, "text": fact.text}
    calls = tuple({**one, **told} if one is life.call else one for one in life.calls)
    return replace(life, state="deciding" if life.interviewed_on else "registered", calls=calls)


@_on(facts.ClaimInterviewed)
def _interviewed(life: Life, fact: facts.ClaimInterviewed, _on: dt.date) -> Life:
    _must(life.state in UNDECIDED, "claim_decided")
    _must(not life.missing_since, "claim_missing")
    _must(fact.understood, "not_understood")
    # Nobody was heard about this before they said it, or about something new before that came up.
    anew = life.reopened or life.status_until
    _must(fact.on >= (life.asked_on if anew else life.feared_on), "day_wrong")
    # S6: no child is asked why they fled without a guardian at their side.
    _must(life.child == "no" or bool(life.guardian), "child_first")
    with_interpreter = bool({"interpreter", "interpreter_phone"} & set(fact.present))
    _must(not with_interpreter or fact.independent, "interpreter_not_independent")
    calls = tuple({**one, "state": "held"} if one is life.call else one for one in life.calls)
    return replace(life, state="deciding", interviewed_on=fact.on, calls=calls)


@_on(facts.ClaimDecided)
def _decided(life: Life, fact: facts.ClaimDecided, _on: dt.date) -> Life:
    _must(bool(fact.why.strip()), "reason_needed")
    decided = replace(life, outcome=fact.outcome, why=fact.why)
    # S6: a guardian and a best-interests record come before anything is decided about a child.
    _must(fact.outcome == "admitted" or life.cared_for, "child_first")
    if fact.outcome == "withdrawn":
        _must(life.open, "claim_decided")
        _must(not life.missing_since, "claim_missing")
        _must(fact.counsel_offered, "counsel_needed")
        return replace(decided, state="withdrawn")
    _must(life.state in UNDECIDED, "claim_decided")
    if fact.outcome == "admitted":
        return decided
    if fact.outcome == "rejected":
        _must(not life.missing_since, "claim_missing")
        # Nobody is refused protection who wasn't heard, or has a call still to come.
        _must(bool(life.interviewed_on) and life.call is None, "interview_needed")
        return replace(decided, state="rejected", served_on="", appeal_until="", level=0)
    return replace(decided, state="granted", served_on="", status_until="")


@_on(facts.ClaimServed)
def _served(life: Life, fact: facts.ClaimServed, _on: dt.date) -> Life:
    _must(not life.missing_since, "claim_missing")
    _must(fact.understood and fact.remedy_explained, "service_incomplete")
    if life.state == "granted":
        return replace(life, served_on=fact.on)
    _must(life.state == "rejected", "nothing_to_serve")
    # The time to appeal began neither before there was a decision, nor was over before it began.
    _must(fact.on >= life.since and (fact.appeal_until or fact.on) >= fact.on, "day_wrong")
    # Without a court left, the day of service is the last.
    return replace(life, state="served", served_on=fact.on, appeal_until=fact.appeal_until or fact.on)


@_on(facts.ClaimAppealed)
def _appealed(life: Life, fact: facts.ClaimAppealed, _on: dt.date) -> Life:
    # Also after all was over: it may have lain in time at the court.
    over = life.state == "closed" and life.outcome == "rejected"
    _must(life.state in ("rejected", "served") or over, "nothing_to_appeal")
    late = life.state != "rejected" and life.appeal_until < fact.on
    _must(not late or fact.leave_asked, "leave_needed")
    return replace(life, state="leave" if late else "appeal")


@_on(facts.ClaimLeaveDecided)
def _leave(life: Life, fact: facts.ClaimLeaveDecided, _on: dt.date) -> Life:
    _must(life.state == "leave", "no_appeal")
    _must(bool(fact.why.strip()), "reason_needed")
    return replace(life, state="appeal" if fact.given else "served")


@_on(facts.ClaimAppealDecided)
def _appeal_decided(life: Life, fact: facts.ClaimAppealDecided, _on: dt.date) -> Life:
    _must(life.state == "appeal", "no_appeal")
    _must(bool(fact.why.strip()), "reason_needed")
    if fact.outcome == "upheld":
        return replace(life, state="rejected", served_on="", appeal_until="", level=life.level + 1)
    if fact.outcome == "annulled":
        return replace(life, state="deciding", outcome="", why="", served_on="", appeal_until="")
    return replace(life, state="granted", outcome=fact.outcome, why=fact.why, status_until="")


@_on(facts.ClaimConcluded)
def _concluded(life: Life, fact: facts.ClaimConcluded, on: dt.date) -> Life:
    _must(life.state not in ENDED, "claim_decided")
    _must(not life.missing_since, "claim_missing")
    # S6: also where only after the rejection it came out that this may be a child.
    _must(life.cared_for, "child_first")
    _must(life.over(on), "claim_not_final")
    _must(bool(fact.why.strip()), "reason_needed")
    return replace(life, state="closed")


@_on(facts.ClaimStatusSet)
def _status_set(life: Life, fact: facts.ClaimStatusSet, _on: dt.date) -> Life:
    _must(life.state == "granted", "no_status")
    _must(fact.valid_from <= fact.valid_until, "days_reversed")
    return replace(
        life,
        status_document=fact.document,
        status_from=fact.valid_from,
        status_until=fact.valid_until,
        travel_document=fact.travel_document,
    )


@_on(facts.ClaimStatusEnded)
def _status_ended(life: Life, fact: facts.ClaimStatusEnded, _on: dt.date) -> Life:
    _must(life.state == "granted", "no_status")
    _must(bool(fact.why.strip()), "reason_needed")
    ended = replace(life, status_until=fact.on, outcome="", why="", served_on="", appeal_until="")
    if fact.ground == "naturalised":
        return replace(ended, state="closed")
    # Other risks are asked about anew, in an interview of their own.
    return replace(ended, state="registered", interviewed_on="")


@_on(facts.ClaimReopened)
def _reopened(life: Life, fact: facts.ClaimReopened, _on: dt.date) -> Life:
    _must(life.state in ("rejected", "served", "closed", "withdrawn"), "claim_open")
    _must(bool(fact.new.strip()), "reason_needed")
    return replace(
        life, state="registered", outcome="", why="", interviewed_on="", served_on="", appeal_until="",
        reopened=life.reopened + 1,
    )  # fmt: skip


@_on(facts.ClaimMissing)
def _missing(life: Life, fact: facts.ClaimMissing, _on: dt.date) -> Life:
    _must(not life.missing_since, "claim_missing")
    return replace(life, missing_since=fact.since, search_until=fact.search_until)


@_on(facts.ClaimSearched)
def _searched(life: Life, fact: facts.ClaimSearched, on: dt.date) -> Life:
    _must(bool(life.missing_since), "not_missing")
    _must(bool(fact.what.strip()), "reason_needed")
    if not fact.found:
        return replace(life, search_until=fact.search_until or life.search_until)
    # Whoever couldn't be reached gets the whole time to appeal: the decision is served anew.
    unserved = {"state": "rejected", "served_on": "", "appeal_until": ""} if life.state == "served" else {}
    return replace(life, missing_since="", search_until="", **unserved)  # type: ignore[arg-type]  # texts all


@_on(facts.ClaimDied)
def _died(life: Life, fact: facts.ClaimDied, _on: dt.date) -> Life:
    _must(bool(fact.certificate.strip()), "certificate_needed")
    return replace(life, state="died", died_on=fact.on, missing_since="", search_until="")


@_on(facts.ClaimTransferred)
def _transferred(life: Life, fact: facts.ClaimTransferred, _on: dt.date) -> Life:
    _must(bool(fact.why.strip()), "reason_needed")
    if fact.to is None:
        _must(bool(fact.region.strip()), "region_needed")
        return replace(life, region=fact.region)
    _must(life.open, "claim_decided")
    return replace(life, state="transferred", transferred_to=str(fact.to))


@_on(facts.ClaimChild)
def _child(life: Life, fact: facts.ClaimChild, _on: dt.date) -> Life:
    _must(fact.child != "no" or bool(fact.why.strip()), "reason_needed")
    return replace(
        life,
        child=fact.child,
        guardian=fact.guardian or life.guardian,
        best_interests_on=fact.best_interests_on or life.best_interests_on,
    )


@_on(facts.ClaimLinked)
def _linked(life: Life, fact: facts.ClaimLinked, _on: dt.date) -> Life:
    link = fact.model_dump(mode="json", exclude={"corrects"})
    return replace(life, links=(*(one for one in life.links if one["other"] != link["other"]), link))


@_on(facts.ClaimSame)
def _same(life: Life, fact: facts.ClaimSame, _on: dt.date) -> Life:
    _must(bool(fact.why.strip()), "reason_needed")
    others = tuple(one for one in life.same if one != str(fact.other))
    return replace(life, same=(*others, str(fact.other)) if fact.same else others)
