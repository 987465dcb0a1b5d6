"""What the steps of a trafficking case say, in the words of the Human Trafficking Case Data Standard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from panah.safeguards.htcds import TraffickingCase
from panah.safeguards.procedures.following import life
from panah.safeguards.procedures.kinds import Taken
from panah.safeguards.procedures.loading import get

_STATUS = {"confirmed": "actual", "not_confirmed": "not"}


def told_by_steps(case: TraffickingCase, taken: Sequence[Taken], today: dt.date) -> TraffickingCase:
    """The case with what the steps of the procedure ``trafficking`` add to it; only what counts of them.

    A conclusive decision that is under appeal says no more than possible: it isn't final.
    """
    found = case
    for one, _guard in life(get("trafficking"), taken, today):
        values = one.values
        if one.step == "reasonable_grounds":
            found = replace(
                found,
                exploited=_codes(values.get("exploitation", ""), found.exploited),
                sexually=_codes(values.get("sexually", ""), found.sexually),
                recruited=_codes(values.get("recruited", ""), found.recruited),
                controlled=_codes(values.get("controlled", ""), found.controlled),
                industries=_codes(values.get("industry", ""), found.industries),
            )
        elif one.step == "conclusive":
            status = _STATUS.get(values.get("outcome", ""), "possible")
            found = replace(found, status=status, decided_by=values.get("by", ""))
        elif one.step == "appeal_lodged":
            found = replace(found, status="possible", decided_by="")
        elif one.step == "appeal_decided":
            granted = values.get("outcome") == "granted"
            found = replace(found, status="actual" if granted else "not", decided_by="court")
        elif one.step in ("safe_return", "died"):
            found = replace(found, case_status="closed")
        elif one.step == "plan":
            found = replace(found, case_status="follow_up")
    return found


def _codes(text: str, already: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*already, *text.split()]))
