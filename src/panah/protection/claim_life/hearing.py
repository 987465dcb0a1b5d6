"""The rules of certificates, calls and interviews."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from panah.protection.claim_life.following import must, on
from panah.protection.claim_life.kinds import UNDECIDED, Life
from panah.protection.facts import claims as facts


@on(facts.ClaimCertified)
def _certified(life: Life, fact: facts.ClaimCertified, _on: dt.date) -> Life:
    must(life.on_certificate, "claim_decided")
    return replace(life, issued_on=fact.issued_on, valid_until=fact.valid_until, issue=life.issue + 1)


@on(facts.ClaimCalled)
def _called(life: Life, fact: facts.ClaimCalled, _on: dt.date) -> Life:
    must(life.state in UNDECIDED, "claim_decided")
    must(not life.missing_since, "claim_missing")
    must(life.call is None or bool(fact.why.strip()), "reason_needed")
    call = fact.model_dump(mode="json", exclude={"corrects"}) | {"state": "called"}
    earlier = tuple({**one, "state": "moved"} if one is life.call else one for one in life.calls)
    return replace(life, state="called", calls=(*earlier, call))


@on(facts.ClaimNotCome)
def _not_come(life: Life, fact: facts.ClaimNotCome, _on: dt.date) -> Life:
    must(life.call is not None and life.call["call"] == str(fact.call), "call_unknown")
    # A call that is left over after a decision brings nothing back.
    must(life.state in UNDECIDED, "claim_decided")
    told = {"state": "not_come", "reason": fact.reason, "text": fact.text}
    calls = tuple({**one, **told} if one is life.call else one for one in life.calls)
    return replace(life, state="deciding" if life.interviewed_on else "registered", calls=calls)


@on(facts.ClaimInterviewed)
def _interviewed(life: Life, fact: facts.ClaimInterviewed, _on: dt.date) -> Life:
    must(life.state in UNDECIDED, "claim_decided")
    must(not life.missing_since, "claim_missing")
    must(fact.understood, "not_understood")
    # Nobody was heard about this before they said it, or about something new before that came up.
    anew = life.reopened or life.status_until
    must(fact.on >= (life.asked_on if anew else life.feared_on), "day_wrong")
    # S6: no child is asked why they fled without a guardian at their side.
    must(life.child == "no" or bool(life.guardian), "child_first")
    with_interpreter = bool({"interpreter", "interpreter_phone"} & set(fact.present))
    must(not with_interpreter or fact.independent, "interpreter_not_independent")
    calls = tuple({**one, "state": "held"} if one is life.call else one for one in life.calls)
    return replace(life, state="deciding", interviewed_on=fact.on, calls=calls)
