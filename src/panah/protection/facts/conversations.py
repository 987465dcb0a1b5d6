"""The record of a conversation at the border, under seal. Subject: the conversation's own random id."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from panah.journal.facts import Fact

Short = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=4000)]


class EntryPart(BaseModel):
    """One entry as recorded: an answer, a mark, or somebody who came or went. ``at`` in seconds since 1970 (UTC)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sort: Literal["answer", "mark", "presence"]
    at: int
    by: Short = ""
    question: Short = ""
    value: Text = ""
    note: Text = ""
    kind: Short = ""
    role: Short = ""
    code: Short = ""
    here: bool = True
    how: Short = ""
    source: Short = ""


class ConversationRecorded(Fact, kind="protection:conversation:recorded", retention="sealed", sealed=True):
    """What was said and seen, and the preliminary profile: the needs that the rules found, and those the officer added.

    ``face`` stands at its top: it is no asylum interview, and not for credibility.
    """

    face: tuple[Short, ...]
    hold: UUID
    presentation: UUID
    post: UUID
    entries: tuple[EntryPart, ...]
    needs: tuple[Short, ...]
    added: tuple[Short, ...] = ()
    remark: Text = ""
