"""What protection adds to the page of a hold, and to the notice of a refusal."""

from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from panah.border.desk.holds import HoldView
from panah.border.views.complaining import called_by, complaints_at
from panah.border.views.ways import Way, ways
from panah.protection.desk import late, notes
from panah.protection.desk.bodies import MONITOR, bodies
from panah.web import formats


def _said_before(hold: HoldView, officer: UUID) -> str:
    until = late.until(hold, officer)
    if until is None or not notes.are_kept(hold.id, officer):
        return ""
    sentence = gettext(
        "This person isn't yours on hold any more. What was said can still be written down and handed over until"
        " %(until)s."
    )
    return sentence % {"until": formats.moment(until)}


ways.append(
    Way(
        title=_("Hear the person"),
        lead=_("Alone, in a language they understand. Any fear, in any words, is enough."),
        label=_("Begin the conversation"),
        address="protection:talk",
        icon="message-circle",
        key="h",
        later=_said_before,
        later_label=_("Go on"),
    )
)

complaints_at("protection:complain-in")

_CALLED = {"ombudsman": MONITOR, "unhcr": "unhcr", "legal_aid": "lawyer"}


def _telephones(of: str) -> list[str]:
    return [one.phone for one in bodies() if one.sort == _CALLED.get(of) and one.phone]


called_by(_telephones)
