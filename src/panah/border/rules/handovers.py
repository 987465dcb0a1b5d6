"""Groups that another state hands over: each person is seen alone before anything is recorded about them."""

HANDOVER = "handover"


def may_cross(sort: str, seen_alone: bool) -> str:
    """Empty if a member of a group of this sort may cross now, otherwise ``not_seen_alone``.

    Being set aside is always open: whoever says in that talk that they are afraid goes to the second line.
    """
    return "not_seen_alone" if sort == HANDOVER and not seen_alone else ""


def may_close(*, open_presentations: int, missing: int, remark: str) -> str:
    """Empty if a group may be closed, otherwise ``missing_unexplained``: who isn't there needs a remark."""
    return "missing_unexplained" if (open_presentations or missing) and not remark.strip() else ""
