"""Times on a screen are those of the post: for each request the time zone of whoever sent it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from panah.people.access import Staff, staff_of
from panah.people.ports import posts


class PostTime:
    """Stands after ``StaffMiddleware``. Somebody at a post reads times in its zone; somebody of the whole country in
    the zone that most posts have, in UTC where no post is known. Every moment is shown with its offset."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        staff = staff_of(request)
        if staff is None:
            return self.get_response(request)
        with timezone.override(zone_of(staff)):
            return self.get_response(request)


def zone_of(staff: Staff) -> ZoneInfo:
    """The time zone in which somebody reads times."""
    if staff.post is not None:
        here = posts().get(staff.post)
        return ZoneInfo(here.time_zone if here else "UTC")
    return shared_zone()


def shared_zone() -> ZoneInfo:
    """The time zone that most posts have, of two that as many have the first by name; UTC where no post is known."""
    zones = Counter(sorted(post.time_zone for post in posts().all()))
    return ZoneInfo(zones.most_common(1)[0][0] if zones else "UTC")
