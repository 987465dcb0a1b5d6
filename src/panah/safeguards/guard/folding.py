"""Events to persons.

The order in which events came doesn't matter. What breaks a rule is kept aside and told: never dropped silently,
never in the way of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Literal, cast

from panah.safeguards.guard.answers import Reason, Refused, because
from panah.safeguards.guard.competence import Approval, Change, Directory, change
from panah.safeguards.guard.conditions import Taking
from panah.safeguards.guard.events import Event
from panah.safeguards.guard.law import FORCED, Law
from panah.safeguards.guard.law import law as law_in_use
from panah.safeguards.guard.living import step
from panah.safeguards.guard.locks import Lock, opens
from panah.safeguards.guard.matters import Matter, Stage, claim, suspect
from panah.safeguards.guard.people import Hold, Person, Standing, Tie, Years, merged


@dataclass(frozen=True, slots=True)
class Aside:
    """An event that breaks a rule and was kept aside, with the reasons."""

    event: Event
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was carried out, at a time in seconds (UTC)."""

    act: str
    at: int


@dataclass(frozen=True, slots=True)
class Folded:
    """What all the events come to."""

    persons: Mapping[str, Person]
    one: Mapping[str, str]
    directory: Directory
    aside: tuple[Aside, ...]
    done: Mapping[str, tuple[Done, ...]]

    def person(self, handle: str) -> Person:
        """The human being of that handle, with everything known under the handles found to be the same."""
        return self.persons.get(self.one.get(handle, handle), Person(handle))

    def recalls(self, law: Law | None = None) -> tuple[tuple[str, Done], ...]:
        """Everybody led back whose matter or hold is open now, and by which act: each is an urgent recall.

        Two persons found to be one are one here: the matter of one recalls the refusal of the other.
        """
        acts = (law or law_in_use()).acts
        return tuple(
            (handle, done)
            for handle, person in sorted(self.persons.items())
            if person.guarded
            for done in self.done.get(handle, ())
            if acts[done.act].kind == FORCED
        )


@dataclass(slots=True)
class _State:
    law: Law
    directory: Directory
    groups: Mapping[str, frozenset[str]]
    persons: dict[str, Person] = field(default_factory=dict)
    aside: list[Aside] = field(default_factory=list)
    done: dict[str, tuple[Done, ...]] = field(default_factory=dict)
    tokens: dict[tuple[str, str], list[bytes]] = field(default_factory=dict)

    def person(self, handle: str) -> Person:
        return self.persons.get(handle) or Person(handle)

    def whole(self, handle: str) -> Person:
        return reduce(merged, (self.person(one) for one in sorted(self.groups.get(handle, {handle}))))


def fold(events: Iterable[Event], law: Law | None = None, directory: Directory | None = None) -> Folded:
    """The persons, the directory and the acts that these events come to.

    Their order as given means nothing; doubles count once.
    """
    law = law or law_in_use()
    ordered = sorted({event.order: event for event in events}.values(), key=lambda event: event.order)
    # Who is whom is known before anything else: that two persons are one was so all the time.
    groups = _groups(event for event in ordered if event.what == "same_person")
    state = _State(law, directory or law.directory(), groups)
    for event in ordered:
        if event.what == "competence":
            _competence(state, event)
        elif event.what != "same_person":
            _person(state, event)
    handles = {min(groups.get(handle, {handle})) for handle in state.persons}
    one = {handle: min(group) for handle, group in groups.items()}
    persons = {handle: state.whole(handle) for handle in sorted(handles)}
    return Folded(
        persons={handle: _with_family(person, persons, one) for handle, person in persons.items()},
        one=one,
        directory=state.directory,
        aside=tuple(state.aside),
        done={
            handle: tuple(done for one in sorted(groups.get(handle, {handle})) for done in state.done.get(one, ()))
            for handle in sorted(handles)
        },
    )


def _with_family(person: Person, persons: Mapping[str, Person], one: Mapping[str, str]) -> Person:
    """A member who is known here is looked at, whatever was said of them."""
    if not person.family:
        return person

    def opened(tie: Tie) -> bool:
        member = persons.get(one.get(tie.member, tie.member))
        return tie.open or (member is not None and member.guarded)

    return replace(person, family=tuple(replace(tie, open=opened(tie)) for tie in person.family))


def _groups(events: Iterable[Event]) -> dict[str, frozenset[str]]:
    """The handles that are one human being: of each pair the last word counts."""
    pairs = {frozenset({event.person, event.word("other")}): event.flag("is") for event in events}
    groups: dict[str, frozenset[str]] = {}
    for pair in (pair for pair, same in pairs.items() if same):
        joined = frozenset().union(pair, *(groups.get(handle, frozenset()) for handle in pair))
        groups.update((handle, joined) for handle in joined)
    return groups


def _competence(state: _State, event: Event) -> None:
    wanted = Change(
        cast("Literal['revoke', 'establish', 'assign']", event.word("change")),
        event.word("body"),
        event.word("category"),
        event.words("bodies"),
    )
    signed = frozenset(Approval(role, verified=True) for role in event.words("approved_by"))
    after = change(state.directory, wanted, signed, state.law.approvers)
    if isinstance(after, Refused):
        state.aside.append(Aside(event, after.why))
    else:
        state.directory = after


def _person(state: _State, event: Event) -> None:
    handler = _SAID[event.what]
    after = handler(state, state.person(event.person), event)
    if isinstance(after, Refused):
        state.aside.append(Aside(event, after.why))
        state.persons.setdefault(event.person, Person(event.person))
    else:
        state.persons[event.person] = after


def _standing(_state: _State, person: Person, event: Event) -> Person:
    return replace(person, standing=frozenset({Standing(event.word("is"))}))


def _years(_state: _State, person: Person, event: Event) -> Person:
    return replace(person, years=Years(event.word("is")))


def _guardian(_state: _State, person: Person, event: Event) -> Person:
    return replace(person, guardian=event.flag("is"))


def _best_interests(_state: _State, person: Person, event: Event) -> Person:
    return replace(person, best_interests=event.flag("is"))


def _accompanied(_state: _State, person: Person, event: Event) -> Person:
    return replace(person, accompanied=event.flag("is"))


def _set_aside(state: _State, person: Person, event: Event) -> Person:
    """The clock runs from the first time: scanning again or a new shift doesn't move it. Never longer than the law."""
    if person.set_aside is not None:
        return person
    longest = event.at + state.law.clocks.hold
    until = event.number("until")
    return replace(
        person,
        set_aside=event.at,
        hold_until=longest if until is None else min(until, longest),
        leaving=event.flag("leaving", default=False),
    )


def _outcome(_state: _State, person: Person, _event: Event) -> Person:
    return replace(person, set_aside=None, hold_until=None, leaving=False)


def _matter(_state: _State, person: Person, event: Event) -> Person | Refused:
    handle = event.word("matter")
    if any(matter.id == handle for matter in person.matters):
        return Refused(event.what, (because("matter_known", matter=handle),))
    begin = claim if event.word("status") == "claimed" else suspect
    opened: Matter[Stage] = begin(handle, event.word("category"), event.at)
    return replace(person, matters=(*person.matters, opened))


def _step(state: _State, person: Person, event: Event) -> Person | Refused:
    taking = Taking(
        now=event.at,
        role=event.word("role"),
        directory=state.directory,
        person=state.whole(event.person),
        body=event.word("body"),
        given=frozenset(event.words("given")),
        receiver=event.word("receiver"),
    )
    return step(person, event.word("matter"), event.word("step"), taking, state.law)


def _hold(state: _State, person: Person, event: Event) -> Person:
    handle, lock = event.word("hold"), Lock(event.word("lock"))
    shown = any(opens(token, lock) for token in state.tokens.get((person.handle, handle), ()))
    return replace(person, holds=(*person.holds, Hold(handle, lock, shown)))


def _release(state: _State, person: Person, event: Event) -> Person | Refused:
    handle, token = event.word("hold"), bytes.fromhex(event.word("token"))
    state.tokens.setdefault((person.handle, handle), []).append(token)
    named = [hold for hold in person.holds if hold.handle == handle]
    if named and not any(opens(token, hold.lock) for hold in named):
        return Refused(event.what, (because("wrong_token", hold=handle),))
    released = tuple(
        replace(hold, released=True) if hold in named and opens(token, hold.lock) else hold for hold in person.holds
    )
    return replace(person, holds=released)


def _family(_state: _State, person: Person, event: Event) -> Person:
    tie = Tie(
        event.word("member"),
        event.flag("open"),
        event.flag("apart", default=False),
        event.flag("let_in", default=False),
        Years(event.word("years") or Years.DOUBTFUL),
    )
    others = tuple(other for other in person.family if other.member != tie.member)
    return replace(person, family=(*others, tie))


def _declined(_state: _State, person: Person, event: Event) -> Person:
    return replace(person, declined=person.declined | {event.word("help")})


def _consent(_state: _State, person: Person, event: Event) -> Person:
    purpose = {event.word("purpose")}
    return replace(person, consents=person.consents | purpose if event.flag("is") else person.consents - purpose)


def _hit(_state: _State, person: Person, event: Event) -> Person:
    return replace(person, hits=person.hits | {event.word("list")})


def _disappeared(_state: _State, person: Person, _event: Event) -> Person:
    return replace(person, missing=True)


def _found(_state: _State, person: Person, _event: Event) -> Person:
    return replace(person, missing=False)


def _died(_state: _State, person: Person, _event: Event) -> Person:
    return replace(person, dead=True)


def _carried_out(state: _State, person: Person, event: Event) -> Person:
    state.done[person.handle] = (*state.done.get(person.handle, ()), Done(event.word("act"), event.at))
    return person


_SAID: Mapping[str, Callable[[_State, Person, Event], Person | Refused]] = {
    "standing": _standing,
    "years": _years,
    "guardian": _guardian,
    "best_interests": _best_interests,
    "accompanied": _accompanied,
    "set_aside": _set_aside,
    "outcome": _outcome,
    "matter": _matter,
    "step": _step,
    "hold": _hold,
    "release": _release,
    "family": _family,
    "declined": _declined,
    "consent": _consent,
    "hit": _hit,
    "disappeared": _disappeared,
    "found": _found,
    "died": _died,
    "done": _carried_out,
}
