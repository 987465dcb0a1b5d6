"""Consent overridden for vital interests, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VITAL: dict[str, str | Promise] = {
    "protection:vital_never": _("This body may not be told without consent."),
    "protection:vital_refused": _("They said no. That counts, now too. Tell them again who could help."),
    "protection:vital_not_needed": _("They said yes. Hand over as usual."),
    "protection:vital_unknown": _("Nothing waits here any more."),
    "consent_how:vital": _("Couldn't be asked: a commander decided, to protect their life"),
    "vital_ground:unconscious": _("Unconscious, or can't speak"),
    "vital_ground:does_not_understand": _("Can't understand now what is asked"),
    "vital_ground:child_without_guardian": _("A child, and nobody who may decide for them is there"),
    "vital_ground:danger_to_life": _("Their life is in danger this moment, and there is no time to ask"),
}
