"""Lists: establishing them, changing their terms, retiring them, knowing them."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from panah import documents
from panah.journal.record import say
from panah.watchlists.desk.problems import Acting, WatchlistError
from panah.watchlists.facts.lists import ListEstablished, ListRetired
from panah.watchlists.models import List, Version
from panah.watchlists.rules.kinds import kinds
from panah.watchlists.rules.thresholds import thresholds
from panah.watchlists.terms import ListKind, ListTerms

_CODE = re.compile(r"[a-z][a-z0-9-]{1,31}", re.ASCII)
LONGEST = 2000
# Lists change a few times a day; another process sees a change after this long at the latest.
FRESH_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Terms:
    """What HQ declares of a list; ``telling``: may, by (``tell_by`` alone) or not, with ``tell_reason``."""

    code: str
    title: str
    sort: str
    source: str
    issuing_state: str
    legal_basis: str
    remedy: str
    contact: str = ""
    valid_days: int = 0
    telling: str = "may"
    tell_by: str = ""
    tell_reason: str = ""


def establish(terms: Terms, *, actor: Acting, subject: UUID | None = None, happened: datetime | None = None) -> UUID:
    """Establish a list, or (``subject``) change the terms of one. Gives its handle; WatchlistError if it can't be."""
    _check(terms)
    others = List.objects.filter(code=terms.code, retired__isnull=True)
    if (others if subject is None else others.exclude(subject=subject)).exists():
        raise WatchlistError("list_exists")
    if subject is not None:
        _keeps_its_kind(get(subject), terms.sort)
    fact = ListEstablished(**{name: getattr(terms, name) for name in Terms.__slots__})
    made = subject or uuid4()
    say(fact, actor=actor.id, about=made, at=happened)
    changed()
    return made


def _keeps_its_kind(row: List, sort: str) -> None:
    """What is in force as persons to protect or as lost documents never becomes another kind (S5), nor the reverse."""
    if row.version and row.sort != sort and {row.sort, sort} & {"protect", "lost_documents"}:
        raise WatchlistError("wrong_content")


def _check(terms: Terms) -> None:
    if not _CODE.fullmatch(terms.code):
        raise WatchlistError("code_unreadable")
    if terms.sort not in kinds():
        raise WatchlistError("kind_unknown")
    if not documents.is_known(terms.issuing_state):
        raise WatchlistError("state_unknown")
    if terms.telling != "may" and not terms.tell_reason.strip():
        raise WatchlistError("reason_needed")
    for text in (terms.title, terms.source, terms.legal_basis, terms.remedy, terms.contact, terms.tell_reason):
        if len(text) > LONGEST:
            raise WatchlistError("text_too_long", {"limit": LONGEST})


def retire(subject: UUID, reason: str, *, actor: Acting) -> None:
    """Nobody is asked for on this list any more; its hits stay. WatchlistError ``list_unknown``, ``reason_needed``."""
    row = get(subject)
    if row.retired is not None:
        raise WatchlistError("list_retired")
    words = " ".join(reason.split())[:LONGEST]
    if not words:
        raise WatchlistError("reason_needed")
    say(ListRetired(reason=words), actor=actor.id, about=subject)
    changed()


def get(subject: UUID) -> List:
    """One list; WatchlistError ``list_unknown``."""
    row = List.objects.filter(subject=subject).first()
    if row is None:
        raise WatchlistError("list_unknown")
    return row


def by_code(code: str) -> List:
    """The list in use under this code; WatchlistError ``list_unknown``."""
    row = List.objects.filter(code=code, retired__isnull=True).first()
    if row is None:
        raise WatchlistError("list_unknown")
    return row


def all_lists(*, retired: bool = False) -> list[List]:
    """Lists in use, or those that no longer are, by title."""
    return list(List.objects.filter(retired__isnull=not retired).order_by("title", "subject"))


_kept: tuple[float, list[List]] | None = None


def in_use() -> list[List]:
    """The same as ``all_lists()``, kept in the process for a few seconds: for every inspection asks."""
    global _kept
    now = time.monotonic()
    if _kept is None or now - _kept[0] >= FRESH_SECONDS:
        _kept = (now, all_lists())
    return _kept[1]


def changed() -> None:
    """Something about the lists changed in this process: look anew."""
    global _kept
    _kept = None


def versions(subject: UUID) -> Sequence[Version]:
    """All versions of a list, the last first."""
    return list(Version.objects.filter(subject=subject).order_by("-clock", "-id"))


def validity(row: List, today: date) -> str:
    """``none`` (nothing loaded), ``valid``, ``soon`` (runs out before long) or ``expired``."""
    if not row.version:
        return "none"
    if row.valid_until is None:
        return "valid"
    left = (row.valid_until - today).days
    return "expired" if left < 0 else "soon" if left <= thresholds().runs_out_days else "valid"


def terms_of(row: List) -> ListTerms:
    """The terms as the index carries them."""
    return ListTerms(
        code=row.code,
        title=row.title,
        kind=ListKind(row.sort),
        source=row.source,
        issuing_state=row.issuing_state,
        legal_basis=row.legal_basis,
        remedy=row.remedy,
        valid_days=row.valid_days,
    )
