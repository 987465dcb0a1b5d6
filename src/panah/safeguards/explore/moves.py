"""The moves between two nodes out of step.

Each is made by the guard's own code on two nodes, and its outcome checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from panah.safeguards.explore.deeds import HANDLE, HEAD, NOW, as_it_should_be
from panah.safeguards.explore.faces import ENDED, faces, hold, token
from panah.safeguards.explore.found import Found
from panah.safeguards.explore.lawful import LEADS_BACK, broken
from panah.safeguards.explore.places import (
    ASKED,
    AT_THE_POST,
    GIVEN,
    HELD,
    INLAND,
    OUTSIDE,
    RECALLED,
    THERE,
    TOLD,
    WITH_RECALL,
    Control,
    Known,
    bit,
    nodes,
    parts,
    wait,
)
from panah.safeguards.explore.verdicts import Verdicts
from panah.safeguards.guard.answers import Verdict
from panah.safeguards.guard.competence import Approval
from panah.safeguards.guard.law import Law
from panah.safeguards.guard.locks import lock_of
from panah.safeguards.guard.messages import (
    ActCarriedOut,
    HoldReleased,
    HoldRelocked,
    MatterOpened,
    Message,
    RecallRaised,
    ReceiptGiven,
)
from panah.safeguards.guard.nodes import Node, Step, answer, ask, carry_out, learn, open_here
from panah.safeguards.guard.receipts import Receipt


class Moves:
    """Where a control and a person can go while the matters stay as they are, and what a message does to them."""

    def __init__(self, law: Law, found: Found, verdicts: Verdicts) -> None:
        self._law, self._found, self._verdicts = law, found, verdicts
        self._answers: dict[tuple[Known, int, int, bool], bool] = {}
        self._acts: dict[tuple[Known, Control, int, int], bool] = {}

    def state(self, number: int, known: Known) -> None:
        """What must be so in a state, however it was reached."""
        control, _, _ = parts(number)
        recalled = control in RECALLED
        told = _told(control, known)
        if (
            control in OUTSIDE
            and not recalled
            and (known.here + known.both or (control in TOLD and known.at_headquarters))
        ):
            self._found.add("S1", "led back, somebody knows of an open matter, and nobody recalls", told)
        if control in GIVEN | THERE and known.at_headquarters and not recalled:
            self._found.add("S1", "a matter came after the receipt and nobody recalls", told)

    def free(self, number: int, known: Known) -> Iterator[int]:
        """Every move in which no matter changes."""
        control, standing, age = parts(number)
        for to in self._goes(control, standing, age, known):
            yield bit(to, standing, age)
        yield from (bit(control, *other) for other in _grows(standing, age))

    def late(self, number: int, known: Known) -> bool:
        """Whether an act can be carried out here although a matter was opened where the post can't know of it."""
        control, standing, age = parts(number)
        return control in THERE and known.there > 0 and self._led_back(control, standing, age, known)

    def _goes(self, control: Control, standing: int, age: int, known: Known) -> Iterator[Control]:
        if control in OUTSIDE:
            yield Control.LINE
            if control not in TOLD:
                yield self._report(control, known)
            return
        if control == Control.FREE:
            yield Control.LINE
            return
        allowed = self._verdicts.allowed(standing, age, wait(control), known.at_post)
        if control == Control.LINE and "set_aside" in allowed:
            yield Control.HELD
        if control in AT_THE_POST and ("admit" in allowed or "admit_for_procedure" in allowed):
            yield Control.INLAND
        if "leave_freely" in allowed or "voluntary_return" in allowed or "withdraw_at_line" in allowed:
            yield Control.FREE
        if control in HELD:
            yield Control.OVER
        if control in INLAND:
            yield Control.LINE
        yield from self._receipt(control, standing, age, known)

    def _receipt(self, control: Control, standing: int, age: int, known: Known) -> Iterator[Control]:
        """The way of a question to headquarters, and what is done on its answer."""
        start = Control.HELD if control in HELD else Control.INLAND
        if control in (Control.HELD, Control.INLAND):
            yield Control(control + 1)
        elif control in ASKED:
            yield Control(control + 1) if self._answered(control, standing, age, known) else start
        elif control in GIVEN:
            yield Control(control + 2) if self._arrives(control, known) else start
        if control in GIVEN | THERE:
            yield start
            if control in RECALLED and self._stops(control, known):
                yield start
        if control in THERE and self._led_back(control, standing, age, known):
            yield Control.OUT_RECALL if control in RECALLED else Control.OUT

    def _answered(self, control: Control, standing: int, age: int, known: Known) -> bool:
        """Whether headquarters gives a receipt for any act to any of those for whom this state stands."""
        key = (known, standing, age, control in HELD)
        if key not in self._answers:
            given = False
            for act in LEADS_BACK:
                post, headquarters = nodes(control, known, act)
                for face, truth in faces(standing, age, wait(control), known.at_headquarters):
                    step = answer(headquarters, face, ask(post, act, NOW), NOW, self._law)
                    if not any(isinstance(message, ReceiptGiven) for message in step.tell):
                        continue
                    given = True
                    if known.at_headquarters:
                        self._found.add("S1", f"receipt for {act} in spite of an open hold", str(truth))
                    if step.node.given[-1:] == headquarters.given[-1:]:
                        self._found.add("S1", "headquarters forgets the receipt it gave", str(truth))
            self._answers[key] = given
        return self._answers[key]

    def _arrives(self, control: Control, known: Known) -> bool:
        post, headquarters = nodes(control, known)
        receipt = headquarters.given[0]
        step = learn(post, ReceiptGiven(receipt), NOW, self._law)
        foreign = learn(post, ReceiptGiven(Receipt("somebody else", "refuse", HEAD, NOW)), NOW, self._law)
        if foreign.node.receipt is not None:
            self._found.add("S1", "a receipt for somebody else is kept", _told(control, known))
        used = Node(HANDLE, used=(receipt,))
        if learn(used, ReceiptGiven(receipt), NOW, self._law).node.receipt is not None:
            self._found.add("S1", "a receipt sent twice serves twice", _told(control, known))
        return step.node.receipt == receipt

    def _stops(self, control: Control, known: Known) -> bool:
        post, _ = nodes(control, known)
        step = learn(post, RecallRaised(HANDLE, "refuse", "new", NOW), NOW, self._law)
        if step.node.receipt is not None:
            self._found.add("S1", "a recall leaves the receipt in use", _told(control, known))
        return step.node.receipt is None

    def _led_back(self, control: Control, standing: int, age: int, known: Known) -> bool:
        """Whether any act that leads back is carried out on the receipt that is there."""
        key = (known, control, standing, age)
        if key not in self._acts:
            led = False
            for act in LEADS_BACK:
                post, _ = nodes(control, known, act)
                deed = as_it_should_be(act, receipt=True)
                for face, truth in faces(standing, age, wait(control), known.at_post):
                    step = carry_out(post, face, act, deed.context(), self._law)
                    if isinstance(step, Verdict):
                        continue
                    led = True
                    for safeguard in broken(truth, deed):
                        self._found.add(safeguard, f"carried out: {act}", str(truth))
                    self._left(post, step, act)
            self._acts[key] = led
        return self._acts[key]

    def _left(self, post: Node, step: Step, act: str) -> None:
        resent = learn(step.node, ReceiptGiven(post.receipt), NOW, self._law).node if post.receipt else step.node
        if step.node.receipt is not None or resent.receipt is not None:
            self._found.add("S1", f"{act}: the receipt serves again", "")
        if not any(isinstance(message, ActCarriedOut) for message in step.tell):
            self._found.add("S1", f"{act}: headquarters isn't told", "")

    def _report(self, control: Control, known: Known) -> Control:
        """Headquarters hears that somebody was led back."""
        post, headquarters = nodes(control, known)
        step = learn(headquarters, post.carried_out[0], NOW, self._law)
        recalled = control in RECALLED or _recalls(step)
        return Control.OUT_TOLD_RECALL if recalled else Control.OUT_TOLD

    # What happens to a control when a matter is opened or a message about one arrives.

    def opened(self, control: Control, known: Known, at_post: bool) -> Control | None:
        """A new matter, at the post or elsewhere; None where nobody can open one there."""
        if at_post and control not in AT_THE_POST | OUTSIDE:
            return None
        post, headquarters = nodes(control, known)
        step = open_here(post if at_post else headquarters, "new", lock_of(token("new")), NOW, law=self._law)
        if not any(one.handle == "new" and not one.released for one in step.node.holds):
            self._found.add("S3", "a matter that is opened doesn't stand", _told(control, known))
        if not any(isinstance(message, MatterOpened) for message in step.tell):
            self._found.add("S1", "the other node isn't told of a matter", _told(control, known))
        return _after(control, step)

    def delivered(self, control: Control, known: Known, to_post: bool) -> Control:
        """A matter that one node has becomes known to the other."""
        name = "there 0" if to_post else "here 0"
        post, headquarters = nodes(control, known)
        node = post if to_post else headquarters
        message = MatterOpened(HANDLE, name, lock_of(token(name)), NOW, HEAD + 1)
        step = learn(node, message, NOW, self._law)
        if not any(one.handle == name and not one.released for one in step.node.holds):
            self._found.add("S1", "a matter that arrives doesn't stand", _told(control, known))
        if len(learn(step.node, message, NOW, self._law).node.holds) != len(step.node.holds):
            self._found.add("S1", "a matter that arrives twice stands twice", _told(control, known))
        if to_post and step.node.head != HEAD + 1:
            self._found.add("S1", "a receipt from before the matter stays good", _told(control, known))
        return _after(control, step)

    def released(self, control: Control, known: Known) -> Control:
        """The token of a closed matter arrives at the post; a wrong one opens nothing, and the order doesn't matter."""
        post, _ = nodes(control, known)
        wrong = learn(post, HoldReleased(HANDLE, "closing 0", token("wrong")), NOW, self._law)
        right = learn(post, HoldReleased(HANDLE, "closing 0", token("closing 0"), HEAD + 1), NOW, self._law)
        if _stands(right.node, "closing 0"):
            self._found.add("S13", "the right token doesn't open the lock", _told(control, known))
        if not _stands(wrong.node, "closing 0"):
            self._found.add("S1", "a wrong token opens the lock", _told(control, known))
        others = [one.handle for one in post.holds if one.handle != "closing 0"]
        if any(_stands(post, name) != _stands(right.node, name) for name in others):
            self._found.add("S1", "a token opens another lock", _told(control, known))
        self._relocking(post, control, known)
        early = learn(Node(HANDLE), HoldReleased(HANDLE, "early", token("early")), NOW, self._law)
        late = learn(early.node, MatterOpened(HANDLE, "early", hold("early").lock, NOW), NOW, self._law)
        if _stands(late.node, "early"):
            self._found.add("S13", "a release that came first is forgotten", _told(control, known))
        return control

    def _relocking(self, post: Node, control: Control, known: Known) -> None:
        """S14: the lock of a hold is exchanged with both signatures or not at all; then the old token opens nothing."""
        name = "closing 0"
        for signed in ((), ("headquarters",), ("monitor",), ("headquarters", "monitor")):
            approvals = frozenset(Approval(role, verified=True) for role in signed)
            message = HoldRelocked(HANDLE, name, lock_of(token(name)), lock_of(token("next")), approvals)
            for order in ("relock first", "release first"):
                both: list[Message] = [message, HoldReleased(HANDLE, name, token(name))]
                node = post
                for one in both if order == "relock first" else reversed(both):
                    node = learn(node, one, NOW, self._law).node
                if _stands(node, name) != (len(signed) == 2):
                    self._found.add("S14", f"lock exchanged by {signed}, {order}", _told(control, known))
                if len(signed) == 2 and _stands(learn(node, HoldReleased(HANDLE, name, token("next")), NOW).node, name):
                    self._found.add("S14", "the next body can't release", _told(control, known))


def _grows(standing: int, age: int) -> Iterator[tuple[int, int]]:
    """What changes about a person by itself: care for a child, coming of age, a status that ends."""
    if age:
        yield standing, 0
        yield standing, 3 - age
    if standing == 1:
        yield ENDED, age


def _after(control: Control, step: Step) -> Control:
    return WITH_RECALL.get(control, control) if _recalls(step) else control


def _recalls(step: Step) -> bool:
    return any(isinstance(message, RecallRaised) for message in step.tell)


def _stands(node: Node, name: str) -> bool:
    return any(one.handle == name and not one.released for one in node.holds)


def _told(control: Control, known: Known) -> str:
    return f"{control.name.lower()}, {known}"
