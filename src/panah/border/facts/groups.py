"""Families, groups, hand-overs of deported persons, and the lists of those who cross a short way."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from panah.border.facts.parts import Direction, HostPart
from panah.border.facts.refusals import Understood
from panah.journal.facts import Body, Fact, upcast


class GroupOpened(Fact, kind="border:group:opened", version=2, retention="movement"):
    """Persons who are inspected one after the other and belong together. Subject: the group.

    A ``handover`` is of deported persons by another state: each is seen alone before a crossing is recorded.
    ``papers_from`` is who hands over the documents of all; empty where each shows their own. ``host`` is everybody's.
    """

    post: UUID
    direction: Direction
    sort: Literal["family", "group", "school", "crew", "handover"]
    label: str = ""
    expected: int | None = None
    state: str = ""
    reference: str = ""
    papers_from: Literal["", "family", "driver", "crew", "group_leader", "teacher", "other"] = ""
    host: HostPart | None = None


@upcast(GroupOpened.kind, version=1)
def _without_host(body: Body) -> Body:
    """Version 1 couldn't say who invites a group and where it stays: nothing is known of it."""
    return body


class GroupJoined(Fact, kind="border:group:joined", retention="movement"):
    """Somebody who presented themselves before the group was opened belongs to it too."""

    presentation: UUID


class SeenAlone(Fact, kind="border:group:seen_alone", retention="movement"):
    """The officer (the actor) saw this person alone, away from those who hand over and from the others.

    ``language`` is the one spoken; it was once left empty. Nothing of what was said stands here. Without this step no
    crossing of a handed-over person can be recorded.
    """

    presentation: UUID
    language: str = ""


class AskedAboutFamily(Fact, kind="border:group:asked_about_family", retention="movement"):
    """A member of a family, of age, was asked alone by the officer (the actor) how they want to go on (S12). Subject:
    the family.

    Whoever goes on ``apart`` is bound by no other of the family, and binds none; the others stay together. The last
    word counts. Why, nobody asks. An interpreter stands here under a code, never by name.
    """

    presentation: UUID
    wants: Literal["together", "apart"]
    language: str
    understood: Understood
    interpreter: str = ""
    asked_alone: bool


class GroupClosed(Fact, kind="border:group:closed", retention="movement"):
    """All who came with the group have an outcome, or the remark says who is missing."""

    remark: str = ""


class Listed(Fact, kind="border:listing:entered", version=2, retention="listing"):
    """Somebody who may cross a short way: a local resident, a pupil, a group member. Subject: the listing.

    Version 1 held the document's natural key (hex) under the country's first key instead of ``issuer`` and ``number``.
    """

    sort: Literal["local_resident", "pupil", "group_member"]
    issuer: str = ""
    number: str = ""
    document_key: str = ""
    name: str
    valid_from: str
    valid_to: str
    paper: str = ""
    adult: str = ""
    relation: str = ""
    authority: str = ""


@upcast(Listed.kind, version=1)
def _with_key(body: Body) -> Body:
    """The key stays what it is: nobody knows the number it was reckoned from."""
    return body


class Unlisted(Fact, kind="border:listing:ended", retention="listing"):
    """The listing ends before its time."""

    reason: str
