"""The rules of decisions: served, appealed, over for good, and begun anew."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from panah.protection.claim_life.following import must, on
from panah.protection.claim_life.kinds import ENDED, UNDECIDED, Life
from panah.protection.facts import claims as facts


@on(facts.ClaimDecided)
def _decided(life: Life, fact: facts.ClaimDecided, _on: dt.date) -> Life:
    must(bool(fact.why.strip()), "reason_needed")
    decided = replace(life, outcome=fact.outcome, why=fact.why)
    # S6: a guardian and a best-interests record come before anything is decided about a child.
    must(fact.outcome == "admitted" or life.cared_for, "child_first")
    if fact.outcome == "withdrawn":
        must(life.open, "claim_decided")
        must(not life.missing_since, "claim_missing")
        must(fact.counsel_offered, "counsel_needed")
        return replace(decided, state="withdrawn")
    must(life.state in UNDECIDED, "claim_decided")
    if fact.outcome == "admitted":
        return decided
    if fact.outcome == "rejected":
        must(not life.missing_since, "claim_missing")
        # Nobody is refused protection who wasn't heard, or has a call still to come.
        must(bool(life.interviewed_on) and life.call is None, "interview_needed")
        return replace(decided, state="rejected", served_on="", appeal_until="", level=0)
    return replace(decided, state="granted", served_on="", status_until="")


@on(facts.ClaimServed)
def _served(life: Life, fact: facts.ClaimServed, _on: dt.date) -> Life:
    must(not life.missing_since, "claim_missing")
    must(fact.understood and fact.remedy_explained, "service_incomplete")
    if life.state == "granted":
        return replace(life, served_on=fact.on)
    must(life.state == "rejected", "nothing_to_serve")
    # The time to appeal began neither before there was a decision, nor was over before it began.
    must(fact.on >= life.since and (fact.appeal_until or fact.on) >= fact.on, "day_wrong")
    # Without a court left, the day of service is the last.
    return replace(life, state="served", served_on=fact.on, appeal_until=fact.appeal_until or fact.on)


@on(facts.ClaimAppealed)
def _appealed(life: Life, fact: facts.ClaimAppealed, _on: dt.date) -> Life:
    # Also after all was over: it may have lain in time at the court.
    over = life.state == "closed" and life.outcome == "rejected"
    must(life.state in ("rejected", "served") or over, "nothing_to_appeal")
    late = life.state != "rejected" and life.appeal_until < fact.on
    must(not late or fact.leave_asked, "leave_needed")
    return replace(life, state="leave" if late else "appeal")


@on(facts.ClaimLeaveDecided)
def _leave(life: Life, fact: facts.ClaimLeaveDecided, _on: dt.date) -> Life:
    must(life.state == "leave", "no_appeal")
    must(bool(fact.why.strip()), "reason_needed")
    return replace(life, state="appeal" if fact.given else "served")


@on(facts.ClaimAppealDecided)
def _appeal_decided(life: Life, fact: facts.ClaimAppealDecided, _on: dt.date) -> Life:
    must(life.state == "appeal", "no_appeal")
    must(bool(fact.why.strip()), "reason_needed")
    if fact.outcome == "upheld":
        return replace(life, state="rejected", served_on="", appeal_until="", level=life.level + 1)
    if fact.outcome == "annulled":
        return replace(life, state="deciding", outcome="", why="", served_on="", appeal_until="")
    return replace(life, state="granted", outcome=fact.outcome, why=fact.why, status_until="")


@on(facts.ClaimConcluded)
def _concluded(life: Life, fact: facts.ClaimConcluded, on: dt.date) -> Life:
    must(life.state not in ENDED, "claim_decided")
    must(not life.missing_since, "claim_missing")
    # S6: also where only after the rejection it came out that this may be a child.
    must(life.cared_for, "child_first")
    must(life.over(on), "claim_not_final")
    must(bool(fact.why.strip()), "reason_needed")
    return replace(life, state="closed")


@on(facts.ClaimStatusSet)
def _status_set(life: Life, fact: facts.ClaimStatusSet, _on: dt.date) -> Life:
    must(life.state == "granted", "no_status")
    must(fact.valid_from <= fact.valid_until, "days_reversed")
    return replace(
        life,
        status_document=fact.document,
        status_from=fact.valid_from,
        status_until=fact.valid_until,
        travel_document=fact.travel_document,
    )


@on(facts.ClaimStatusEnded)
def _status_ended(life: Life, fact: facts.ClaimStatusEnded, _on: dt.date) -> Life:
    must(life.state == "granted", "no_status")
    must(bool(fact.why.strip()), "reason_needed")
    ended = replace(life, status_until=fact.on, outcome="", why="", served_on="", appeal_until="")
    if fact.ground == "naturalised":
        return replace(ended, state="closed")
    # Other risks are asked about anew, in an interview of their own.
    return replace(ended, state="registered", interviewed_on="")


@on(facts.ClaimReopened)
def _reopened(life: Life, fact: facts.ClaimReopened, _on: dt.date) -> Life:
    must(life.state in ("rejected", "served", "closed", "withdrawn"), "claim_open")
    must(bool(fact.new.strip()), "reason_needed")
    return replace(
        life, state="registered", outcome="", why="", interviewed_on="", served_on="", appeal_until="",
        reopened=life.reopened + 1,
    )  # fmt: skip
