"""Guards with one rule missing or turned round. The exploration has to notice each of them.

What only widens protection is no danger and is left out by name (`TOWARDS_PROTECTION`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from panah.safeguards.guard import bars, life, living, nodes, people
from panah.safeguards.guard.answers import ALLOWED, Reason
from panah.safeguards.guard.law import Act, Law, law
from panah.safeguards.guard.matters import Status
from panah.safeguards.guard.needs import Asked
from panah.safeguards.guard.people import Hold, Person, Tie, Years
from panah.safeguards.guard.steps import STEPS


@dataclass(frozen=True)
class Mutation:
    """A guard that is wrong in one thing: another law, or a function of the guard's code exchanged."""

    name: str
    law: Law
    module: Any = None
    function: str = ""
    instead: Any = None


TOWARDS_PROTECTION = {
    "appeal_in_time": "an appeal out of time keeps the matter open",
    "new_element": "a matter opened anew without anything new is open",
    "alive": "so is one of somebody who died",
    "reflection_foreseen": "caught as S1 where it is too short; longer is no danger",
}


def _with(mapping: Mapping[str, Any], key: str, value: Any) -> Mapping[str, Any]:
    return MappingProxyType({**mapping, key: value})


def _act(code: str, **changes: Any) -> Law:
    return replace(law(), acts=_with(law().acts, code, replace(law().acts[code], **changes)))


def _step(code: str, **changes: Any) -> Law:
    return replace(law(), steps=_with(law().steps, code, replace(STEPS[code], **changes)))


def _category(code: str, **changes: Any) -> Law:
    return replace(law(), categories=_with(law().categories, code, replace(law().categories[code], **changes)))


def dropped_rules() -> Iterator[Mutation]:
    """Every act without each of its bars and needs."""
    for act in law().acts.values():
        for bar in act.bars:
            yield Mutation(f"{act.code} without {bar}", _act(act.code, bars=_without(act.bars, bar)))
        for need in act.needs:
            yield Mutation(f"{act.code} without need {need}", _act(act.code, needs=_without(act.needs, need)))


def wrong_hands() -> Iterator[Mutation]:
    """Every act also by each role that may not do it."""
    for act in law().acts.values():
        for role in ("first_line", "second_line", "commander", "headquarters", "court"):
            if role not in act.asked.by:
                asked = Asked(act.code, act.asked.by | {role}, act.asked.receipt_seconds, act.asked.receipt_skew)
                yield Mutation(f"{act.code} also by {role}", _act(act.code, asked=asked))


def dropped_conditions() -> Iterator[Mutation]:
    """Every step without each of its conditions, and every guarded step by anybody."""
    for step in STEPS.values():
        for condition in step.requires:
            if condition not in TOWARDS_PROTECTION:
                yield Mutation(
                    f"{step.code} without {condition}", _step(step.code, requires=_without(step.requires, condition))
                )
        if step.by & {"competent", "court"} and step.code != "appeal":
            for by in ("second_line", "headquarters", "body", "person"):
                yield Mutation(f"{step.code} also by {by}", _step(step.code, by=step.by | {by}))


def missed_reasons() -> Iterator[Mutation]:
    """The guard with each single reason left out, wherever it comes from."""
    for code in law().remedies:
        if code in _REASONS_OF_ACTS:
            yield Mutation(
                f"no {code}",
                replace(
                    law(),
                    bars={name: _ignoring(code, bar) for name, bar in law().bars.items()},
                    needs={name: _ignoring(code, need) for name, need in law().needs.items()},
                ),
            )


_REASONS_OF_ACTS = tuple(law().remedies)[: tuple(law().remedies).index("approval_missing")]


def _ignoring(code: str, rule: Callable[..., Iterator[Reason]]) -> Callable[..., Iterator[Reason]]:
    return lambda *given: (reason for reason in rule(*given) if reason.code != code)


def turned() -> Iterator[Mutation]:
    """Mistakes somebody could make."""
    whole = law()
    for status in Status:
        if status is not Status.CLOSED:
            yield _bar("matters", _ignoring_status(status), f"a matter {status} counts as closed")
    yield _bar(
        "holds", lambda person, _c: bars.holds(replace(person, holds=person.holds[:1]), _c), "only the first hold"
    )
    yield _bar("holds", lambda person, c: () if person.hits else bars.holds(person, c), "a hit opens the way (S4)")
    yield _bar(
        "holds", lambda person, c: () if person.declined else bars.holds(person, c), "declining help unguards (S7)"
    )
    yield _bar("holds", lambda person, c: bars.holds(person, c) if not person.consents else (), "consent unguards (S7)")
    yield _bar(
        "holds", lambda person, c: () if person.missing else bars.holds(person, c), "who disappears is unguarded"
    )
    yield _bar(
        "family", lambda person, c: (Reason("family_matter_open") for tie in person.family if tie.apart), "apart"
    )
    yield _bar(
        "child_left", _left_by(lambda ties: all(tie.years is Years.CHILD for tie in ties)), "doubtful age is adult"
    )
    yield _bar(
        "child_left", _left_by(lambda ties: any(tie.years is not Years.ADULT for tie in ties)), "nobody is with it"
    )
    yield _bar("way_out", lambda person, c: bars.way_out(replace(person, leaving=not person.leaving), c), "way in")
    yield _bar(
        "hold_over", lambda person, c: bars.hold_over(person, replace(c, now=c.now - 1)), "a hold ends late (S13)"
    )
    yield _bar(
        "standing", lambda person, c: (r for r in bars.standing(person, c) if "national" in str(r)), "only nationals"
    )
    for name in ("child_never", "child_first", "child_company"):
        yield _bar(name, _only_sure(getattr(bars, name)), f"{name}: doubtful age is of age")
    yield Mutation("approval of headquarters is enough", replace(whole, approvers=("headquarters",)))
    yield Mutation("approval of the monitor is enough", replace(whole, approvers=("monitor",)))
    for clock, wrong in (("receipt", 3600), ("skew", 3600)):
        asked = {code: _slack(act, clock, wrong) for code, act in whole.acts.items()}
        yield Mutation(f"clock {clock}", replace(whole, acts=asked))
    yield Mutation("no time for an appeal", replace(whole, clocks=replace(whole.clocks, appeal=0)))
    yield Mutation("a day of reflection", replace(whole, clocks=replace(whole.clocks, reflection=86400)))
    yield Mutation("a trafficked person may withdraw", _category("trafficking", withdrawable=True))
    yield Mutation("a child may withdraw", _category("child", withdrawable=True))
    yield Mutation("groups of stateless", _category("stateless", prima_facie=True))
    yield Mutation("reflection for health", _category("health", reflection=True))
    yield Mutation("a victim identified is punished", _category("trafficking", spares=False))
    yield Mutation("a refugee is punished once the matter is closed", _category("asylum", spares=False))
    yield Mutation("a doctor's care is a pardon", _category("health", spares=True))
    yield _bar(
        "recognised", lambda person, c: () if c.court_order else bars.recognised(person, c), "a court may punish flight"
    )
    yield _bar(
        "under_seal", lambda person, c: bars.under_seal(person, replace(c, role="court")), "the border knows the past"
    )
    yield Mutation("the border decides asylum", _category("asylum", bodies=("headquarters", "unhcr")))
    yield Mutation("UNHCR before the state", _category("asylum", bodies=("unhcr", "asylum_authority")))
    closing = frozenset({Status.GRANTED, Status.REJECTED})
    for early in (Status.ACCEPTED, Status.DECIDING, Status.APPEALED, Status.REFERRED):
        yield Mutation(f"closed while {early}", _step("close", sources=closing | {early}))
    yield Mutation("rejected closes at once", _step("reject", target=Status.CLOSED))
    yield Mutation("dismissed closes at once", _step("dismiss_appeal", target=Status.CLOSED))
    yield Mutation("declining a referral closes", _step("decline_referral", target=Status.CLOSED))
    yield Mutation("a transfer closes", _step("transfer", target=Status.CLOSED))
    yield Mutation("fear only to trained ears", _step("claim", by=frozenset({"second_line"})))
    yield Mutation("a claim needs a reason", _step("claim", requires=("reasons_given",)))
    yield Mutation("a referral needs consent", _step("refer", requires=("own_will",)))
    yield Mutation("no way to reopen", _step("reopen", by=frozenset({"court"})))
    yield Mutation("an appeal only by a lawyer", _step("appeal", by=frozenset({"court"})))
    yield Mutation("leaving freely is guarded", _act("leave_freely", bars=(*whole.acts["leave_freely"].bars, "holds")))
    yield Mutation("no admission with an open matter", _act("admit", bars=(*whole.acts["admit"].bars, "holds")))
    yield Mutation("no procedure after the clock", _act("admit_for_procedure", bars=("hold_over",)))
    yield from _in_code(whole)


def _in_code(whole: Law) -> Iterator[Mutation]:
    """The same in functions that the law doesn't name."""

    def deaf(node: Any, now: int, law: Law | None) -> Any:
        return nodes.Step(node)

    def by_acts_alone(node: Any, now: int, law: Law | None) -> Any:
        return recalled(replace(node, given=()), now, law)

    def by_receipts_alone(node: Any, now: int, law: Law | None) -> Any:
        return recalled(replace(node, carried_out=()), now, law)

    recalled = nodes._recalled
    yield Mutation("no recall", whole, nodes, "_recalled", deaf)
    yield Mutation("no recall of a living receipt", whole, nodes, "_recalled", by_acts_alone)
    yield Mutation("no recall of an act", whole, nodes, "_recalled", by_receipts_alone)
    yield Mutation("any token opens", whole, nodes, "opens", lambda token, lock: True)
    yield Mutation("no token opens", whole, nodes, "opens", lambda token, lock: False)
    yield Mutation("receipts without looking", whole, nodes, "judge_person", lambda *_: ALLOWED)
    yield Mutation("a lock is exchanged quietly", whole, nodes, "unsigned", lambda *_: ())
    yield Mutation("no lock is ever exchanged", whole, nodes, "unsigned", lambda *_: ("monitor",))
    yield Mutation("every hold is released", whole, nodes, "_shown", lambda node, hold: True)
    yield Mutation("a message that comes twice counts twice", whole, nodes, "_opened", _twice)
    yield Mutation("messages about others count", whole, nodes, "_whose", lambda _m: "somebody")
    yield Mutation("withdrawn is decided against", whole, living, "_not_against", lambda m: m.outcome == "granted")
    yield Mutation("what is closed spares", whole, living, "_not_against", lambda matter: not matter.open)
    yield Mutation(
        "presence isn't flight", whole, bars, "FORCED_BY_FLIGHT", bars.FORCED_BY_FLIGHT - {"irregular_presence"}
    )
    yield Mutation("only sure children", whole, people.Person, "child", property(lambda p: p.years is Years.CHILD))
    yield Mutation("a step is by anybody", whole, life, "_by", lambda *_: [])


def _twice(node: Any, message: Any, now: int, law: Law | None) -> Any:
    holds = (*node.holds, Hold(message.hold, message.lock))
    return nodes._recalled(replace(node, holds=holds, head=max(node.head, message.head)), now, law)


def _bar(name: str, rule: Any, told: str) -> Mutation:
    return Mutation(f"{name}: {told}", replace(law(), bars=_with(law().bars, name, rule)))


def _ignoring_status(status: Status) -> Any:
    return lambda person, c: bars.matters(
        replace(person, matters=tuple(m for m in person.matters if m.status is not status)), c
    )


def _only_sure(rule: Any) -> Any:
    return lambda person, c: rule(person, c) if person.years is Years.CHILD else ()


def _left_by(alone: Callable[[list[Tie]], bool]) -> Any:
    def rule(person: Person, _context: Any) -> Iterator[Reason]:
        let_in = [tie for tie in person.family if tie.let_in]
        if let_in and alone(let_in):
            yield Reason("child_left_alone")

    return rule


def _slack(act: Act, clock: str, wrong: int) -> Act:
    return replace(act, asked=replace(act.asked, **{f"receipt_{'seconds' if clock == 'receipt' else 'skew'}": wrong}))


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(one for one in names if one != name)
