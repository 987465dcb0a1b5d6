"""Shares, asks and letters between a post and two bodies, in every order in which they may come: nobody lets go too
early, and once whoever decides has let go, nothing keeps the hold shut (S1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter
from random import Random
from uuid import UUID

import pytest

from panah.journal.facts import Fact
from panah.protection import holding
from panah.protection.facts.matters import (
    MatterHandedOver,
    MatterLetGo,
    MatterOpenAgain,
    MatterOpenHere,
    MatterPassedOn,
    MatterSettled,
    ShareEntrusted,
    ShareReturned,
)
from panah.protection.holding import Holding

POST, ONE, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
THERE = UUID(int=6)
"""Another node of the bodies, where cases are opened too; its clock is slow."""

HOLD, MATTER = UUID(int=4), UUID(int=5)
BODIES = (ONE, OTHER)
ENDLESS = 50_000

TAKEN_OVER = 100
"""A clock that is further ahead than this is another node's fault: nobody sets theirs by it (``sql/append.sql``)."""

Place = tuple[int, UUID]
"""When something was said, by the clocks that nodes pass on, and by whom: so entries are folded, whenever they come."""

Log = tuple[tuple[Place, Fact], ...]
Letter = tuple[int, tuple[Fact, ...]]
Way = tuple[UUID, UUID]


def name(number: int) -> UUID:
    return UUID(int=1000 + number)


def ids(texts: Iterable[str]) -> tuple[UUID, ...]:
    return tuple(map(UUID, sorted(texts)))


@cache
def folded(log: Log) -> Holding:
    found = Holding()
    for _place, fact in log:
        found = holding.after(fact, found, MATTER)
    return found


@dataclass(frozen=True, slots=True)
class World:
    """``logs`` are what each body was told, and said to itself. ``out`` are the shares that the post gave and misses,
    ``asks`` what it was asked and by whom (None: settled before it came), ``given`` those it gave a share for. ``ways``
    are letters on their way, one line of each sender to each reader: a journal comes in its order."""

    logs: tuple[tuple[UUID, Log], ...]
    clocks: tuple[tuple[UUID, int], ...]
    out: frozenset[str]
    asks: tuple[tuple[str, UUID | None], ...] = ()
    given: frozenset[str] = frozenset()
    ways: tuple[tuple[Way, tuple[Letter, ...]], ...] = ()
    moves: int = 0
    names: int = 0

    def of(self, body: UUID) -> Holding:
        return folded(dict(self.logs)[body])

    def clock(self, node: UUID) -> int:
        return dict(self.clocks)[node]

    def told(self, body: UUID, by: UUID, clock: int, *facts: Fact) -> World:
        """Something comes to a body, which knows of the time then."""
        logs, clocks = dict(self.logs), dict(self.clocks)
        logs[body] = tuple(sorted((*logs[body], *(((clock, by), fact) for fact in facts)), key=itemgetter(0)))
        clocks[body] = max(clocks[body], clock if clock <= clocks[body] + TAKEN_OVER else 0)
        return replace(self, logs=tuple(logs.items()), clocks=tuple(clocks.items()))

    def said(self, by: UUID, to: UUID, letter: Sequence[Fact], own: Sequence[Fact] = ()) -> World:
        """A node writes a letter, and what it says to itself with it."""
        clocks = dict(self.clocks)
        clocks[by] += 1
        # What is sealed says after which it was said: it stands behind that, whatever the clocks show.
        place = max(clocks[by], 1 + max((clock for (clock, _by), _fact in dict(self.logs).get(by, ())), default=0))
        lines = dict(self.ways)
        if letter:
            lines[by, to] = (*lines.get((by, to), ()), (place, tuple(letter)))
        ways = tuple(sorted(lines.items(), key=itemgetter(0)))
        world = replace(self, clocks=tuple(clocks.items()), ways=ways, names=self.names + 1)
        return world.told(by, by, place, *own) if own else world


def begun(**ahead: int) -> World:
    """The matter was opened: one body has a share. ``ahead``: how far some nodes' clocks are before the others'."""
    share = ShareEntrusted(hold=HOLD, share=f"{0:064x}", reply_to=str(POST))
    nodes = {"post": POST, "there": THERE, "one": ONE, "other": OTHER}
    clocks = tuple((node, ahead.get(name, 0)) for name, node in nodes.items())
    world = World(tuple((one, ()) for one in BODIES), clocks, frozenset({share.share}))
    return world.told(ONE, POST, world.clock(POST), share)


def handed_over_before() -> World:
    """An earlier version handed the matter over: the other has the same share, and nobody told them more. Since then
    the giver has said so to itself."""
    world = begun()
    held = world.of(ONE)
    mine = MatterPassedOn(to=OTHER, shares=tuple(one.digest for one in held.here), handing=name(999))
    return world.said(ONE, OTHER, entrusted(held), [mine])


def let_go(world: World, body: UUID) -> World:
    held = world.of(body)
    back = [ShareReturned(hold=one.hold, share=one.share) for one in held.here]
    asks = tuple(held.to_settle)
    settled = [MatterSettled(asks=asks)] if asks else []
    fact = MatterLetGo(
        why="-",
        shares=tuple(one.digest for one in held.here),
        asks=asks,
        handed=ids(held.handed),
        openings=ids(held.openings),
    )
    return world.said(body, POST, [*back, *settled], [fact])


def ask(world: World, body: UUID) -> World:
    fact = MatterOpenAgain(presentation=HOLD, reply_to=str(body), ask=name(world.names))
    return world.said(body, POST, [fact], [fact])


def begin(world: World, body: UUID) -> World:
    """A case is opened at another node of the body, while the matter is open as far as that node knows."""
    return world.said(THERE, body, [MatterOpenHere(opening=name(world.names))])


def entrusted(held: Holding) -> list[ShareEntrusted]:
    return [ShareEntrusted(hold=one.hold, share=one.share, reply_to=one.reply_to) for one in held.here]


def hand_over(world: World, body: UUID, to: UUID) -> World:
    held, handing = world.of(body), name(world.names)
    theirs = MatterHandedOver(of=body, handing=handing, posts=tuple(held.posts), asks=tuple(held.to_settle))
    mine = MatterPassedOn(
        to=to,
        shares=tuple(one.digest for one in held.here),
        handing=handing,
        asks=theirs.asks,
        handed=ids(held.handed),
        openings=ids(held.openings),
    )
    return world.said(body, to, [theirs, *entrusted(held)], [mine])


def owing(world: World, body: UUID) -> World:
    """What a body does by itself, as ``desk.handing`` does it."""
    held = world.of(body)
    if not held.owes:
        return world
    if held.passed_to is not None:
        mine = MatterPassedOn(to=held.passed_to, shares=tuple(one.digest for one in held.here))
        return world.said(body, held.passed_to, entrusted(held), [mine])
    return let_go(world, body) if held.let_go else ask(world, body)


def delivered(world: World, way: Way) -> World:
    """The next letter of a line comes."""
    lines = dict(world.ways)
    (clock, letter), *later = lines.pop(way)
    if later:
        lines[way] = tuple(later)
    world = replace(world, ways=tuple(sorted(lines.items(), key=itemgetter(0))))
    sender, to = way
    if to != POST:
        return owing(world.told(to, sender, clock, *letter), to)
    clocks = dict(world.clocks)
    clocks[POST] = max(clocks[POST], clock)
    world = replace(world, clocks=tuple(clocks.items()))
    for fact in letter:
        world = heard(world, sender, fact)
    return world


def heard(world: World, sender: UUID, fact: Fact) -> World:
    """What the post does, as ``desk.held_again``."""
    if isinstance(fact, ShareReturned):
        return replace(world, out=world.out - {fact.share})
    asks = dict(world.asks)
    if isinstance(fact, MatterOpenAgain):
        if str(fact.ask) in asks:
            del asks[str(fact.ask)]
        else:
            asks[str(fact.ask)] = sender
    else:
        assert isinstance(fact, MatterSettled)
        for one in map(str, fact.asks):
            if one in asks:
                del asks[one]
            else:
                asks[one] = None
    return replace(world, asks=tuple(sorted(asks.items(), key=itemgetter(0))), given=world.given.intersection(asks))


def shared(world: World, asked: str) -> World:
    """The post gives a share to whoever asked, in a hold that is open."""
    body = dict(world.asks)[asked]
    assert body is not None
    share = ShareEntrusted(hold=HOLD, share=f"{world.names:064x}", reply_to=str(POST))
    there = replace(world, out=world.out | {share.share}, given=world.given | {asked})
    return there.said(POST, body, [share])


def following(world: World, most: int) -> Iterator[tuple[bool, World]]:
    """Every world that may come next, and whether it comes by itself: nobody decides anything for it. ``most``: so
    often a body lets go, opens again or hands over in one story, all together."""
    for way, _letters in world.ways:
        yield True, delivered(world, way)
    for asked, body in world.asks:
        if body is not None and asked not in world.given:
            yield True, shared(world, asked)
    if world.moves == most:
        return
    moved = replace(world, moves=world.moves + 1)
    for body in BODIES:
        held = world.of(body)
        if held.has_say and not held.let_go:
            yield False, begin(moved, body)
            yield False, let_go(moved, body)
            yield False, hand_over(moved, body, OTHER if body == ONE else ONE)
        if held.posts and (held.let_go or held.passed_to is not None):
            yield False, ask(moved, body)


def explore(start: World, most: int) -> tuple[int, int]:
    """Every world that can be reached; how many, and in how many everything has come and nobody has it open."""
    waiting, seen, settled = [start], {start}, 0
    while waiting:
        world = waiting.pop()
        found = list(following(world, most))
        if not any(alone for alone, _next in found):
            settled += at_rest(world)
        for alone, one in found:
            safe(world, one, alone)
            if one not in seen:
                seen.add(one)
                waiting.append(one)
        assert len(seen) < ENDLESS, "letters go to and fro for ever"
    return len(seen), settled


def at_rest(world: World) -> bool:
    """Everything has come: the hold is shut exactly if somebody has the matter open."""
    for body in BODIES:
        assert not world.of(body).owes, "what a body owes it does"
    still = [body for body in BODIES if (held := world.of(body)).has_say and not held.let_go]
    mine = {one.share for body in still for one in world.of(body).here}
    assert mine == world.out, "a share is out that nobody gives back"
    for body in still:
        assert world.of(body).here, "open, and nothing keeps the hold shut"
    pending = {asked for asked, body in world.asks if body is not None}
    assert pending == {asked for body in still for asked in map(str, world.of(body).to_settle)}, (
        "what is asked is somebody's"
    )
    assert not [asked for asked, body in world.asks if body is None], "what was settled first is forgotten"
    assert still or not world.out
    return not still


def safe(before: World, after: World, alone: bool) -> None:
    """No letter opens a hold for a body that has the matter open, unless its own word to the post is on the way; and
    what is handed over is open, whatever was decided before anybody knew of it."""
    for (body, log), (_body, was) in zip(after.logs, before.logs, strict=True):
        if any(isinstance(fact, MatterHandedOver | MatterOpenHere) for _place, fact in set(log) - set(was)):
            assert not after.of(body).let_go, "let go of what nobody has looked at"
    if not alone or not before.out or after.out:
        return
    for body in BODIES:
        held = after.of(body)
        if held.has_say and not held.let_go:
            on_the_way = {
                str(fact.ask)
                for line in dict(after.ways).values()
                for _clock, letter in line
                for fact in letter
                if isinstance(fact, MatterOpenAgain)
            }
            asked = {one for one, by in after.asks if by is not None}
            assert {*map(str, held.to_settle)} & (on_the_way | asked), "opened too early"


@pytest.mark.parametrize("most", [3, pytest.param(4, marks=pytest.mark.faults)])
def test_in_every_order_the_hold_ends_when_whoever_decides_has_let_go_and_never_before(most: int) -> None:
    worlds, settled = explore(begun(), most)
    assert worlds > (200 if most == 3 else 10_000)
    assert settled > (5 if most == 3 else 100)


def test_so_it_does_after_what_an_earlier_version_handed_over() -> None:
    worlds, settled = explore(handed_over_before(), 3)
    assert worlds > 100
    assert settled > 5


@pytest.mark.parametrize("ahead", [{"post": 1000}, {"one": 1000}, {"other": 1000}, {"post": 1000, "other": 2000}])
def test_so_it_does_where_clocks_are_far_ahead_of_others(ahead: dict[str, int]) -> None:
    worlds, settled = explore(begun(**ahead), 2)
    assert worlds > 40
    assert settled > 2


def test_so_it_does_in_long_stories_drawn_by_chance() -> None:
    draw = Random(7)
    lengths = set()
    for story in range(80):
        world = begun(
            **{node: draw.choice([0, 50, 1000, 3000]) for node in ("post", "there", "one", "other")[: story % 5]}
        )
        while found := list(following(world, 14)):
            alone, after = draw.choice(found)
            safe(world, after, alone)
            world = after
        at_rest(world)
        lengths.add(world.names)
    assert max(lengths) > 25
