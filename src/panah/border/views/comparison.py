"""Two records side by side: what the document says of the traveller, what a list or another document says, and what
agrees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from panah import names
from panah.border.facts.parts import DocumentPart
from panah.border.views.form_fields import SEXES
from panah.watchlists.desk.hits import HitView
from panah.watchlists.entries import Birth, Entry, NameQuality
from panah.web import formats
from panah.web.wording import country, word

AGREES, PERHAPS, DIFFERS, UNKNOWN = "agrees", "perhaps", "differs", "unknown"
VERDICTS: dict[str, tuple[str, str | Promise]] = {
    AGREES: ("equal", gettext_lazy("Agrees")),
    PERHAPS: ("equal-approximately", gettext_lazy("Perhaps")),
    DIFFERS: ("equal-not", gettext_lazy("Differs")),
    UNKNOWN: ("circle-question-mark", gettext_lazy("Not known")),
}
_QUALITIES = {
    NameQuality.WEAK: gettext_lazy("weak"),
    NameQuality.ORIGINAL: gettext_lazy("own script"),
    NameQuality.FORMER: gettext_lazy("former"),
}
# Names are read as alike from here on; an officer looks at both anyway.
_PERHAPS = 0.5
# What the comparison of dates may have said; everything else about a birth is "differs".
_BIRTHS = {"birth_same": AGREES, "birth_different": DIFFERS}


@dataclass(frozen=True, slots=True)
class Row:
    """One part of both records. ``icon`` and ``verdict`` say whether it agrees."""

    label: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    verdict: str | Promise
    icon: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing the comparison saw, in words; ``speaks`` is for, against or neither."""

    text: str
    speaks: str


def rows(view: HitView, document: DocumentPart) -> tuple[Row, ...]:
    """The parts of both records, those that decide first."""
    entry, codes = view.entry, {str(one.get("code", "")) for one in view.details["why"]}
    latin = " ".join(part for part in (document.surname, document.given_names) if part)
    return (
        _row(_("Name"), [latin, document.native_name], [view.details["name"] or entry.name], _name(view)),
        _row(_("Other names"), [], other_names(entry, view.details["name"]), ""),
        _row(
            _("Date of birth"),
            [formats.partial_date(document.birth_date)] if document.birth_date else [],
            [birth(one) for one in entry.births],
            _birth(codes, known=bool(document.birth_date and entry.births)),
        ),
        _row(_("Sex"), [_sex(document.sex)], [_sex(entry.sex)], _same(document.sex, [entry.sex] if entry.sex else [])),
        _row(
            _("Nationality"),
            [country(document.nationality)] if document.nationality else [],
            [country(code) for code in entry.nationalities],
            _same(document.nationality, entry.nationalities),
        ),
        _row(
            _("Document number"),
            [" ".join(filter(None, (document.issuer, document.number)))],
            [" ".join(filter(None, (one.issuer, one.number))) for one in entry.documents],
            AGREES if "document_same" in codes else _numbers(document, entry),
        ),
        _row(_("Born at"), [], [one.text for one in entry.places], ""),
    )


def side_by_side(one: DocumentPart, other: DocumentPart) -> tuple[Row, ...]:
    """Two documents as the line read them."""
    called = [(" ".join(filter(None, (doc.surname, doc.given_names))), doc.native_name) for doc in (one, other)]
    return (
        _row(_("Name"), called[0], called[1], _alike(*(next(filter(None, pair), "") for pair in called))),
        _row(_("Date of birth"), *_each(one, other, "birth_date", formats.partial_date)),
        _row(_("Sex"), *_each(one, other, "sex", _sex)),
        _row(_("Nationality"), *_each(one, other, "nationality", country)),
        _row(_("Kind of document"), *_each(one, other, "kind", lambda code: word(f"paper:{code}"))),
        _row(_("Issued by"), *_each(one, other, "issuer", country)),
        _row(_("Document number"), *_each(one, other, "number", str)),
        _row(_("What is known"), [one.description], [other.description], ""),
    )


def _alike(left: str, right: str) -> str:
    if not left or not right:
        return UNKNOWN
    if left.casefold() == right.casefold():
        return AGREES
    return PERHAPS if names.compare(left, right).score >= _PERHAPS else DIFFERS


def _each(
    one: DocumentPart, other: DocumentPart, field: str, shown: Callable[[str], str]
) -> tuple[list[str], list[str], str]:
    left, right = str(getattr(one, field)), str(getattr(other, field))
    return [shown(left)] if left else [], [shown(right)] if right else [], _same(left, [right] if right else [])


def _row(label: str, left: Iterable[str], right: Iterable[str], verdict: str) -> Row:
    icon, said = VERDICTS[verdict] if verdict else ("", "")
    return Row(label, tuple(filter(None, left)), tuple(filter(None, right)), said, icon)


def _name(view: HitView) -> str:
    against = any(one.get("code") in ("different", "letters_differ", "missing") for one in view.details["why"])
    return PERHAPS if against else AGREES


def _birth(codes: set[str], *, known: bool) -> str:
    if not known:
        return UNKNOWN
    found = next((code for code in codes if code.startswith("birth_")), "")
    return _BIRTHS.get(found, PERHAPS if found else UNKNOWN)


def _same(left: str, right: Iterable[str]) -> str:
    listed = set(right)
    return UNKNOWN if not left or not listed else AGREES if left in listed else DIFFERS


def _numbers(document: DocumentPart, entry: Entry) -> str:
    return DIFFERS if document.number and entry.documents else UNKNOWN


def _sex(code: str) -> str:
    return str(dict(SEXES).get(code, "")) if code else ""


def other_names(entry: Entry, shown: str) -> list[str]:
    """The names of an entry beside the one that is shown, each with what it is worth."""
    return [
        f"{one.text} ({_QUALITIES[one.quality]})" if one.quality in _QUALITIES else one.text
        for one in entry.names
        if one.text != shown
    ]


def birth(one: Birth) -> str:
    """A date of birth as the list knows it."""
    if one.date is not None:
        said = formats.partial_date(one.date.iso())
    elif one.first is not None and one.last is not None:
        ends = {"first": formats.partial_date(one.first.iso()), "last": formats.partial_date(one.last.iso())}
        said = _("%(first)s to %(last)s") % ends
    else:
        return one.text
    return _("about %(date)s") % {"date": said} if one.approximate else said


def reasons(why: Iterable[Mapping[str, Any]]) -> list[Reason]:
    """What the comparison saw, the weightiest first."""
    ordered = sorted(why, key=lambda one: -abs(float(one.get("weight", 0))))
    return [
        Reason(
            word(
                f"compared:{one.get('code', '')}",
                {"left": _side(one, "left"), "right": _side(one, "right"), **one.get("params", {})},
            ),
            "for" if float(one.get("weight", 0)) > 0 else "against" if float(one.get("weight", 0)) < 0 else "",
        )
        for one in ordered
    ]


def _side(one: Mapping[str, Any], side: str) -> str:
    said = str(one.get(side, ""))
    named = str(one.get("code", "")).startswith("nationality")
    return ", ".join(country(part) for part in said.split(", ")) if named and said else said
