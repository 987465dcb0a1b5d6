"""The screens that show who is listed, as the monitor reads them in an alarm: each by its own title."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCREENS: dict[str, str | Promise] = {
    "screen:watchlists:pending": _("What changes"),
    "screen:watchlists:search": _("Look up a name"),
}
