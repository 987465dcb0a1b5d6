"""What one node says of another that fell into strange hands. Subject: a random id of the saying."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from panah.journal.facts import Fact


class NodeLost(Fact, kind="journal:node:lost", retention="journal"):
    """A node was stolen, overrun or destroyed. ``reached`` is how far its journals were known here at that moment:
    whoever has its keys now can write behind that, and is not believed."""

    reached: dict[UUID, int]
    reason: Annotated[str, Field(min_length=1, max_length=400)]


class NodeFound(Fact, kind="journal:node:found", retention="journal"):
    """It was a mistake, or the node was never out of its people's hands: what it wrote counts again."""

    reason: Annotated[str, Field(min_length=1, max_length=400)]
