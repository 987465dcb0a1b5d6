"""The safeguards on acts, a second time: plain predicates, written without the guard's code, over what is true and
what is done.

Each says which safeguard an act would break. `owed` says the other half: what must stay possible whatever else is
the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from panah.safeguards.explore.deeds import HANDLE, HEAD, Deed

PENALTIES = ("ban", "fine", "detain")
FOR_FLIGHT = ("irregular_entry", "irregular_presence", "compelled_act", "")
LEADS_BACK = ("refuse", "remove", "return", "readmit", "extradite")
BY_ORDER = ("remove", "return", "readmit")
TELLS = ("tell_list_owner", "tell_issuer", "tell_consulate")
AT_HOME = ("national", "permanent_resident", "recognised_refugee")
FEW_MINUTES = 300
CLOCKS_DIFFER = 60


@dataclass(frozen=True, slots=True)
class Truth:
    """What is so, as far as the acting node knows it. `open` counts questions that nobody competent has closed.
    `spared`: one was closed that nobody competent decided against the person. `was_held`: a hold was released.
    `leaving`: they are on their way out. `child_left`: without them a child of the family, let in, would be alone."""

    open: int
    standing: str
    years: str
    guardian: bool
    best_interests: bool
    accompanied: bool
    family: bool
    waiting: bool
    over: bool
    spared: bool = False
    was_held: bool = True
    leaving: bool = False
    child_left: bool = False


def broken(truth: Truth, deed: Deed) -> Iterator[str]:
    """The safeguards that this deed would break."""
    for name, predicate in PREDICATES.items():
        if predicate(truth, deed):
            yield name


def owed(truth: Truth, deed: Deed) -> str | None:
    """The safeguard that would be broken if this deed were forbidden."""
    child = truth.years != "adult"
    in_care = truth.accompanied or truth.guardian or not child
    if deed.act == "leave_freely" and deed.alone and deed.role == "first_line" and in_care:
        return "S1"
    if deed.act == "admit_for_procedure" and deed.role == "second_line":
        return "S13"
    if deed.act == "admit" and deed.role == "second_line" and in_care:
        return "S13"
    if deed.act == "set_aside" and deed.role == "first_line":
        return "S6"
    return None


def _s1(truth: Truth, deed: Deed) -> bool:
    if deed.act in LEADS_BACK:
        return (
            truth.open > 0
            or truth.family
            or truth.standing in AT_HOME
            or truth.standing == "status_ended"
            or (truth.leaving and deed.act == "refuse")
            or deed.basis in ("art_33_2", "exclusion", "admissibility")
            or not _receipt_good(deed)
        )
    if deed.act == "voluntary_return":
        return truth.open > 0 or not _receipt_good(deed)
    if deed.act == "withdraw_at_line":
        return truth.open > 0 or not deed.alone
    if deed.act == "leave_freely":
        return not deed.alone
    return deed.act == "ban" and truth.standing in AT_HOME


def _receipt_good(deed: Deed) -> bool:
    paper = deed.paper
    if paper is None or not paper.genuine or paper.person != HANDLE or paper.act != deed.act:
        return False
    return -CLOCKS_DIFFER <= paper.age <= FEW_MINUTES and paper.head >= HEAD


def _s2(_truth: Truth, deed: Deed) -> bool:
    if deed.act not in (*LEADS_BACK, "ban", "fine", "detain", "withdraw_at_line", "voluntary_return"):
        return False
    if deed.language is None or not deed.understood:
        return True
    if deed.act in ("refuse", *BY_ORDER, "ban", "fine") and (deed.notice != deed.language or not deed.remedy):
        return True
    if deed.act in ("refuse", *BY_ORDER):
        officers = {officer for officer, _, verified in deed.signers if verified}
        trained = any(role == "second_line" and verified for _, role, verified in deed.signers)
        if len(officers) < 2 or not trained:
            return True
    if deed.act == "refuse":
        return deed.role != "second_line" or not any(in_law for in_law, _ in deed.grounds)
    if deed.act in BY_ORDER:
        return deed.role not in ("second_line", "headquarters") or not deed.order or not deed.place.strip()
    if deed.act == "extradite":
        return deed.role != "court" or not deed.court or not deed.place.strip()
    if deed.act == "detain":
        return not deed.court or deed.role not in ("headquarters", "court")
    if deed.act == "withdraw_at_line":
        return not deed.own_words or deed.role != "second_line"
    may = {
        "ban": ("headquarters", "court"),
        "fine": ("second_line", "headquarters", "court"),
        "voluntary_return": ("second_line", "headquarters"),
    }
    return deed.role not in may[deed.act]


def _s4(_truth: Truth, deed: Deed) -> bool:
    return deed.act == "refuse" and bool(deed.grounds) and all(own_state for _, own_state in deed.grounds)


def _s5(truth: Truth, deed: Deed) -> bool:
    if deed.act not in TELLS:
        return False
    if deed.act == "tell_consulate" and not (deed.alone and deed.own_words):
        return True
    known_refugee = truth.standing in ("recognised_refugee", "status_ended")
    # The persecutor of one of a family is told of none of them; one's own consulate is one's own choice.
    of_family = truth.family and deed.act != "tell_consulate"
    return truth.open > 0 or known_refugee or of_family or deed.role not in ("second_line", "headquarters")


def _s6(truth: Truth, deed: Deed) -> bool:
    if truth.years == "adult":
        return False
    if deed.act in ("refuse", "detain"):
        return True
    if deed.act in (*LEADS_BACK, "ban", "fine", "withdraw_at_line", "voluntary_return"):
        return not (truth.guardian and truth.best_interests)
    return deed.act in ("admit", "leave_freely") and not (truth.guardian or truth.accompanied)


def _s7(_truth: Truth, deed: Deed) -> bool:
    return deed.act == "voluntary_return" and not (deed.consent and deed.alone)


def _s10(truth: Truth, deed: Deed) -> bool:
    if deed.act not in PENALTIES:
        return False
    if deed.reason == "said_in_seeking_protection":
        return True
    if deed.reason not in FOR_FLIGHT:
        return False
    # Article 31 of the 1951 Convention; principle 7 of OHCHR's on trafficking.
    if truth.open > 0 or truth.spared or truth.standing in ("recognised_refugee", "status_ended"):
        return True
    by_court = deed.court or deed.role == "court"
    return truth.was_held and not by_court


def _s12(truth: Truth, deed: Deed) -> bool:
    return deed.act == "refuse" and truth.child_left


def _s13(truth: Truth, deed: Deed) -> bool:
    if deed.act in ("hold", "refuse") and not truth.waiting:
        return True
    if deed.act == "admit" and truth.waiting and deed.role == "first_line":
        return True
    if deed.act in ("admit", "hold", "set_aside", "admit_for_procedure", "leave_freely") and _stranger(deed):
        return True
    return truth.over and not deed.court and deed.act in ("hold", "refuse", *BY_ORDER, "withdraw_at_line")


def _stranger(deed: Deed) -> bool:
    """Done by somebody to whom it doesn't belong, so that nobody answers for the outcome."""
    may = {
        "admit": ("first_line", "second_line"),
        "hold": ("second_line", "commander"),
        "set_aside": ("first_line", "second_line", "commander"),
        "leave_freely": ("first_line", "second_line", "commander"),
        "admit_for_procedure": ("second_line", "commander", "headquarters", "court"),
    }
    return deed.role not in may[deed.act]


PREDICATES = {
    "S1": _s1, "S2": _s2, "S4": _s4, "S5": _s5, "S6": _s6, "S7": _s7, "S10": _s10, "S12": _s12, "S13": _s13,
}  # fmt: skip
