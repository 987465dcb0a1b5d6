"""What an officer decides with one key: in what quality, why, how somebody crosses."""

from __future__ import annotations

from dataclasses import dataclass, replace

from panah import movements
from panah.border.desk.context import DeskError
from panah.border.facts.parts import AccompanimentPart, HostPart, VehiclePart
from panah.border.rules.text import tidy
from panah.safeguards import children

LONGEST_REMARK = 2000
LONGEST_STAMP = 40
LONGEST_SPONSOR = 200
LONGEST_ADDRESS = 300


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything about a crossing that the officer adds. All of it has a default, so that Enter alone admits.

    ``plainly_adult``: somebody without any known birth date is beyond doubt of age (safeguard S6).
    """

    capacity: str = movements.TRAVELLER
    purpose: str = movements.NOT_ASKED
    means: str = movements.NOT_ASKED
    stamp: str = ""
    accompaniment: AccompanimentPart | None = None
    vehicle: VehiclePart | None = None
    papers_later: bool = False
    seen_alone: bool = False
    plainly_adult: bool = False
    remark: str = ""
    host: HostPart | None = None


def checked(decision: Decision) -> Decision:
    """The decision with tidy texts and, for capacities with a short way, without what nobody asked; or a DeskError."""
    try:
        movements.check(purpose=decision.purpose, by=decision.means, capacity=decision.capacity)
    except movements.UnknownKindError as error:
        raise DeskError(f"{error.sort}_unknown") from None
    return replace(
        decision,
        stamp=text(decision.stamp, "stamp", LONGEST_STAMP),
        remark=text(decision.remark, "remark", LONGEST_REMARK),
        host=host_of(decision.host),
    )


def host_of(said: HostPart | None) -> HostPart | None:
    """Sponsor and address as tidy texts; None where neither says anything. DeskError ``text_too_long``."""
    if said is None:
        return None
    sponsor, address = text(said.sponsor, "sponsor", LONGEST_SPONSOR), text(said.address, "address", LONGEST_ADDRESS)
    return HostPart(sponsor=sponsor, address=address) if sponsor or address else None


def text(value: str, field: str, limit: int) -> str:
    """Tidy text of at most ``limit`` characters; DeskError ``text_too_long`` names the field, never its content."""
    clean = tidy(value[: limit * 4])
    if len(value) > limit * 4 or len(clean) > limit:
        raise DeskError("text_too_long", {"field": field, "limit": limit})
    return clean


def company_of(
    part: AccompanimentPart | None, *, adult_may_be_child: bool = False, adult_crosses: bool = True
) -> children.Company | None:
    """What the officer noted about a child's company, as the rule of S6 wants it."""
    if part is None:
        return None
    return children.Company(
        relation=part.relation,
        authority=part.authority or children.NOT_SHOWN,
        adult_named=part.adult is not None or bool(part.adult_name),
        adult_may_be_child=adult_may_be_child,
        adult_crosses=adult_crosses,
    )
