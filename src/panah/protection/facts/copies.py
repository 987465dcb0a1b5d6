"""What a person was given of what is held about them, and what they want corrected.

Subject: the copy's or the request's own random id. ``file`` is the handle of the person's file, ``key`` the country key
it was reckoned under (empty for a random one), as in looks.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from panah.journal.countrykey import FIRST
from panah.journal.facts import Body, Fact, upcast

Text = Annotated[str, Field(max_length=2000)]
Short = Annotated[str, Field(max_length=300)]
Identity = Literal["document", "face_and_answers", "guardian"]
Part = Literal["name", "birth", "sex", "nationality", "document", "crossing", "other"]


class CopyGiven(Fact, kind="protection:copy:given", version=2, retention="movement"):
    """A copy of what is held was printed for the person. ``identity``: how it was made sure that it is theirs."""

    file: UUID
    key: Annotated[str, Field(max_length=12)] = ""
    presentation: UUID
    post: UUID
    language: Short
    identity: Identity


class CorrectionAsked(Fact, kind="protection:correction:asked", version=2, retention="movement"):
    """The person says that something held about them is wrong. Both stay: what is held, and what they say."""

    file: UUID
    key: Annotated[str, Field(max_length=12)] = ""
    presentation: UUID
    post: UUID
    part: Part
    held: Text
    should_be: Text
    shown: Text = ""


@upcast(CopyGiven.kind, version=1)
@upcast(CorrectionAsked.kind, version=1)
def _under_the_first_key(body: Body) -> Body:
    """Version 1 didn't say how the file's handle came about: reckoned under the country's first key, or it is the
    presentation's own where no document finds the person."""
    return body | {"key": "" if body["file"] == body["presentation"] else FIRST}


class CorrectionAnswered(Fact, kind="protection:correction:answered", retention="movement"):
    """Whether it holds as the person says; if not, why. They can go to the monitor then."""

    made: bool
    why: Text = ""
