"""The states a screen can show, each as a colour, an icon and a word. Colour is used for nothing else."""

from django.contrib.messages import constants
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ICONS: dict[str, str] = {
    "green": "circle-check",
    "amber": "triangle-alert",
    "red": "octagon-alert",
    "neutral": "info",
    "unknown": "circle-question-mark",
}

WORDS = {
    "green": _("In order"),
    "amber": _("Look again"),
    "red": pgettext_lazy("state of a check", "Problem"),
    "neutral": _("For information"),
    "unknown": _("Not known"),
}
"""The word a finding shows when it brings none of its own."""


class NoSuchStateError(ValueError):
    """A state is green, amber, red, neutral or unknown."""


def checked(colour: str) -> str:
    """The colour as given, or NoSuchStateError. Enum members with such a value are welcome."""
    name = str(getattr(colour, "value", colour))
    if name not in ICONS:
        raise NoSuchStateError(name)
    return name


def of_message(level: int) -> str:
    """The state of a Django message level."""
    if level >= constants.ERROR:
        return "red"
    if level >= constants.WARNING:
        return "amber"
    return "green" if level == constants.SUCCESS else "neutral"
