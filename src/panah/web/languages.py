"""The languages Panah speaks: their own names, direction and the Babel locale that formats for them.

Codes are Django's (lower case, hyphen). Kazakh, Kyrgyz and Tajik are written in Cyrillic, Uzbek and Turkmen in Latin
letters, Dari and Pashto in Arabic letters from right to left.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from babel import Locale
from django.conf.locale import LANG_INFO

DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """One language: `code` for Django, `name` in English, `own_name` as its speakers write it, `locale` for Babel."""

    code: str
    name: str
    own_name: str
    locale: str
    rtl: bool = False

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, as the HTML attribute `dir` wants it."""
        return "rtl" if self.rtl else "ltr"


ALL: tuple[Language, ...] = (
    Language("en", "English", "English", "en_GB"),
    Language("ru", "Russian", "Русский", "ru"),
    Language("kk", "Kazakh", "Қазақша", "kk"),
    Language("ky", "Kyrgyz", "Кыргызча", "ky"),
    Language("tg", "Tajik", "Тоҷикӣ", "tg"),
    Language("uz", "Uzbek", "Oʻzbekcha", "uz_Latn"),
    Language("tk", "Turkmen", "Türkmençe", "tk"),
    Language("fa-af", "Dari", "دری", "fa_AF", rtl=True),
    Language("ps", "Pashto", "پښتو", "ps", rtl=True),
)
BY_CODE: dict[str, Language] = {language.code: language for language in ALL}

LANGUAGES: list[tuple[str, str]] = [(language.code, language.own_name) for language in ALL]
"""For the setting of the same name."""

LANGUAGES_BIDI: list[str] = ["ar", "fa", "he", "ps", "ur"]
"""For the setting of the same name; Django looks up the part of a code before its hyphen."""


def get(code: str | None) -> Language:
    """The language for a Django code, tolerant of case and underscores; English for what is not ours."""
    wanted = (code or DEFAULT).replace("_", "-").lower()
    return BY_CODE.get(wanted) or BY_CODE.get(wanted.partition("-")[0]) or BY_CODE[DEFAULT]


def own_names(codes: Iterable[str]) -> str:
    """Languages as their speakers write them, each kept to its direction; a code that isn't ours stays as it is."""
    return " · ".join(f"\u2068{BY_CODE[code].own_name if code in BY_CODE else code}\u2069" for code in codes)


@cache
def babel_locale(code: str | None) -> Locale:
    """Babel's locale for a Django language code."""
    return Locale.parse(get(code).locale)


def register_with_django() -> None:
    """Tell Django about the languages it lacks and about our spelling of names. Safe to call twice."""
    for language in ALL:
        LANG_INFO[language.code] = {
            "bidi": language.rtl,
            "code": language.code,
            "name": language.name,
            "name_local": language.own_name,
        }
