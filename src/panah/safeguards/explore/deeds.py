"""Deeds: how an act could be done, in plain values: once as it should be, and once with each single thing wrong.

One thing wrong at a time is enough: the guard forbids when any one of its rules does, so a rule that misses its case
is seen where nothing else is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from panah.safeguards.guard.context import Context, Conversation, Ground, Notice, Signature
from panah.safeguards.guard.receipts import Receipt

NOW = 1_000_000
HANDLE = "somebody"
HEAD = 7


@dataclass(frozen=True, slots=True)
class Paper:
    """A receipt as its defects: what it is bound to and how old it is, in seconds."""

    person: str = HANDLE
    act: str = ""
    head: int = HEAD
    age: int = 10
    genuine: bool = True


@dataclass(frozen=True, slots=True)
class Deed:
    """An act as it is done. `signers` are officer, role, verified; `grounds` in the law's list, own state's entry."""

    act: str
    role: str
    signers: tuple[tuple[str, str, bool], ...] = (("a", "second_line", True), ("b", "commander", True))
    language: str | None = "uzb"
    understood: bool = True
    grounds: tuple[tuple[bool, bool], ...] = ((True, False),)
    notice: str | None = "uzb"
    remedy: bool = True
    paper: Paper | None = None
    alone: bool = True
    own_words: bool = True
    consent: bool = True
    order: bool = True
    court: bool = False
    place: str = "Dostyk"
    basis: str = ""
    reason: str = "offence"

    def context(self) -> Context:
        """The same as the guard is told it."""
        paper = self.paper
        return Context(
            now=NOW,
            role=self.role,
            signatures=tuple(Signature(*signer) for signer in self.signers),
            conversation=None if self.language is None else Conversation(self.language, self.understood),
            grounds=tuple(Ground("ground", *ground) for ground in self.grounds),
            notice=None if self.notice is None else Notice(frozenset({self.notice}), self.remedy),
            receipt=None if paper is None else Receipt(paper.person, paper.act, paper.head, NOW - paper.age),
            genuine=paper is not None and paper.genuine,
            head=HEAD,
            alone=self.alone,
            own_words=self.own_words,
            written_consent=self.consent,
            order=self.order,
            court_order=self.court,
            place=self.place,
            basis=self.basis,
            reason=self.reason,
        )


USUAL_ROLE = {
    "admit": "first_line",
    "admit_for_procedure": "second_line",
    "set_aside": "first_line",
    "hold": "second_line",
    "refuse": "second_line",
    "remove": "headquarters",
    "return": "headquarters",
    "readmit": "second_line",
    "extradite": "court",
    "ban": "headquarters",
    "fine": "second_line",
    "detain": "court",
    "withdraw_at_line": "second_line",
    "leave_freely": "first_line",
    "voluntary_return": "second_line",
    "tell_list_owner": "second_line",
    "tell_issuer": "headquarters",
    "tell_consulate": "second_line",
}
ROLES = ("first_line", "second_line", "commander", "headquarters", "court")
REASONS = ("irregular_entry", "irregular_presence", "compelled_act", "said_in_seeking_protection", "")
BEFORE_COURT = (("headquarters", False), ("headquarters", True), ("court", False), ("court", True))
"""By whom a penalty for flight is asked for, and whether a court ordered it."""

BY_COURT = frozenset({"extradite", "detain"})


def as_it_should_be(act: str, receipt: bool) -> Deed:
    """The act done with everything that could be asked for."""
    return Deed(act, USUAL_ROLE[act], paper=Paper(act=act) if receipt else None, court=act in BY_COURT)


def variants(act: str, receipt: bool) -> tuple[Deed, ...]:
    """The act as it should be, then by every other role, then with each single thing wrong."""
    good = as_it_should_be(act, receipt)
    wrong = [
        *(replace(good, role=role) for role in ROLES if role != good.role),
        replace(good, signers=()),
        replace(good, signers=(("a", "second_line", True), ("a", "second_line", True))),
        replace(good, signers=(("a", "second_line", True), ("b", "commander", False))),
        replace(good, signers=(("a", "first_line", True), ("b", "commander", True))),
        replace(good, language=None),
        replace(good, understood=False),
        replace(good, grounds=()),
        replace(good, grounds=((False, False),)),
        replace(good, grounds=((True, True),)),
        replace(good, notice=None),
        replace(good, notice="eng"),
        replace(good, remedy=False),
        replace(good, alone=False),
        replace(good, own_words=False),
        replace(good, consent=False),
        replace(good, order=False),
        replace(good, court=not good.court),
        replace(good, place=" "),
        *(replace(good, basis=basis) for basis in ("art_33_2", "exclusion", "admissibility")),
        *(replace(good, reason=reason) for reason in REASONS),
        *(replace(good, reason=REASONS[0], role=role, court=court) for role, court in BEFORE_COURT),
    ]
    paper = good.paper
    if paper is not None:
        papers: tuple[Paper | None, ...] = (
            None,
            replace(paper, person="somebody else"),
            replace(paper, act="admit"),
            replace(paper, head=HEAD - 1),
            replace(paper, age=301),
            replace(paper, age=-61),
            replace(paper, genuine=False),
        )
        wrong += [replace(good, paper=one) for one in papers]
    return (good, *wrong)
