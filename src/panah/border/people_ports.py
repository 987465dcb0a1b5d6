"""What the border tells the floor of people: the posts where staff work, and who is behind a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from panah.border.desk import posts
from panah.border.desk.context import DeskError
from panah.border.desk.vehicles import visits
from panah.border.models import Carriage, Event, Group, Listing, Presentation, Roll
from panah.border.rules.list_files import LISTS, list_file
from panah.border.rules.plates import vehicle_file
from panah.people.ports import PostInfo, use_files, use_posts


class BorderPosts:
    """The posts of the country, as people want them; lanes go by their labels."""

    def all(self) -> Sequence[PostInfo]:
        return [_info(post) for post in posts.posts()]

    def get(self, post: UUID) -> PostInfo | None:
        try:
            return _info(posts.post(post))
        except DeskError:
            return None


def _info(post: posts.PostView) -> PostInfo:
    return PostInfo(post.id, post.name, tuple(lane.label for lane in post.lanes), post.timezone)


class BorderFiles:
    """What the alarm rules ask about a file. Its handle is of a document, presentation, vehicle, or list of people."""

    def last_presented(self, file: UUID, post: UUID | None = None) -> datetime | None:
        rows = _rows(file)
        found: datetime | None = (rows if post is None else rows.filter(post=post)).aggregate(at=Max("opened"))["at"]
        if found is not None:
            return found
        # A list is always at its post: being away, or coming again, says nothing about it.
        return timezone.now() if _is_list(file) else _vehicle_came(file, post) if file.version == 5 else None

    def by_document(self, file: UUID) -> bool:
        known = {"document_key": file.bytes}
        return Presentation.objects.filter(**known).exists() or Listing.objects.filter(**known).exists()

    def family_names(self, file: UUID) -> frozenset[str]:
        names = _rows(file).order_by("-opened").values_list("document__surname", "document__native_name")[:50]
        return frozenset(part for pair in names for name in pair if name for part in (name, *name.split()))


def _rows(file: UUID) -> QuerySet[Presentation]:
    return Presentation.objects.filter(Q(document_key=file.bytes) | Q(subject=file))


def _is_list(file: UUID) -> bool:
    if any(file == list_file(name, post.id) for post in posts.posts() for name in LISTS):
        return True
    return any(model.objects.filter(subject=file).exists() for model in (Carriage, Group, Roll, Event))


def _vehicle_came(file: UUID, post: UUID | None) -> datetime | None:
    # The handle of a vehicle's file can't be read backwards, so the vehicles that came lately are tried.
    return next((visit.happened for visit in visits(post) if vehicle_file(visit.plate) == file), None)


def offer() -> None:
    """Called when the app starts."""
    use_posts(BorderPosts())
    use_files(BorderFiles())
