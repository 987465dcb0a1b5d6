"""The screens that show somebody's file, as the monitor reads them in an alarm: each by its own title."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

SCREENS: dict[str, str | Promise] = {
    "screen:border:birth": _("Birth"),
    "screen:border:correction": _("Correction"),
    "screen:border:event": _("Event"),
    "screen:border:event-new": _("Event"),
    "screen:border:events": _("Events"),
    "screen:border:history": _("History"),
    "screen:border:history-export": format_lazy("{} (CSV)", _("History")),
    "screen:border:hits-of": _("Possible matches"),
    "screen:border:hold": _("On hold"),
    "screen:border:listing": _("Listing"),
    "screen:border:listings": _("Short way"),
    "screen:border:paper-form": _("Keyed forms"),
    "screen:border:papers-complete": _("Papers have come"),
    "screen:border:papers-owed": _("Papers still to come"),
    "screen:border:person": _("Same person, or another?"),
    "screen:border:person-compare": _("Both files"),
    "screen:border:person-document": _("Wrong document"),
    "screen:border:person-search": _("Same person, or another?"),
    "screen:border:question": _("Late question"),
    "screen:border:record": _("One presentation"),
    "screen:border:refusal": _("Refusal"),
    "screen:border:roll-signed": _("Signed roll"),
    "screen:border:vehicles": _("Vehicle register"),
    "screen:api:presentation": format_lazy("{} (API)", _("One presentation")),
}
