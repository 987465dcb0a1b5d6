"""The fields and consents of a referral in words, for the screen and for paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from panah.protection.desk.telling import VITAL, language_of
from panah.protection.models import Referral
from panah.safeguards.conversation import card_languages
from panah.safeguards.indicators import indicators, need_kinds
from panah.safeguards.routes import field_titles
from panah.web import formats
from panah.web.languages import BY_CODE, babel_locale
from panah.web.wording import country, word

_CODED = {"age_group": "age_group", "sex": "told_sex", "interpreter": "answer"}


def values(given: Mapping[str, str]) -> list[tuple[str, str]]:
    """Label and value of each field that was sent, in the order of the fields."""
    return [(_(title), _said(name, given[name])) for name, title in field_titles().items() if name in given]


def needs_of(codes: Iterable[str]) -> str:
    """Needs in words, of which many have a comma of their own."""
    return " · ".join(word(f"need:{code}") for code in codes)


def language_named(written: str) -> str:
    """A language as whoever reads it calls it, where it is one of ours; else as it was written down."""
    code = language_of([written])
    if not code:
        return written
    tag = babel_locale(code) if code in BY_CODE else code
    shown: str = babel_locale(get_language()).languages.get(str(tag).removesuffix("_Latn")) or ""
    return shown[:1].upper() + shown[1:] or card_languages()[code].own_name


def consents(row: Referral) -> list[str]:
    """What the person said to the purpose, the oldest first."""
    return [_consent(one) for one in row.consents]


def _said(name: str, value: str) -> str:
    if name in _CODED:
        return word(f"{_CODED[name]}:{value}")
    if name in ("needs", "urgent"):
        return needs_of(code for code in value.split() if code in need_kinds())
    if name == "language":
        return language_named(value)
    if name == "signs":
        return "; ".join(_(indicators()[code].text) for code in value.split() if code in indicators())
    if name == "health_told":
        # Signs by their codes, and what somebody wrote in words of their own.
        signs = indicators()
        return "; ".join(_(signs[line].text) if line in signs else line for line in value.splitlines())
    if name == "citizenship_told":
        return country(value)
    if name == "birth_date":
        return formats.partial_date(value)
    return value


def _consent(one: dict[str, object]) -> str:
    said = _("Yes") if one["agreed"] else _("No")
    if one["how"] == VITAL:
        # Nobody said yes: consent was overridden for their life.
        said = word("consent_state:missing")
    purpose, how = word(f"consent_for:{one['purpose']}"), one["how"]
    parts = [f"{purpose}: {said}", word(f"consent_how:{how}") if how else ""]
    if one["without"]:
        titles = field_titles()
        names = ", ".join(_(titles[str(name)]) for name in one["without"])  # type: ignore[attr-defined]  # a list of names
        parts.append(_("but not: %(fields)s") % {"fields": names})
    if one["until"]:
        parts.append(_("until %(day)s") % {"day": formats.day(datetime.fromtimestamp(int(str(one["until"])), UTC))})
    parts.append(formats.moment(datetime.fromtimestamp(int(str(one["at"])), UTC)))
    return " · ".join(part for part in parts if part)
