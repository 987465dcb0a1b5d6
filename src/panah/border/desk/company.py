"""Whether the adult with whom a child is said to travel is crossing too (S6)."""

from __future__ import annotations

import datetime as dt

from panah.border.models import Presentation
from panah.border.rules.line import line


def crosses_along(child: Presentation, adult: Presentation, at: dt.datetime) -> bool:
    """Whether this adult crosses here, the same way and now: has crossed, or is being decided together with the child.

    Somebody whom the second line kept came together with the child whenever that ends: their time runs from crossing.
    """
    if (adult.post, adult.direction) != (child.post, child.direction):
        return False
    came = adult.outcome_at if adult.hold is not None and adult.outcome_at is not None else adult.opened
    if at - came > line().together:
        return False
    if adult.outcome == "":
        same_group = child.group is not None and adult.group == child.group
        return same_group or (adult.officer == child.officer and at - adult.opened <= line().undecided)
    return adult.outcome == "crossed"
