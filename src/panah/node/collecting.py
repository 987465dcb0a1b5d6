"""Python's search for unreachable objects, kept from making a line of people wait.

A worker holds some hundred thousand objects for as long as it lives: the application, the names it has read, what it
remembers of the watchlists. A full search goes through all of them, which takes some tenths of a second in which nobody
is answered, and finds next to nothing. So what was there at the start is never searched, and what has been kept since
is set apart likewise, some thousand objects at a time. An object goes as ever when nothing refers to it any more; only
a ring of objects that was in use at the moment of setting apart is kept until the worker ends.
"""

from __future__ import annotations

import gc

YOUNG, SOONER = 700, 10
"""As Python has it itself: objects more than before at which the youngest are searched, and how many such searches make
one of the next age. A full one comes with every second of these."""
MANY = 10_000
"""Objects that outlived a full search and are then set apart."""
OLDEST = 2


def settle() -> None:
    """Call once, when a worker has everything in place and before it answers anybody."""
    gc.collect()
    gc.freeze()
    # Another full search comes once a quarter more is there than at the last one: of nothing, so that each is small.
    gc.collect()
    gc.set_threshold(YOUNG, SOONER, 1)
    if _set_apart not in gc.callbacks:
        gc.callbacks.append(_set_apart)


def _set_apart(phase: str, info: dict[str, int]) -> None:
    if phase == "stop" and info["generation"] == OLDEST and len(gc.get_objects(generation=OLDEST)) > MANY:
        gc.freeze()
