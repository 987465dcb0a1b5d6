"""Lists of those who cross a short way: local residents, pupils, members of listed groups."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db.models import Q, QuerySet
from django.utils import timezone

from panah.border import handles
from panah.border.desk.context import Acting, DeskError
from panah.border.desk.decision import LONGEST_REMARK, text
from panah.border.facts.groups import Listed, Unlisted
from panah.border.facts.parts import IdentityPart
from panah.border.models import Listing
from panah.border.rules import cells
from panah.border.rules.sheets import Column, Problem, Row, read_sheet
from panah.journal.entries import Statement
from panah.journal.record import record, say

SORTS = ("local_resident", "pupil", "group_member")
COLUMNS = (
    Column("name", cells.name, required=True),
    Column("issuer", cells.state, required=True, longest=60),
    Column("number", cells.number, required=True, longest=40),
    Column("valid_from", cells.whole_date, required=True, longest=20),
    Column("valid_to", cells.whole_date, required=True, longest=20),
    Column("paper", cells.text),
    Column("adult", cells.text),
    Column("relation", cells.text, longest=60),
    Column("authority", cells.text),
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: how many were entered, how many were there already; or the problems, and nothing."""

    entered: int = 0
    known: int = 0
    problems: tuple[Problem, ...] = ()


def enter(sort: str, fields: Mapping[str, str], *, actor: Acting) -> UUID:
    """Enter one person. ``fields`` are the columns of the list, already read; DeskError ``validity_turned``,
    ``already_listed``, ``sort_unknown``."""
    _check_sort(sort)
    if fields["valid_to"] < fields["valid_from"]:
        raise DeskError("validity_turned")
    fact = _fact(sort, fields)
    if _same(fact):
        raise DeskError("already_listed")
    subject = uuid4()
    say(fact, actor=actor.id, about=subject)
    return subject


def import_sheet(sort: str, source: str | bytes, *, actor: Acting) -> Imported:
    """Enter everybody on a list, all or nobody. Who is listed alike already isn't entered twice."""
    _check_sort(sort)
    sheet = read_sheet("listing", COLUMNS, source)
    problems = [*sheet.problems, *(problem for row in sheet.rows if (problem := _turned(row)))]
    if problems:
        return Imported(problems=tuple(problems))
    facts = list(dict.fromkeys(_fact(sort, row.cells) for row in sheet.rows))
    new = [fact for fact in facts if not _same(fact)]
    now = timezone.now()
    record([Statement(fact, uuid4(), now) for fact in new], actor=actor.id)
    return Imported(entered=len(new), known=len(sheet.rows) - len(new))


def end(listing: UUID, reason: str, *, actor: Acting) -> None:
    """End a listing before its time, with a reason."""
    reason = text(reason, "reason", LONGEST_REMARK)
    row = get(listing)
    if row.ended is not None:
        raise DeskError("listing_ended")
    if not reason:
        raise DeskError("reason_needed")
    say(Unlisted(reason=reason), actor=actor.id, about=listing)


def get(listing: UUID) -> Listing:
    """One listing; DeskError ``listing_unknown``."""
    row = Listing.objects.filter(subject=listing).first()
    if row is None:
        raise DeskError("listing_unknown")
    return row


def standing(on: date) -> QuerySet[Listing]:
    """Listings that hold on that day."""
    return Listing.objects.filter(ended__isnull=True, valid_from__lte=on, valid_to__gte=on)


def search(words: str = "", *, sort: str = "", state: str = "", on: date) -> QuerySet[Listing]:
    """Listings by part of a name, or by issuer and document number ("UZB AB1234567"); ``state`` is standing, ended
    (before its time or run out) or coming."""
    rows = Listing.objects.all()
    words = words.strip()
    if words:
        found = Q(name__icontains=words) | Q(paper__icontains=words)
        issuer, _space, number = words.partition(" ")
        with suppress(ValueError, DeskError):
            found |= Q(document_key=_key(cells.state(issuer), cells.number(number)))
        rows = rows.filter(found)
    if sort in SORTS:
        rows = rows.filter(sort=sort)
    if state == "standing":
        rows = rows.filter(subject__in=standing(on).values("subject"))
    elif state == "coming":
        rows = rows.filter(ended__isnull=True, valid_from__gt=on)
    elif state == "ended":
        rows = rows.filter(Q(ended__isnull=False) | Q(valid_to__lt=on))
    return rows.order_by("name", "subject")


def _check_sort(sort: str) -> None:
    if sort not in SORTS:
        raise DeskError("sort_unknown")


def _turned(row: Row) -> Problem | None:
    if row.cells["valid_to"] >= row.cells["valid_from"]:
        return None
    return Problem("validity_turned", row.line, title="valid_to")


def _fact(sort: str, fields: Mapping[str, str]) -> Listed:
    _key(fields["issuer"], fields["number"])
    return Listed(
        sort=sort,  # type: ignore[arg-type]  # the fact refuses any other word
        issuer=fields["issuer"],
        number=fields["number"],
        name=fields["name"],
        valid_from=fields["valid_from"],
        valid_to=fields["valid_to"],
        paper=fields.get("paper", ""),
        adult=fields.get("adult", ""),
        relation=fields.get("relation", ""),
        authority=fields.get("authority", ""),
    )


def _key(issuer: str, number: str) -> bytes:
    """DeskError ``number_needed`` where nothing identifies the document."""
    key, _holder = handles.keys_of(IdentityPart(issuer=issuer, number=number))
    if key is None:
        raise DeskError("number_needed")
    return key


def _same(fact: Listed) -> bool:
    return Listing.objects.filter(
        document_key=handles.of_listed(fact),
        sort=fact.sort,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        paper=fact.paper,
        ended__isnull=True,
    ).exists()
