"""In which language somebody with a claim is spoken with: what the forms of its steps offer, and the letters' own."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from panah.protection.desk.telling import language_of
from panah.protection.models import Claim
from panah.safeguards.conversation import card_languages
from panah.web import languages

ANOTHER = "other"


def choices() -> list[tuple[str, str]]:
    """Every language that Panah has a word of, and another; none to begin with: one that nobody chose is written down
    as the person's."""
    known = [(one.code, one.own_name) for one in card_languages().values()]
    return [("", "–"), *known, (ANOTHER, _("Another language"))]


def spoken(row: Claim) -> str:
    """The person's: in which they were last called, heard, or handed something, else what was written down at
    registration. Empty where nobody knows, or it is none of ours."""
    said = [line["fact"].get("language", "") for line in reversed(row.history) if not line["code"]]
    return language_of([*said, row.language])


def written(language: str) -> str:
    """The language of letters to somebody who speaks this one; the one in use where there are no letters in theirs."""
    return language if language in languages.BY_CODE else languages.get(translation.get_language()).code
