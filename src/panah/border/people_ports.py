"""What the border tells the floor of people: the posts where staff work, and who is behind a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from panah.border.desk import posts
from panah.border.desk.context import DeskError
from panah.border.models import Presentation
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
    """What the alarm rules ask about a person's file. Its handle is the document's key, or a presentation's."""

    def last_presented(self, file: UUID, post: UUID | None = None) -> datetime | None:
        rows = _rows(file)
        found: datetime | None = (rows if post is None else rows.filter(post=post)).aggregate(at=Max("opened"))["at"]
        return found

    def family_names(self, file: UUID) -> frozenset[str]:
        names = _rows(file).order_by("-opened").values_list("document__surname", "document__native_name")[:50]
        return frozenset(part for pair in names for name in pair if name for part in (name, *name.split()))


def _rows(file: UUID) -> QuerySet[Presentation]:
    return Presentation.objects.filter(Q(document_key=file.bytes) | Q(subject=file))


def offer() -> None:
    """Called when the app starts."""
    use_posts(BorderPosts())
    use_files(BorderFiles())
