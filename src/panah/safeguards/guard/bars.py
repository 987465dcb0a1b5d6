"""What in a person's own situation forbids an act.

Each bar yields its reasons; which act has which bars says guard_acts.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from panah.safeguards.guard.answers import Reason, because
from panah.safeguards.guard.context import Context
from panah.safeguards.guard.matters import Matter, Stage, Status
from panah.safeguards.guard.people import NEVER_REFUSED, ONCE_RECOGNISED, Person, Standing, Years

Bar = Callable[[Person, Context], Iterator[Reason]]

NEVER_AT_A_POST = frozenset({"art_33_2", "exclusion", "admissibility"})
FORCED_BY_FLIGHT = frozenset({"irregular_entry", "irregular_presence", "compelled_act", ""})
"""What flight or compulsion left no choice about. A penalty for nothing that is named counts as one of them."""

SAID_IN_CONFIDENCE = "said_in_seeking_protection"


def standing(person: Person, _context: Context) -> Iterator[Reason]:
    """Nationals, permanent residents and recognised refugees are never refused."""
    for one in sorted(person.standing & NEVER_REFUSED):
        yield because("never_refused", standing=one)


def protected(person: Person, _context: Context) -> Iterator[Reason]:
    """Nothing about a recognised refugee goes to the state fled from, nor about one whose status ended (S5)."""
    for one in sorted(person.standing & ONCE_RECOGNISED):
        yield because("protected", standing=one)


def matters(person: Person, context: Context) -> Iterator[Reason]:
    """Any open matter, whatever became of it so far: also while an appeal, or recovery and reflection, runs."""
    for matter in person.matters:
        if matter.open:
            body = context.directory.competent(matter.category, matter.body) if context.directory else matter.body
            yield because(
                _what_runs(matter, context.now), category=matter.category, status=matter.status, body=body or ""
            )


def _what_runs(matter: Matter[Stage], now: int) -> str:
    if matter.status is Status.APPEALED:
        return "appeal_running"
    if matter.reflection_until is not None and now < matter.reflection_until:
        return "in_reflection"
    return "matter_open"


def holds(person: Person, _context: Context) -> Iterator[Reason]:
    """Any hold whose token nobody has shown. What kind of question it is, isn't asked."""
    for hold in person.holds:
        if not hold.released:
            yield because("hold_open", hold=hold.handle)


def family(person: Person, _context: Context) -> Iterator[Reason]:
    """A member's open matter carries this person too, unless that member, asked alone, wants otherwise (S12)."""
    for tie in person.family:
        if tie.open and not tie.apart:
            yield because("family_matter_open", member=tie.member)


def child_left(person: Person, _context: Context) -> Iterator[Reason]:
    """A child that was let in isn't left alone by refusing the last adult of its family (S6, S12)."""
    let_in = [tie for tie in person.family if tie.let_in and not tie.apart]
    if let_in and all(tie.years is not Years.ADULT for tie in let_in):
        yield because("child_left_alone")


def way_out(person: Person, _context: Context) -> Iterator[Reason]:
    """Every ground of refusal is one of entry: whoever leaves may leave."""
    if person.leaving:
        yield because("way_out")


def status_ended(person: Person, _context: Context) -> Iterator[Reason]:
    """The end of refugee status doesn't settle other risks."""
    if Standing.STATUS_ENDED in person.standing:
        yield because("other_risks_not_settled")


def child_never(person: Person, _context: Context) -> Iterator[Reason]:
    """Not to a child, and doubt means child."""
    if person.child:
        yield because("child_never", years=person.years)


def child_first(person: Person, _context: Context) -> Iterator[Reason]:
    """A guardian and a best-interests record come before any other decision about a child."""
    if person.child and not person.guardian:
        yield because("child_without_guardian", years=person.years)
    if person.child and not person.best_interests:
        yield because("child_without_best_interests", years=person.years)


def child_company(person: Person, _context: Context) -> Iterator[Reason]:
    """A child goes with an adult whose authority is shown, or into a guardian's care."""
    if person.child and not (person.accompanied or person.guardian):
        yield because("child_alone", years=person.years)


def hold_over(person: Person, context: Context) -> Iterator[Reason]:
    """At the end of a hold's clock only release, admission or a court's order are left (S13)."""
    if person.hold_until is not None and context.now >= person.hold_until and not context.court_order:
        yield because("hold_over", until=str(person.hold_until))


def set_aside_elsewhere(person: Person, context: Context) -> Iterator[Reason]:
    """Who was set aside is admitted by the second line, not at a booth."""
    if person.set_aside is not None and context.role == "first_line":
        yield because("set_aside_already")


def exception(_person: Person, context: Context) -> Iterator[Reason]:
    """Admissibility, exclusion and the exceptions of art. 33(2) are never decided at a post."""
    if context.basis in NEVER_AT_A_POST:
        yield because("never_at_a_post", basis=context.basis)


def speaking(person: Person, context: Context) -> Iterator[Reason]:
    """Speaking can't hurt (S10)."""
    if context.reason == SAID_IN_CONFIDENCE:
        yield because("said_in_confidence")
    if context.reason in FORCED_BY_FLIGHT and person.guarded:
        yield because("no_penalty_for_flight", reason=context.reason)


def recognised(person: Person, context: Context) -> Iterator[Reason]:
    """Who was recognised, or identified as trafficked, isn't penalised afterwards either; nor is whose claim nobody
    decided. The end of a status doesn't make the flight punishable."""
    if context.reason not in FORCED_BY_FLIGHT:
        return
    for one in sorted(person.standing & ONCE_RECOGNISED):
        yield because("recognised_not_penalised", by=one)
    for category in sorted(person.spared):
        yield because("decided_not_penalised", category=category)


def under_seal(person: Person, context: Context) -> Iterator[Reason]:
    """What a hold was about isn't known at the border, nor what the competent body decided: a court asks the person."""
    past = any(hold.released for hold in person.holds)
    if past and context.reason in FORCED_BY_FLIGHT and not (context.court_order or context.role == "court"):
        yield because("past_under_seal")


BARS: Mapping[str, Bar] = {
    bar.__name__: bar
    for bar in (
        standing, protected, matters, holds, family, child_left, way_out, status_ended, child_never, child_first,
        child_company, hold_over, set_aside_elsewhere, exception, speaking, recognised, under_seal,
    )
}  # fmt: skip
