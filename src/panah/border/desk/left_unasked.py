"""Lists that couldn't be asked at the scan, their index being built anew: asked while the person still stands there."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from panah.border.desk import watching
from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.posts import post
from panah.border.desk.viewing import PresentationView, get
from panah.border.facts.presentations import PresentationAdvised
from panah.journal.entries import Source, Statement
from panah.journal.record import record
from panah.watchlists.desk import asking


def ask(view: PresentationView, *, actor: Acting) -> PresentationView:
    """The presentation as it is once they were asked, as far as they can be now. What is found joins what was found at
    the scan; a possible match stops the person as one found then would."""
    if view.row.outcome or not _left_out(view):
        return view
    with one_at_a_time(view.id):
        now = get(view.id)
        missing = _left_out(now)
        if now.row.outcome or not missing:
            return now
        at = timezone.now()
        asked = watching.ask(now.document, now.row.direction, at.astimezone(post(now.row.post).zone).date())
        found = tuple(one.part() for one in watching.findings(asked))
        if not found or missing <= set(asked.unasked):
            return now
        new = replace(asked, details=tuple(one for one in asked.details if one["list"] in missing))
        record(
            [
                Statement(PresentationAdvised(findings=found), view.id, at),
                *asking.statements(new, view.id, now.row.post, at, Source.CLOCK),
            ],
            actor=actor.id,
        )
    return get(view.id)


def _left_out(view: PresentationView) -> frozenset[str]:
    """The codes of the lists that stand as not asked, by what was said of them last."""
    said = view.advice.of("watchlist")
    if not said or said[-1].code not in watching.NOT_ASKED:
        return frozenset()
    return frozenset(said[-1].source.split(watching.BETWEEN))
