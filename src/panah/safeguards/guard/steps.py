"""The steps in the life of a matter: from which stages, to which, by whom, on what conditions.

`by`: anyone · person (also their lawyer or guardian) · a role at the border · body (any) · competent (the body
competent for this matter) · court. `requires` names conditions of `conditions.py`. A step declines nothing, closes
nothing and needs no consent unless it says so here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from panah.safeguards.guard.matters import (
    Accepted,
    Appealed,
    Claimed,
    Closed,
    Deciding,
    Granted,
    Heard,
    Referred,
    Rejected,
    Stage,
    Status,
    Suspected,
)

F = TypeVar("F", bound=Stage, contravariant=True)
T = TypeVar("T", bound=Stage, covariant=True)


@dataclass(frozen=True, slots=True)
class Step(Generic[F, T]):
    """One step. `outcome` is how a matter was closed, where the step closes it; empty: as it was decided."""

    code: str
    sources: frozenset[Status]
    target: Status
    by: frozenset[str]
    requires: tuple[str, ...] = ()
    outcome: str = ""


_UNDECIDED = frozenset({Status.CLAIMED, Status.REFERRED, Status.ACCEPTED, Status.DECIDING})
_ANYONE = frozenset({"anyone"})
_COMPETENT = frozenset({"competent"})
_COURT = frozenset({"court"})

HEAR: Step[Suspected, Heard] = Step(
    "hear", frozenset({Status.SUSPECTED}), Status.HEARD, frozenset({"second_line", "body"}), ("language_understood",)
)
CLAIM: Step[Suspected | Heard, Claimed] = Step(
    "claim", frozenset({Status.SUSPECTED, Status.HEARD}), Status.CLAIMED, _ANYONE
)
IDENTIFY: Step[Suspected | Heard, Claimed] = Step(
    "identify",
    frozenset({Status.SUSPECTED, Status.HEARD}),
    Status.CLAIMED,
    frozenset({"first_line", "second_line", "body"}),
)
REFER: Step[Suspected | Heard | Claimed, Referred] = Step(
    "refer",
    frozenset({Status.SUSPECTED, Status.HEARD, Status.CLAIMED}),
    Status.REFERRED,
    frozenset({"second_line", "headquarters", "body"}),
)
DECLINE_REFERRAL: Step[Referred, Claimed] = Step(
    "decline_referral", frozenset({Status.REFERRED}), Status.CLAIMED, frozenset({"body"}), ("reasons_given",)
)
ACCEPT: Step[Suspected | Heard | Claimed | Referred, Accepted] = Step(
    "accept",
    frozenset({Status.SUSPECTED, Status.HEARD, Status.CLAIMED, Status.REFERRED}),
    Status.ACCEPTED,
    _COMPETENT,
)
TRANSFER: Step[Referred | Accepted | Deciding, Referred] = Step(
    "transfer",
    frozenset({Status.REFERRED, Status.ACCEPTED, Status.DECIDING}),
    Status.REFERRED,
    _COMPETENT,
    ("receiver_competent", "reasons_given"),
)
REASONABLE_GROUNDS: Step[Accepted, Accepted] = Step(
    "reasonable_grounds", frozenset({Status.ACCEPTED}), Status.ACCEPTED, _COMPETENT, ("reflection_foreseen",)
)
END_REFLECTION: Step[Accepted, Accepted] = Step(
    "end_reflection",
    frozenset({Status.ACCEPTED}),
    Status.ACCEPTED,
    _COMPETENT,
    ("reflection_foreseen", "in_person", "own_will", "counsel_offered", "language_understood", "child_cared_for"),
)
TAKE_UP: Step[Accepted, Deciding] = Step("take_up", frozenset({Status.ACCEPTED}), Status.DECIDING, _COMPETENT)
GRANT: Step[Deciding, Granted] = Step(
    "grant", frozenset({Status.DECIDING}), Status.GRANTED, _COMPETENT, ("child_cared_for",)
)
GRANT_PRIMA_FACIE: Step[Claimed | Referred | Accepted | Deciding, Granted] = Step(
    "grant_prima_facie",
    _UNDECIDED,
    Status.GRANTED,
    _COMPETENT,
    ("prima_facie_foreseen", "group_declared", "child_cared_for"),
)
REJECT: Step[Deciding, Rejected] = Step(
    "reject",
    frozenset({Status.DECIDING}),
    Status.REJECTED,
    _COMPETENT,
    ("heard_in_person", "language_understood", "reasons_given", "reflection_over", "child_cared_for"),
)
APPEAL: Step[Rejected, Appealed] = Step(
    "appeal", frozenset({Status.REJECTED}), Status.APPEALED, frozenset({"person", "court"}), ("appeal_in_time",)
)
GRANT_ON_APPEAL: Step[Appealed, Granted] = Step("grant_on_appeal", frozenset({Status.APPEALED}), Status.GRANTED, _COURT)
REMIT: Step[Appealed, Deciding] = Step("remit", frozenset({Status.APPEALED}), Status.DECIDING, _COURT)
DISMISS_APPEAL: Step[Appealed, Rejected] = Step(
    "dismiss_appeal", frozenset({Status.APPEALED}), Status.REJECTED, _COURT, ("reasons_given",)
)
WITHDRAW: Step[Claimed | Referred | Accepted | Deciding | Rejected | Appealed, Closed] = Step(
    "withdraw",
    _UNDECIDED | {Status.REJECTED, Status.APPEALED},
    Status.CLOSED,
    _COMPETENT,
    ("withdrawable", "in_person", "own_will", "counsel_offered", "language_understood", "child_cared_for"),
    outcome="withdrawn",
)
CLOSE: Step[Granted | Rejected, Closed] = Step(
    "close",
    frozenset({Status.GRANTED, Status.REJECTED}),
    Status.CLOSED,
    _COMPETENT,
    ("appeal_over", "reflection_over"),
)
CLOSE_ON_DEATH: Step[Stage, Closed] = Step(
    "close_on_death",
    frozenset(Status) - {Status.CLOSED},
    Status.CLOSED,
    _COMPETENT,
    ("death_certified",),
    outcome="died",
)
REOPEN: Step[Rejected | Closed, Claimed] = Step(
    "reopen", frozenset({Status.REJECTED, Status.CLOSED}), Status.CLAIMED, _ANYONE, ("new_element", "alive")
)

STEPS: Mapping[str, Step[Any, Stage]] = MappingProxyType(
    {
        step.code: step
        for step in (
            HEAR, CLAIM, IDENTIFY, REFER, DECLINE_REFERRAL, ACCEPT, TRANSFER, REASONABLE_GROUNDS, END_REFLECTION,
            TAKE_UP, GRANT, GRANT_PRIMA_FACIE, REJECT, APPEAL, GRANT_ON_APPEAL, REMIT, DISMISS_APPEAL, WITHDRAW, CLOSE,
            CLOSE_ON_DEATH, REOPEN,
        )
    }
)  # fmt: skip
