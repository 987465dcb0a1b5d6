"""What a comparison saw, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHY: dict[str, str | Promise] = {
    "compared:name": _("Name"),
}
