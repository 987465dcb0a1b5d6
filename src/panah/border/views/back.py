"""Where the way back leads from a record or a history: to the work somebody came from, never to a shut page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from panah.border.models import Presentation
from panah.people.access import must_be_staff


@dataclass(frozen=True, slots=True)
class Back:
    """An address and its name."""

    url: str
    label: str


def from_history(request: HttpRequest, row: Presentation) -> Back:
    """To whoever stands at the booth undecided, to the hold of who waits, else to the record; the monitor, who sees
    none of these, to the lists."""
    staff = must_be_staff(request)
    if not staff.may("border.inspect", row.post):
        return _lists(row.post) if staff.may("border.lists", row.post) else Back(reverse("border:booth"), _("Booth"))
    if not row.outcome:
        return Back(reverse("border:booth-person", args=[row.subject]), _("Booth"))
    return _hold(request, row) or Back(reverse("border:record", args=[row.subject]), _("Record"))


def from_record(request: HttpRequest, row: Presentation) -> Back:
    """To the hold of somebody who waits behind the line, to the lists of who watches over them, else to the booth."""
    staff = must_be_staff(request)
    if (hold := _hold(request, row)) is not None:
        return hold
    if staff.may("border.lists", row.post):
        return _lists(row.post)
    return Back(reverse("border:booth"), _("Booth"))


def _hold(request: HttpRequest, row: Presentation) -> Back | None:
    if row.outcome == "set_aside" and row.hold and must_be_staff(request).may("border.second_line", row.post):
        return Back(reverse("border:hold", args=[row.hold]), _("On hold"))
    return None


def _lists(post: UUID) -> Back:
    return Back(f"{reverse('border:lists')}?post={post.hex}", _("Nobody vanishes"))
