"""Keeps what was said at the practice post before a hand-over destroys an officer's notes, for the review alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from panah.node.practice import kept
from panah.node.practice.gathering import as_kept
from panah.protection.desk import notes
from panah.protection.models import TalkKey


class KeepsWhatWasSaid:
    """Middleware of a practice post, and of nothing else: the settings of other nodes don't have it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_view(self, request: HttpRequest, view: object, args: object, given: dict[str, Any]) -> None:
        """Before the page that hands over does so."""
        matched = request.resolver_match
        if request.method == "POST" and matched is not None and matched.view_name == "protection:talk-profile":
            for key in TalkKey.objects.filter(hold=given["hold"]):
                kept.keep_said(key.hold, as_kept(notes.read(key.id, key.officer)))
