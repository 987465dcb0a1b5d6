"""Groups whose members are recognised as refugees without an interview on the merits (prima facie). Said openly: the
law of a country announces such groups. Subject: the group."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from panah.journal.facts import Fact

Text = Annotated[str, Field(max_length=2000)]


class GroupDeclared(Fact, kind="protection:group:declared", retention="establishment"):
    """Headquarters puts down what the state or UNHCR declared: ``who`` is meant, from which day, by which act."""

    name: Annotated[str, Field(max_length=200)]
    who: Text
    source: Text
    since: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class GroupConfirmed(Fact, kind="protection:group:confirmed", retention="establishment"):
    """The body that recognises says the same: from then on the group is in force."""

    of: UUID


class GroupEnded(Fact, kind="protection:group:ended", retention="establishment"):
    """Nobody more is recognised as one of it. Whoever was stays recognised."""

    why: Text
