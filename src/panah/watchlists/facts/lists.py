"""Lists and their versions. Subject of every fact here: the list. None of them holds what a list says."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from panah.journal.facts import Body, Fact, upcast

Sort = Literal["sanctions", "wanted", "exit_ban", "entry_ban", "lost_documents", "protect"]
Telling = Literal["may", "by", "not"]


class ListEstablished(Fact, kind="watchlists:list:established", retention="watchlist"):
    """A list is in use from now on under these terms, or its terms change.

    ``sort`` is what it is for; ``issuing_state`` the state or organisation whose list it is; ``contact`` where a
    listing is contested; ``valid_days`` for how long a version holds (0: until it is replaced). ``telling`` says
    whether a person may be told that this list stopped them: by the post, by ``tell_by`` alone, or not, and
    ``tell_reason`` why.
    """

    code: str
    title: str
    sort: Sort
    source: str
    issuing_state: str
    legal_basis: str
    remedy: str
    contact: str = ""
    valid_days: int = 0
    telling: Telling = "may"
    tell_by: str = ""
    tell_reason: str = ""


class ListRetired(Fact, kind="watchlists:list:retired", retention="watchlist"):
    """The list is out of use: nobody is asked for on it any more. Its hits stay on record."""

    reason: str


class Unusual(BaseModel):
    """What spoke against a version that was accepted all the same: the code of an objection and its figures."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    params: dict[str, int | str] = {}


class VersionLoaded(Fact, kind="watchlists:version:loaded", version=2, retention="watchlist"):
    """A version of the list is in force from now on; the actor loaded it.

    ``mark`` is the source's own name for it, or the day it was published; ``digest`` the SHA-256 (hex) of the file
    as it came; ``published`` and ``valid_until`` are ISO dates or empty; the counts are of entries. ``accepted`` is
    what was unusual about it and was looked at; ``accepted_by`` the staff member who did, where the actor is the node.
    """

    mark: str
    digest: str
    format: str
    entries: int
    added: int
    changed: int
    removed: int
    published: str = ""
    valid_until: str = ""
    accepted: tuple[Unusual, ...] = ()
    accepted_by: UUID | None = None


@upcast(VersionLoaded.kind, version=1)
def _since_two(body: Body) -> Body:
    """Version 1 didn't say what was accepted: nothing is known of it."""
    return body
