"""What a person was given of what is held about them, and what they want corrected.

Subject: the copy's or the request's own random id. ``file`` is the handle of the person's file, as in looks.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from panah.journal.facts import Fact

Text = Annotated[str, Field(max_length=2000)]
Short = Annotated[str, Field(max_length=300)]
Identity = Literal["document", "face_and_answers", "guardian"]
Part = Literal["name", "birth", "sex", "nationality", "document", "crossing", "other"]


class CopyGiven(Fact, kind="protection:copy:given", retention="movement"):
    """A copy of what is held was printed for the person. ``identity``: how it was made sure that it is theirs."""

    file: UUID
    presentation: UUID
    post: UUID
    language: Short
    identity: Identity


class CorrectionAsked(Fact, kind="protection:correction:asked", retention="movement"):
    """The person says that something held about them is wrong. Both stay: what is held, and what they say."""

    file: UUID
    presentation: UUID
    post: UUID
    part: Part
    held: Text
    should_be: Text
    shown: Text = ""


class CorrectionAnswered(Fact, kind="protection:correction:answered", retention="movement"):
    """Whether it holds as the person says; if not, why. They can go to the monitor then."""

    made: bool
    why: Text = ""
