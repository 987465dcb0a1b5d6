"""What the border tells the floors below: the posts where staff work, and what alarm rules may ask about a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from panah.border.desk import posts
from panah.border.desk.context import DeskError
from panah.border.models import Crossing, Presentation
from panah.people.ports import PostInfo, use_files, use_posts


class BorderPosts:
    """Posts as people wants them."""

    def all(self) -> Sequence[PostInfo]:
        """All posts, by name."""
        return [_info(post) for post in posts.posts()]

    def get(self, post: UUID) -> PostInfo | None:
        """One post, or None."""
        try:
            return _info(posts.post(post))
        except DeskError:
            return None


def _info(post: posts.PostView) -> PostInfo:
    return PostInfo(post.id, post.name, tuple(lane.code for lane in post.lanes), post.timezone)


class BorderFiles:
    """A person's file is found through any of their presentations: same document, or same holder."""

    def last_presented(self, file: UUID, post: UUID | None = None) -> datetime | None:
        """When the person last presented, at that post or at any."""
        rows = _same_person(file)
        found: datetime | None = (rows if post is None else rows.filter(post=post)).aggregate(last=Max("opened"))[
            "last"
        ]
        return found

    def family_names(self, file: UUID) -> frozenset[str]:
        """Every family name under which the person presented."""
        documents = _same_person(file).values_list("document", flat=True)[:200]
        return frozenset(name for document in documents if (name := str(document.get("surname", ""))))


def _same_person(file: UUID) -> QuerySet[Presentation]:
    row = Presentation.objects.filter(subject=file).values("document_key", "holder_key").first()
    if row is None:
        return Presentation.objects.none()
    same = Q(subject=file)
    if row["document_key"]:
        same |= Q(document_key=row["document_key"])
    if row["holder_key"]:
        # Crossings are indexed by holder; presentations that never crossed are found by their document.
        crossed = Crossing.objects.filter(holder_key=row["holder_key"])
        same |= Q(subject__in=crossed.values("subject"))
    return Presentation.objects.filter(same)


def fill() -> None:
    """Called once when the area starts."""
    use_posts(BorderPosts())
    use_files(BorderFiles())
