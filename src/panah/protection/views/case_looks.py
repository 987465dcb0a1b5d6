"""Every look at a case is a fact (S8). Going through the parts of one case is one look."""

from __future__ import annotations

import time
from uuid import UUID

from django.http import HttpRequest

from panah.people.look_times import look_times
from panah.people.looks import record_look

_KEY = "case-looks"


def look(request: HttpRequest, file: UUID, screen: str) -> None:
    """Record that somebody looks at a case, or (``file`` the body) at a list with names, before it is shown."""
    now = time.time()
    kept = {known: until for known, until in request.session.get(_KEY, {}).items() if until > now}
    mark = f"{file.hex}:{screen}"
    if mark not in kept:
        look_each_time(request, file, screen)
        request.session[_KEY] = {**kept, mark: now + look_times().file.total_seconds()}


def look_each_time(request: HttpRequest, file: UUID, screen: str) -> None:
    """Record that somebody looks at what a body keeps, before it is shown, however lately they looked."""
    record_look(request, file, "case", screen, sealed=True)
