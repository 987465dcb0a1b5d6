"""Who may decide about a keyed form."""

from uuid import UUID


def may_decide(status: str, keyed_by: UUID, officer: UUID) -> str:
    """Empty if this officer may confirm or reject the form, otherwise why not: ``form_decided``, ``same_officer``.

    The one who keyed a form never confirms it: two pairs of eyes are what stands between a slip and a record.
    """
    if status != "keyed":
        return "form_decided"
    return "same_officer" if keyed_by == officer else ""
