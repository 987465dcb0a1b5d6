"""Where a person is, what receipt is under way, and what the two nodes know: the other half of a state, and its moves.

A state is a multiset of matters, a control and a person. The control says where the person is and what became of the
question to headquarters. Matters are known to the post alone, to headquarters alone, or to both; one that
headquarters knows as closed may still stand at the post. Each is one undelivered message, and each may be delivered
at any moment, or never.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from panah.safeguards.explore.deeds import HANDLE, HEAD, NOW
from panah.safeguards.explore.faces import hold, token
from panah.safeguards.guard.messages import ActCarriedOut, RecallRaised
from panah.safeguards.guard.nodes import Node
from panah.safeguards.guard.receipts import Receipt


class Control(IntEnum):
    """Where the person is, and the receipt: asked · given (not yet there) · there; and whether a recall was raised."""

    LINE = 0
    HELD = 1
    HELD_ASKED = 2
    HELD_GIVEN = 3
    HELD_GIVEN_RECALL = 4
    HELD_THERE = 5
    HELD_THERE_RECALL = 6
    OVER = 7
    INLAND = 8
    INLAND_ASKED = 9
    INLAND_GIVEN = 10
    INLAND_GIVEN_RECALL = 11
    INLAND_THERE = 12
    INLAND_THERE_RECALL = 13
    OUT = 14
    OUT_RECALL = 15
    OUT_TOLD = 16
    OUT_TOLD_RECALL = 17
    FREE = 18


CONTROLS = len(Control)
STANDINGS = AGES = 3
PERSONS = STANDINGS * AGES
BITS = CONTROLS * PERSONS

GIVEN = frozenset({Control.HELD_GIVEN, Control.HELD_GIVEN_RECALL, Control.INLAND_GIVEN, Control.INLAND_GIVEN_RECALL})
THERE = frozenset({Control.HELD_THERE, Control.HELD_THERE_RECALL, Control.INLAND_THERE, Control.INLAND_THERE_RECALL})
ASKED = frozenset({Control.HELD_ASKED, Control.INLAND_ASKED})
OUTSIDE = frozenset({Control.OUT, Control.OUT_RECALL, Control.OUT_TOLD, Control.OUT_TOLD_RECALL})
TOLD = frozenset({Control.OUT_TOLD, Control.OUT_TOLD_RECALL})
RECALLED = frozenset(
    {
        Control.HELD_GIVEN_RECALL, Control.HELD_THERE_RECALL, Control.INLAND_GIVEN_RECALL, Control.INLAND_THERE_RECALL,
        Control.OUT_RECALL, Control.OUT_TOLD_RECALL,
    }
)  # fmt: skip
HELD = frozenset(range(Control.HELD, Control.OVER))
INLAND = frozenset(range(Control.INLAND, Control.OUT))
AT_THE_POST = frozenset({Control.LINE, *HELD, Control.OVER})

WITH_RECALL = {
    Control.HELD_GIVEN: Control.HELD_GIVEN_RECALL,
    Control.HELD_THERE: Control.HELD_THERE_RECALL,
    Control.INLAND_GIVEN: Control.INLAND_GIVEN_RECALL,
    Control.INLAND_THERE: Control.INLAND_THERE_RECALL,
    Control.OUT: Control.OUT_RECALL,
    Control.OUT_TOLD: Control.OUT_TOLD_RECALL,
}


class Known(NamedTuple):
    """How many matters are open and known to the post alone, to headquarters alone, to both; and closed, but not at
    the post.
    """

    here: int = 0
    there: int = 0
    both: int = 0
    closing: int = 0

    @property
    def at_post(self) -> int:
        """Holds that stand at the post."""
        return self.here + self.both + self.closing

    @property
    def at_headquarters(self) -> int:
        """Holds that stand at headquarters."""
        return self.there + self.both


def bit(control: int, standing: int, age: int) -> int:
    """The number of a control and a person among all of them."""
    return control * PERSONS + standing * AGES + age


def parts(number: int) -> tuple[Control, int, int]:
    """Control, standing and age of such a number."""
    return Control(number // PERSONS), number % PERSONS // AGES, number % AGES


def wait(control: Control) -> str:
    """Where the person stands as the guard is asked."""
    if control in HELD:
        return "held"
    if control == Control.OVER:
        return "over"
    return "inland" if control in INLAND else "line"


def nodes(control: Control, known: Known, act: str = "refuse") -> tuple[Node, Node]:
    """The post and headquarters in such a state."""
    here = [f"here {n}" for n in range(known.here)]
    there = [f"there {n}" for n in range(known.there)]
    both = [f"both {n}" for n in range(known.both)]
    closing = [f"closing {n}" for n in range(known.closing)]
    receipt = Receipt(HANDLE, act, HEAD, NOW - 10)
    done = ActCarriedOut(HANDLE, act, NOW - 5)
    recalls = tuple(
        RecallRaised(HANDLE, act, name, NOW) for name in (*here, *there, *both, *closing) if control in RECALLED
    )
    post = Node(
        HANDLE,
        holds=tuple(map(hold, (*here, *both, *closing))),
        head=HEAD,
        receipt=receipt if control in THERE else None,
        carried_out=(done,) if control in OUTSIDE else (),
        recalls=recalls if control in OUTSIDE else (),
    )
    headquarters = Node(
        HANDLE,
        holds=(*map(hold, (*there, *both)), *(hold(name, released=True) for name in closing)),
        head=HEAD,
        given=(receipt,) if control in GIVEN | THERE else (),
        carried_out=(done,) if control in TOLD else (),
        recalls=recalls,
        tokens=frozenset((name, token(name)) for name in closing),
    )
    return post, headquarters
