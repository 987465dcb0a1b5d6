"""Kinds of lists, states of hits and what was done about them, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

KINDS: Words = {
    "list_kind:sanctions": _("Sanctions"),
    "list_kind:wanted": _("Wanted persons"),
    "list_kind:exit_ban": _("Bans on leaving"),
    "list_kind:entry_ban": _("Bans on entering"),
    "list_kind:lost_documents": _("Lost and stolen documents"),
    "list_kind:protect": _("Persons to protect"),
}
TELLING: Words = {
    "telling:may": _("The post may tell the person"),
    "telling:by": _("Only somebody else may tell the person"),
    "telling:not": _("The person may not be told"),
}
STATES: Words = {
    "hit_state:open": _("Waits for an answer"),
    "hit_state:not_same": _("Not the same person"),
    "hit_state:same": _("Perhaps the same: waits for a second look"),
    "hit_state:confirmed": _("The same person: two officers say so"),
    "hit_state:unclear": _("Can't tell"),
    "hit_state:corrected": _("Was wrong: corrected"),
}
ACTS: Words = {
    "hit_act:answered": _("Answered"),
    "hit_act:confirmed": _("Second look: the same"),
    "hit_act:doubted": _("Second look: not sure"),
    "hit_act:told": _("Telling the person"),
    "hit_act:corrected": _("Corrected"),
    "hit_answer:not_same": _("Not the same person"),
    "hit_answer:same": _("The same person"),
    "hit_answer:unclear": _("Can't tell: passed on"),
}
# Fields of an entry, as a change of version names them.
FIELDS: Words = {
    "entry_field:kind": _("what is listed"),
    "entry_field:names": _("names"),
    "entry_field:births": _("birth"),
    "entry_field:sex": _("sex"),
    "entry_field:nationalities": _("nationality"),
    "entry_field:documents": _("documents"),
    "entry_field:programme": _("programme"),
    "entry_field:reason": _("reason"),
    "entry_field:basis": _("law"),
    "entry_field:remedy": _("remedy"),
    "entry_field:reference": _("reference"),
    "entry_field:listed_on": _("day of listing"),
    "entry_field:valid_until": _("end"),
    "entry_field:titles": _("titles"),
    "entry_field:places": _("places of birth"),
    "entry_field:addresses": _("addresses"),
    "entry_field:remarks": _("remarks"),
}
