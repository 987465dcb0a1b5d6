"""What protection adds to the page of a hold, and to the notice of a refusal."""

from django.utils.translation import gettext_lazy as _

from panah.border.views.complaining import complaints_at
from panah.border.views.ways import Way, ways

ways.append(
    Way(
        title=_("Hear the person"),
        lead=_("Alone, in a language they understand. Any fear, in any words, is enough."),
        label=_("Begin the conversation"),
        address="protection:talk",
        icon="message-circle",
        key="h",
    )
)

complaints_at("protection:complain-in")
