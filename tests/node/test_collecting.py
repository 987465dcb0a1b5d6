"""What a worker holds for long is searched for rubbish once; rubbish of its daily work is still found."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref

from panah.node import collecting

PROGRAM = """
import gc
from panah.node.collecting import MANY, settle

class Ring:
    def __init__(self):
        self.itself = self

settle()
at_start = gc.get_freeze_count()
kept = [[number] for number in range(3 * MANY)]
for _ in range(200_000):
    Ring()
print(at_start > 1000, gc.get_freeze_count() - at_start >= 2 * MANY, len(gc.get_objects()) < 2 * MANY + 20_000)
"""


def test_what_is_kept_is_set_apart_and_rubbish_isnt_kept():
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "True", "True"]


def test_rings_that_nobody_refers_to_are_found_by_a_full_search():
    class Ring:
        pass

    try:
        collecting.settle()
        ring = Ring()
        ring.itself = ring
        gone = weakref.ref(ring)
        del ring
        gc.collect()
        assert gone() is None
    finally:
        gc.callbacks.remove(collecting._set_apart)
        gc.set_threshold(700, 10, 10)
        gc.unfreeze()
