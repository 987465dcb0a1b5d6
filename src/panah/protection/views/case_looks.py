"""Every look at a case is a fact (S8). Going through the parts of one case is one look."""

from __future__ import annotations

import time
from uuid import UUID

from django.http import HttpRequest

from panah.people.look_times import look_times
from panah.people.looks import record_looks

_KEY = "case-looks"


def look(request: HttpRequest, *files: UUID, screen: str) -> None:
    """Record that somebody looks at cases, or (the file of the body) at a list with names, before they are shown."""
    now = time.time()
    kept = {known: until for known, until in request.session.get(_KEY, {}).items() if until > now}
    new = {f"{one.hex}:{screen}": one for one in files if f"{one.hex}:{screen}" not in kept}
    if new:
        look_each_time(request, *new.values(), screen=screen)
        until = now + look_times().file.total_seconds()
        request.session[_KEY] = kept | dict.fromkeys(new, until)


def look_each_time(request: HttpRequest, *files: UUID, screen: str) -> None:
    """Record that somebody looks at what a body keeps, before it is shown, however lately they looked."""
    record_looks(request, files, "case", screen, sealed=True)
