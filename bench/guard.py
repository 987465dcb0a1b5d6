"""How long one question to the guard takes, beside a bare table of the same rules and, where installed, the library
transitions.

    python -m bench guard

Goal: 50 µs a check. The peer, `bare table`, is the rule as one would write it in an afternoon: a dictionary from
(act, something open, child, standing, clock over) to yes or no, and a line for each thing a refusal needs; it names
no reason and no remedy. A step of a matter is measured beside the state machine library `transitions` (with the same
stages, one condition a step) if it can be imported; it isn't a dependency.
"""

from __future__ import annotations

import importlib
import itertools
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from panah.safeguards.guard.conditions import WORDS_GIVEN, Taking
from panah.safeguards.guard.context import Context, Conversation, Ground, Notice, Signature
from panah.safeguards.guard.judging import judge
from panah.safeguards.guard.law import law
from panah.safeguards.guard.life import attempt
from panah.safeguards.guard.locks import lock_of
from panah.safeguards.guard.matters import Status, claim, suspect
from panah.safeguards.guard.people import NEVER_REFUSED, Hold, Person, Standing, Years
from panah.safeguards.guard.receipts import Receipt

GOAL_MICROSECONDS = 50
ROUNDS = 200
NOW = 1_800_000_000


def people() -> dict[str, Person]:
    """Those about whom a post asks."""
    free = Person("p", set_aside=NOW - 60, hold_until=NOW + 600)
    matters = (claim("a", "asylum", 1), suspect("t", "trafficking", 2), suspect("c", "child", 3))
    return {
        "nothing open": free,
        "one hold": replace(free, holds=(Hold("h", lock_of(b"x")),)),
        "three matters, a child, a family": replace(free, matters=matters, years=Years.DOUBTFUL),
        "a national": replace(free, standing=frozenset({Standing.NATIONAL})),
    }


def properly(act: str) -> Context:
    """An act with everything it needs."""
    return Context(
        now=NOW,
        role="second_line",
        signatures=(Signature("a", "second_line", True), Signature("b", "commander", True)),
        conversation=Conversation("tgk", True),
        grounds=(Ground("no_valid_document", True),),
        notice=Notice(frozenset({"tgk"}), True),
        receipt=Receipt("p", act, 5, NOW - 30),
        genuine=True,
        head=5,
        alone=True,
    )


def bare_table() -> Callable[[Person, str, Context], bool]:
    """The peer: yes or no by one look-up and a chain of conditions."""
    back = {"refuse", "remove", "return", "readmit", "extradite"}
    table = {
        (act, opened, child, home, over): not (
            (act in back and (opened or home or over)) or (child and act in ("refuse", "detain"))
        )
        for act in law().acts
        for opened, child, home, over in itertools.product((True, False), repeat=4)
    }

    def allowed(person: Person, act: str, context: Context) -> bool:
        opened = any(matter.open for matter in person.matters) or any(not hold.released for hold in person.holds)
        over = person.hold_until is not None and context.now >= person.hold_until
        home = not person.standing.isdisjoint(NEVER_REFUSED)
        if not table[act, opened, person.years is not Years.ADULT, home, over]:
            return False
        receipt = context.receipt
        return act not in back or (
            receipt is not None
            and receipt.person == person.handle
            and receipt.act == act
            and context.now - receipt.given <= 300
            and len({one.officer for one in context.signatures if one.verified}) > 1
        )

    return allowed


def microseconds(work: Callable[[], Any]) -> tuple[float, float]:
    """Median and 99th percentile of one call, over many short runs."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for _ in range(50):
            work()
        taken.append((time.perf_counter() - began) / 50 * 1e6)
    return statistics.median(taken), sorted(taken)[int(ROUNDS * 0.99)]


def line(what: str, value: tuple[float, float], peer: float) -> None:
    """One row of the table."""
    verdict = "" if value[0] <= GOAL_MICROSECONDS else "   GOAL MISSED"
    print(f"{what:52} {value[0]:7.1f} µs   p99 {value[1]:7.1f} µs   {value[0] / peer:5.1f} × its peer{verdict}")


def acts() -> None:
    """Verdicts."""
    table = bare_table()
    context = properly("refuse")
    for name, person in people().items():
        peer = microseconds(lambda person=person: table(person, "refuse", context))
        assert table(person, "refuse", context) == judge(person, "refuse", context).allowed
        line(f"refuse, {name}", microseconds(lambda person=person: judge(person, "refuse", context)), peer[0])
        print(f"{'    bare table (peer)':52} {peer[0]:7.1f} µs   p99 {peer[1]:7.1f} µs")
    everyone = people()["three matters, a child, a family"]
    contexts = {act: properly(act) for act in law().acts}
    worst = max((microseconds(lambda act=act: judge(everyone, act, contexts[act])), act) for act in contexts)
    peer = microseconds(lambda: table(everyone, worst[1], contexts[worst[1]]))
    line(f"the slowest act of all, {worst[1]}", worst[0], peer[0])


def steps() -> None:
    """Steps of a matter."""
    taking = Taking(NOW, "body", law().directory(), Person("p"), "asylum_authority", frozenset(WORDS_GIVEN))
    matter = replace(claim("a", "asylum", 1), status=Status.DECIDING)
    ours = microseconds(lambda: attempt(matter, "reject", taking))
    peer = state_machine()
    if peer is None:
        print(f"{'a step: reject':52} {ours[0]:7.1f} µs   p99 {ours[1]:7.1f} µs   (transitions isn't installed)")
        return
    line("a step: reject", ours, peer[0])
    print(f"{'    transitions, there and back, half of it (peer)':52} {peer[0]:7.1f} µs   p99 {peer[1]:7.1f} µs")


def state_machine() -> tuple[float, float] | None:
    """The same step with the library, or None where it isn't there."""
    try:
        library: Any = importlib.import_module("transitions")
    except ImportError:
        return None

    class Model:
        def allowed(self) -> bool:
            return True

    model: Any = Model()
    machine = library.Machine(model=model, states=[str(status) for status in Status], initial="under_decision")
    machine.add_transition("reject", "under_decision", "rejected", conditions="allowed")
    machine.add_transition("back", "rejected", "under_decision", conditions="allowed")

    def there_and_back() -> None:
        model.reject()
        model.back()

    middle, slow = microseconds(there_and_back)
    return middle / 2, slow / 2


def main() -> None:
    """Print the times."""
    acts()
    steps()


if __name__ == "__main__":
    main()
