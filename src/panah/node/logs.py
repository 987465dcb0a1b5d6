"""What a node may write about requests and faults: never an address, a header or the text of an exception.

An address holds handles, and whatever a document reader types into the address bar.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import PurePath
from types import TracebackType

import panah

_PACKAGE = PurePath(panah.__file__).parent
_ABOUT_REQUESTS = ("django.request", "django.security")
NO_ROUTE = "no route"


class NothingPersonal(logging.Filter):
    """Leaves of a request its status code and the name of its route, and of an exception its kind and place.

    It belongs on a handler: filters of a logger don't see what comes from the loggers below it. Nothing is held back.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", None)
        about_request = record.name.startswith(_ABOUT_REQUESTS) or hasattr(record, "request")
        if about_request:
            match = getattr(getattr(record, "request", None), "resolver_match", None)
            record.msg = f"{status or 'unknown status'} {getattr(match, 'view_name', '') or NO_ROUTE}"
            record.args = None
        if record.exc_info:
            _, error, at = record.exc_info
            if error is not None and not (about_request and isinstance(status, int) and status < 500):
                record.msg = f"{record.getMessage()}: {type(error).__qualname__} at {place(at)}"
                record.args = None
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def place(at: TracebackType | None) -> str:
    """Where it was raised, and where in Panah that was called: `file:line`, or two of them."""
    frames = [(PurePath(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(at)]
    if not frames:
        return "an unknown place"
    ours = [frame for frame in frames if frame[0].is_relative_to(_PACKAGE)]
    innermost = _shown(*frames[-1])
    if not ours or ours[-1] == frames[-1]:
        return innermost
    return f"{innermost}, called from {_shown(*ours[-1])}"


def _shown(file: PurePath, line: int) -> str:
    if file.is_relative_to(_PACKAGE):
        return f"{file.relative_to(_PACKAGE.parent)}:{line}"
    return f"{PurePath(*file.parts[-2:])}:{line}"
