"""Why a file isn't taken as a list, what was noticed in one that is, and which formats there are, in words: those of
``panah.watchlists.formats``, in the language of the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from panah.watchlists.formats import FORMATS, MESSAGES

FILES: dict[str, str | Promise] = {f"list_file:{code}": gettext_lazy(text) for code, text in MESSAGES.items()}
FORMAT_NAMES: dict[str, str | Promise] = {
    f"list_format:{each.code}": gettext_lazy(each.name) for each in FORMATS.values()
}
