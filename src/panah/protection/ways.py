"""What protection adds to the page of a hold, and to the notice of a refusal."""

from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from panah.border.desk.holds import HoldView
from panah.border.views.complaining import called_by, complaints_at
from panah.border.views.ways import UnderWay, Way, ways
from panah.people.desk.names import names_of
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


def _under_way(hold: HoldView, officer: UUID) -> UnderWay | None:
    """Who leads a conversation with this person; the officer's own comes first. Of what is said in it, nothing."""
    led = {one.officer: one for one in notes.of_hold(hold.id)}
    if officer in led:
        begun = formats.moment(led[officer].begun)
        return UnderWay(
            gettext("You lead the conversation with this person, begun %(when)s.") % {"when": begun}, mine=True
        )
    for leader, name in names_of(led).items():
        sentence = gettext(
            "%(officer)s leads a conversation with this person, begun %(when)s. Only they can read it;"
            " the commander can give it to somebody else."
        )
        return UnderWay(sentence % {"officer": name, "when": formats.moment(led[leader].begun)}, mine=False)
    return None


ways.append(
    Way(
        title=_("Hear the person"),
        lead=_("Alone, in a language they understand. Any fear, in any words, is enough."),
        label=_("Begin the conversation"),
        address="protection:talk",
        icon="message-circle",
        key="h",
        under_way=_under_way,
        label_under_way=_("Continue the conversation"),
        later=_said_before,
        later_label=_("Go on"),
    )
)

complaints_at("protection:complain-in")

_CALLED = {"ombudsman": MONITOR, "unhcr": "unhcr", "legal_aid": "lawyer"}


def _telephones(of: str) -> list[str]:
    return [one.phone for one in bodies() if one.sort == _CALLED.get(of) and one.phone]


called_by(_telephones)
