"""What people needs to know from the floors above: the posts, and who is behind a file. The border fills both in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PostInfo:
    """A border post: its lanes by name, its time zone as an IANA name."""

    id: UUID
    name: str
    lanes: tuple[str, ...] = ()
    time_zone: str = "UTC"


class Posts(Protocol):
    """The posts of the country."""

    def all(self) -> Sequence[PostInfo]:
        """All posts that staff can work at, by name."""

    def get(self, post: UUID) -> PostInfo | None:
        """One post, or None if there is no such post."""


class Files(Protocol):
    """What the alarm rules ask about a person's file; nothing of it is shown to anybody."""

    def last_presented(self, file: UUID, post: UUID | None = None) -> datetime | None:
        """When the person of the file last presented, at that post or at any. None: never."""

    def by_document(self, file: UUID) -> bool:
        """Whether the handle is the natural key of a document known here."""

    def family_names(self, file: UUID) -> frozenset[str]:
        """All family names in the file, in any script; empty if there are none."""


class NoPosts:
    """A country without posts."""

    def all(self) -> Sequence[PostInfo]:
        return ()

    def get(self, post: UUID) -> PostInfo | None:
        return None


_posts: Posts = NoPosts()
_files: Files | None = None


def posts() -> Posts:
    """The posts in use."""
    return _posts


def use_posts(new: Posts) -> Posts:
    """Put another source of posts in use (from ``AppConfig.ready``) and return the one it replaced."""
    global _posts
    before, _posts = _posts, new
    return before


def person_files() -> Files | None:
    """What is known about files, or None where nobody knows: rules that need it stay silent."""
    return _files


def use_files(new: Files | None) -> Files | None:
    """Put another source of knowledge about files in use and return the one it replaced."""
    global _files
    before, _files = _files, new
    return before


def post_name(post: UUID | None) -> str:
    """The name of a post for screens; empty for none."""
    found = _posts.get(post) if post else None
    return found.name if found else ""


def place_name(post: UUID | None, lane: str) -> str:
    """Post and lane for screens, as far as there are any."""
    return " · ".join(part for part in (post_name(post), lane) if part)
