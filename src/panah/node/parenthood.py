"""A worker ends when the process that made it does, also when that one was killed without a chance to say so."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PARENT = "PANAH_SERVED_BY"
_SET_DEATH_SIGNAL = 1


def announce() -> None:
    """Called by the process that makes workers, before it does."""
    os.environ[PARENT] = str(os.getpid())


def die_with_parent() -> None:
    """Called by a worker when it starts; does nothing in a process that has no such parent, or on another system."""
    parent = os.environ.get(PARENT)
    if not parent or sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != int(parent):
        os._exit(1)
