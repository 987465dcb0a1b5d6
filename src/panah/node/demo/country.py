"""The practice country: two posts and staff for every role. Staff are named by what they do."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from panah.border.facts.posts import LanePart

TIMEZONE = "Asia/Almaty"
COUNTRY = "KAZ"


@dataclass(frozen=True, slots=True)
class PostPlan:
    """A post of the practice country before it is described to the journal."""

    id: UUID
    name: str
    neighbour: str
    way: str
    lanes: tuple[LanePart, ...]
    hold_hours: int = 3


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """One member of the staff: their account name, what they do, where (index of the post; None: in the country)."""

    username: str
    name: str
    role: str
    post: int | None


def posts() -> tuple[PostPlan, ...]:
    """A road post towards Uzbekistan and a railway station towards Kyrgyzstan."""
    return (
        PostPlan(
            id=uuid4(),
            name="Long Bridge",
            neighbour="UZB",
            way="road",
            lanes=(
                LanePart(code="1", label="Lane 1"),
                LanePart(code="2", label="Lane 2"),
                LanePart(code="3", label="Lane 3"),
                LanePart(code="L", label="Local residents", kind="local"),
                LanePart(code="B", label="Buses", kind="handheld"),
                LanePart(code="G", label="Gate", kind="gate"),
            ),
        ),
        PostPlan(
            id=uuid4(),
            name="River Station",
            neighbour="KGZ",
            way="rail",
            lanes=(
                LanePart(code="1", label="Platform hall"),
                LanePart(code="T", label="Trains", kind="handheld"),
            ),
        ),
    )


STAFF = (
    StaffPlan("first", "Officer, first line", "first_line", 0),
    StaffPlan("first2", "Officer, first line (night)", "first_line", 0),
    StaffPlan("station", "Officer, first line (station)", "first_line", 1),
    StaffPlan("second", "Officer, second line", "second_line", 0),
    StaffPlan("second2", "Officer, second line (night)", "second_line", 0),
    StaffPlan("commander", "Shift commander", "commander", 0),
    StaffPlan("commander2", "Shift commander (station)", "commander", 1),
    StaffPlan("headquarters", "Duty desk, headquarters", "headquarters", None),
    StaffPlan("monitor", "Independent monitor", "monitor", None),
    StaffPlan("administrator", "System administrator", "administrator", None),
)
