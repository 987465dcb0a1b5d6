"""Kinds of bodies, what they may be competent for, and changes of it, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

BODIES: dict[str, str | Promise] = {
    "body_kind:monitor": _("Independent monitor"),
    "ages:any": _("Everybody"),
    "ages:child": _("Only children"),
    "ages:adult": _("Only adults"),
    "sexes:F": _("Women and girls"),
    "sexes:M": _("Men and boys"),
    "sexes:X": _("Others"),
    "change:competence": _("What it is there for"),
    "change:revoke": _("Revoked: there for nothing any more"),
    "change:key": _("Its key"),
    "change:headquarters": _("Headquarters of a post"),
    "change:aside": _("Put a letter aside"),
    "change_state:open": _("Waits for the monitor"),
    "change_state:signed": _("In force"),
    "change_state:declined": pgettext_lazy("a change", "Not made"),
    "matter:asylum": pgettext_lazy("a matter", "Asylum"),
    "matter:non_return": pgettext_lazy("a matter", "Fear of return"),
    "matter:stateless": pgettext_lazy("a matter", "Without nationality"),
    "matter:trafficking": pgettext_lazy("a matter", "Trafficking in persons"),
    "matter:child": pgettext_lazy("a matter", "Child"),
    "matter:health": pgettext_lazy("a matter", "Health"),
    "key_event:divided": _("Divided among holders"),
    "key_event:rehearsed": _("Tried"),
    "key_event:recovered": _("Put back from shares"),
}
