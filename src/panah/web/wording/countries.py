"""Names of states, organisations and kinds of nationality, for the codes of ICAO Doc 9303 and ISO 3166.

States are named as CLDR names them in each language (through Babel); what only Doc 9303 knows has words here. A name
says nothing about anybody's legal status.
"""

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from panah.documents.codes import describe
from panah.web.languages import babel_locale

SPECIAL: dict[str, str | Promise] = {
    "ANT": _("Netherlands Antilles (former)"),
    "CSK": _("Czechoslovakia (former)"),
    "EUE": _("European Union"),
    "GBD": _("British overseas territories citizen"),
    "GBN": _("British national (overseas)"),
    "GBO": _("British overseas citizen"),
    "GBP": _("British protected person"),
    "GBS": _("British subject"),
    "IAO": _("International Civil Aviation Organization"),
    "NTZ": _("Neutral Zone (former)"),
    "SCG": _("Serbia and Montenegro (former)"),
    "SUN": _("Soviet Union (former)"),
    "TMP": _("East Timor (former code)"),
    "UNA": _("United Nations agency"),
    "UNK": _("United Nations mission in Kosovo"),
    "UNO": _("United Nations"),
    "UTO": _("Specimen document (Utopia)"),
    "XBA": _("African Development Bank"),
    "XCC": _("Caribbean Community"),
    "XCE": _("Council of Europe"),
    "XCO": _("Common Market for Eastern and Southern Africa"),
    "XDC": _("Southern African Development Community"),
    "XEC": _("Economic Community of West African States"),
    "XES": _("Organisation of Eastern Caribbean States"),
    "XIM": _("African Export-Import Bank"),
    "XMP": _("Parliamentary Assembly of the Mediterranean"),
    "XOM": _("Sovereign Military Order of Malta"),
    "XPO": _("Interpol"),
    "XXA": _("Stateless person"),
    "XXB": _("Refugee (1951 Convention)"),
    "XXC": _("Refugee (other)"),
    "YUG": _("Yugoslavia (former)"),
    "ZAR": _("Zaire (former)"),
    "XXX": _("Nationality not stated"),
}


# What CLDR calls otherwise than the country itself does in that language.
OWN_NAMES = {("ru", "KG"): "Кыргызстан"}


def country(code: str | None) -> str:
    """The name for an ICAO or ISO code of two or three letters, in the language in use; the code if nobody knows it."""
    if not code:
        return "–"
    wanted = str(code).strip("< ").upper()
    if wanted in SPECIAL:
        return str(SPECIAL[wanted])
    described = describe(wanted)
    # CLDR names it under the code that states use among themselves.
    alpha2 = (
        "XK" if wanted == "RKS" else (described.alpha2 if described else "") or (wanted if len(wanted) == 2 else "")
    )
    name = _territory(alpha2) if alpha2 else ""
    return name or (described.name if described else wanted)


def _territory(alpha2: str) -> str:
    named = OWN_NAMES.get((get_language() or "", alpha2))
    named = named or babel_locale(get_language()).territories.get(alpha2) or Locale.parse("en").territories.get(alpha2)
    return str(named) if named else ""
