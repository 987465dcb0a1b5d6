"""The walk: every state of one person with up to three concurrent matters, until nothing new is reached.

A state is (multiset of matters, control, person). The second and third are one number below `places.BITS`, so that
the states of one multiset are the bits of one integer, and a move that shifts numbers by the same amount takes all
of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from panah.safeguards.explore.competences import check_competence
from panah.safeguards.explore.faces import AT_HOME, ENDED, FOREIGNER
from panah.safeguards.explore.found import Found, FoundError, Violation
from panah.safeguards.explore.lives import Life, Lives
from panah.safeguards.explore.moves import Moves
from panah.safeguards.explore.places import AGES, BITS, STANDINGS, Control, Known, bit, parts
from panah.safeguards.explore.steps import CLASSES
from panah.safeguards.explore.verdicts import LAWFUL, Verdicts
from panah.safeguards.guard.law import Law
from panah.safeguards.guard.law import law as law_in_use

MOST_MATTERS = 3
HERE, THERE, BOTH = "here", "there", "both"

Placed = tuple[Life, str]
"""A matter and who knows of it: the post, headquarters, or both."""

Group = tuple[Placed, ...]
"""Matters, sorted: their order means nothing."""


@dataclass(slots=True)
class Move:
    """A partial function on control-and-person numbers, learnt one number at a time and applied to many at once."""

    to: Callable[[int], Sequence[int]]
    known: int = 0
    shifts: dict[int, int] = field(default_factory=dict)

    def image(self, bits: int) -> int:
        """Where these numbers go."""
        unknown = bits & ~self.known
        while unknown:
            lowest = unknown & -unknown
            number = lowest.bit_length() - 1
            for target in self.to(number):
                shift = target - number
                self.shifts[shift] = self.shifts.get(shift, 0) | lowest
            unknown ^= lowest
        self.known |= bits
        image = 0
        for shift, mask in self.shifts.items():
            image |= (bits & mask) << shift if shift >= 0 else (bits & mask) >> -shift
        return image

    def count(self, bits: int) -> int:
        """How many moves these numbers make."""
        return sum((bits & mask).bit_count() for mask in self.shifts.values())


@dataclass(frozen=True, slots=True)
class Explored:
    """What a walk found. `late_matters`.

    States in which an act is carried out although a matter arrived after the receipt.
    """

    states: int
    transitions: int
    late_matters: int
    verdicts: int
    led_back: int
    violations: tuple[Violation, ...]


def explore(matters: int = MOST_MATTERS, law: Law | None = None, first_only: bool = False) -> Explored:
    """Walk through everything with up to so many concurrent matters. `first_only` ends at the first violation."""
    walk = Walk(matters, law or law_in_use(), Found(first_only))
    try:
        walk.run()
    except FoundError:
        return Explored(0, 0, 0, 0, 0, tuple(walk.found.violations))
    return walk.result()


class Walk:
    """One walk."""

    def __init__(self, matters: int, law: Law, found: Found) -> None:
        self.found = found
        self._most, self._law = matters, law
        self._verdicts = Verdicts(law, found)
        self._lives = Lives(law, found)
        self._moves = Moves(law, found, self._verdicts)
        self._reached: dict[Group, int] = {}
        self._steps: dict[Group, list[tuple[Group, Move]]] = {}
        self._free: dict[Known, Move] = {}
        self._made: dict[tuple[object, ...], Move] = {}

    def run(self) -> None:
        """Walk until nothing new is reached; raises FoundError where the first violation is enough."""
        check_competence(self._law, self.found)
        start = 0
        for standing in range(STANDINGS):
            for age in range(AGES):
                start |= 1 << bit(Control.LINE, standing, age)
        waiting: dict[Group, int] = {(): start}
        while waiting:
            group, new = waiting.popitem()
            new &= ~self._reached.get(group, 0)
            if not new:
                continue
            new = self._closed(group, new)
            self._reached[group] = self._reached.get(group, 0) | new
            if not group:
                self._live()
            self._seen_by_bodies(group, new)
            for to, move in self._matter_moves(group):
                image = move.image(new) & ~self._reached.get(to, 0)
                if image:
                    waiting[to] = waiting.get(to, 0) | image
        if not any(bits & _OUT for bits in self._reached.values()):
            self.found.add(LAWFUL, "nobody is ever led back, however lawfully", "all states")

    def result(self) -> Explored:
        """What was found."""
        transitions = late = led = 0
        for group, bits in self._reached.items():
            known = knowledge(group)
            free = self._free[known]
            transitions += free.count(bits) + sum(move.count(bits) for _, move in self._steps[group])
            late += self._late(known).image(bits).bit_count()
            led += (bits & _OUT).bit_count()
        return Explored(
            states=sum(bits.bit_count() for bits in self._reached.values()),
            transitions=transitions,
            late_matters=late,
            verdicts=self._verdicts.asked + self._lives.asked,
            led_back=led,
            violations=tuple(self.found.violations),
        )

    def _live(self) -> None:
        """Single matters first, each by itself: where a step is wrong it is seen before the walk grows."""
        waiting = [Life(kind, stage) for kind in CLASSES for stage in ("suspected", "claimed")]
        seen = set(waiting)
        while waiting:
            life = waiting.pop()
            for age in range(AGES):
                ways = self._lives.ways(life, age)
                new = (ways.here | ways.elsewhere | ways.clock) - seen
                seen |= new
                waiting.extend(sorted(new))

    def _closed(self, group: Group, new: int) -> int:
        """All numbers reached from these while the matters stay as they are."""
        known = knowledge(group)
        free = self._free.setdefault(known, Move(self._free_moves(known)))
        reached = self._reached.get(group, 0)
        found = edge = new
        while edge:
            edge = free.image(edge) & ~found & ~reached
            found |= edge
        return found

    def _free_moves(self, known: Known) -> Callable[[int], Sequence[int]]:
        def moves(number: int) -> Sequence[int]:
            self._moves.state(number, known)
            return tuple(dict.fromkeys(self._moves.free(number, known)))

        return moves

    def _late(self, known: Known) -> Move:
        return self._make(("late", known), lambda number: (number,) if self._moves.late(number, known) else ())

    def _seen_by_bodies(self, group: Group, bits: int) -> None:
        if not group:
            return
        persons = 0
        for control in range(len(Control)):
            persons |= bits >> bit(control, 0, 0) & _ONE_CONTROL
        matters = tuple(life.matter(CLASSES[life.kind][0]) for life, _ in group)
        opened = sum(life.open for life, _ in group)
        for number in range(_PERSONS):
            if persons >> number & 1:
                _, standing, age = parts(number)
                self._verdicts.as_bodies_see(standing, age, matters, opened)

    def _make(self, key: tuple[object, ...], to: Callable[[int], Sequence[int]]) -> Move:
        return self._made.setdefault(key, Move(to))

    def _matter_moves(self, group: Group) -> list[tuple[Group, Move]]:
        if group not in self._steps:
            self._steps[group] = list(self._all_moves(group))
        return self._steps[group]

    def _all_moves(self, group: Group) -> Iterator[tuple[Group, Move]]:
        known = knowledge(group)
        if len(group) < self._most:
            for kind in CLASSES:
                for stage in ("suspected", "claimed"):
                    for where in (HERE, THERE):
                        yield _with(group, (Life(kind, stage), where)), self._opened(known, where == HERE)
        for index, (life, where) in enumerate(group):
            if index and group[index - 1] == group[index]:
                continue
            rest = group[:index] + group[index + 1 :]
            yield from self._deliveries(rest, life, where, known)
            yield from self._lived(rest, life, where, known)

    def _deliveries(self, rest: Group, life: Life, where: str, known: Known) -> Iterator[tuple[Group, Move]]:
        if where == BOTH:
            return
        if not life.open:
            move = self._make(("released", known), self._on_control(lambda c: self._moves.released(c, known)))
        else:
            to_post = where == THERE
            move = self._make(
                ("delivered", known, to_post), self._on_control(lambda c: self._moves.delivered(c, known, to_post))
            )
        yield _with(rest, (life, BOTH)), move

    def _lived(self, rest: Group, life: Life, where: str, known: Known) -> Iterator[tuple[Group, Move]]:
        """Steps of one matter.

        A body can't act on what only the post knows; what closes isn't known at the post yet.
        """
        for to in self._lives.ways(life, 0).clock:
            yield _with(rest, (to, where)), self._make(("clock",), lambda number: (number,))
        for age in range(AGES):
            ways = self._lives.ways(life, age)
            # A closed matter that is opened anew is a new hold, which the other node doesn't know.
            reopens = not life.open
            for to in ways.here:
                place = where if to.open and not reopens else HERE if to.open else THERE
                effects = (to in ways.recognises, to in ways.settles)
                yield _with(rest, (to, place)), self._step(age, *effects, known, reopens)
            for to in ways.elsewhere if where != HERE else ():
                place = THERE if reopens or not to.open else where
                effects = (to in ways.recognises, to in ways.settles)
                yield _with(rest, (to, place)), self._step(age, *effects, known, reopens, at_post=False)

    def _step(
        self, age: int, recognises: bool, settles: bool, known: Known, reopens: bool, at_post: bool = True
    ) -> Move:
        def to(number: int) -> Sequence[int]:
            control, standing, years = parts(number)
            if years != age:
                return ()
            if reopens:
                after = self._moves.opened(control, known, at_post)
                if after is None:
                    return ()
                control = after
            targets = [standing]
            if recognises:
                targets = [AT_HOME]
            elif settles and standing == ENDED:
                targets = [ENDED, FOREIGNER]
            return [bit(control, target, years) for target in targets]

        return self._make(("step", age, recognises, settles, reopens and (known, at_post)), to)

    def _opened(self, known: Known, at_post: bool) -> Move:
        return self._make(("opened", known, at_post), self._on_control(lambda c: self._moves.opened(c, known, at_post)))

    def _on_control(self, change: Callable[[Control], Control | None]) -> Callable[[int], Sequence[int]]:
        def to(number: int) -> Sequence[int]:
            control, standing, age = parts(number)
            after = change(control)
            return () if after is None else (bit(after, standing, age),)

        return to


_PERSONS = STANDINGS * AGES
_ONE_CONTROL = (1 << _PERSONS) - 1
_OUT = sum(_ONE_CONTROL << bit(control, 0, 0) for control in range(Control.OUT, Control.FREE))
assert bit(Control.FREE, STANDINGS - 1, AGES - 1) + 1 == BITS


def _with(rest: Group, one: Placed) -> Group:
    return tuple(sorted((*rest, one)))


def knowledge(group: Group) -> Known:
    """Who knows how many of these matters."""
    counts = {HERE: 0, THERE: 0, BOTH: 0}
    closing = 0
    for life, where in group:
        if life.open:
            counts[where] += 1
        elif where != BOTH:
            closing += 1
    return Known(counts[HERE], counts[THERE], counts[BOTH], closing)
