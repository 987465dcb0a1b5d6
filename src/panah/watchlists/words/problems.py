"""How a desk of the lists says no, in words: what is the matter and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DESK: dict[str, str | Promise] = {
    "watchlist:list_unknown": _("This list is not known here."),
    "watchlist:list_exists": _("A list with this code is in use already."),
    "watchlist:list_retired": _("This list is out of use."),
    "watchlist:code_unreadable": _("A code has 2 to 32 small letters, digits or dashes, and begins with a letter."),
    "watchlist:kind_unknown": _("This kind of list is not known."),
    "watchlist:state_unknown": _("This code of a state or organisation is not known."),
    "watchlist:reason_needed": _("Say why."),
    "watchlist:text_too_long": _("This text is too long, at most %(limit)s characters."),
    "watchlist:busy": _("Another list is being loaded. Wait until it is done."),
    "watchlist:nothing_loaded": _("No version of this list has been loaded yet."),
    "watchlist:pending_unknown": _("This file is no longer kept. Choose it again."),
    "watchlist:no_file": _("Choose a file."),
    "watchlist:too_large": _("This file is larger than %(limit)s MB. Load it on the command line."),
    "watchlist:content_unusable": _("The content of this list can't be opened on this node. Load the file again."),
    "watchlist:wrong_content": _("This file holds nothing of the kind of this list."),
    "watchlist:hit_unknown": _("This possible match is not known here."),
    "watchlist:hit_answered": _("This possible match has its answer already."),
    "watchlist:hit_not_answered": _("There is no answer that could be looked at a second time."),
    "watchlist:second_officer": _("The second look is another officer's than the first."),
    "watchlist:answer_unknown": _("This answer is not known."),
    "watchlist:may_not_be_told": _("This list may not be named to the person: %(reason)s"),
    "watchlist:not_confirmed": _("Only what was taken for true can be corrected."),
    "watchlist:sealed": _("The details of this possible match can't be opened on this node."),
}
