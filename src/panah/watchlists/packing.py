"""An entry as few bytes, and back: what an index keeps sealed, record by record."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from panah.documents import Calendar, PartialDate
from panah.watchlists.entries import Birth, Entry, EntryKind, ListedDocument, ListedName, NameQuality, Place

VERSION = 1


class UnpackableError(ValueError):
    """These bytes are not an entry of this version."""


def pack(entry: Entry) -> bytes:
    """UTF-8 JSON, by position; `unpack` gives an equal entry back."""
    fields = [
        VERSION,
        entry.id,
        entry.kind,
        [[name.text, name.quality, name.script, name.note] for name in entry.names],
        [pack_birth(birth) for birth in entry.births],
        entry.sex,
        entry.nationalities,
        [[d.number, d.issuer, d.type, d.label, d.issued_on, d.note] for d in entry.documents],
        [entry.programme, entry.reason, entry.basis, entry.remedy, entry.reference, entry.remarks],
        [_day(entry.listed_on), _day(entry.valid_until), _day(entry.updated_on)],
        entry.titles,
        [[place.text, place.country] for place in entry.places],
        [[place.text, place.country] for place in entry.addresses],
        entry.flags,
        entry.source_fields,
    ]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpack(data: bytes) -> Entry:
    """The entry again. Raises `UnpackableError`."""
    try:
        fields = json.loads(data.decode("utf-8", "surrogatepass"))
        if fields[0] != VERSION:
            raise UnpackableError("another version")
        return _entry(fields)
    except UnpackableError:
        raise
    except (ValueError, TypeError, IndexError, KeyError) as fault:
        raise UnpackableError("not an entry") from fault


def _entry(fields: list[Any]) -> Entry:
    (
        _,
        key,
        kind,
        names,
        births,
        sex,
        nationalities,
        documents,
        texts,
        days,
        titles,
        places,
        addresses,
        flags,
        rest,
    ) = fields
    programme, reason, basis, remedy, reference, remarks = texts
    listed_on, valid_until, updated_on = (date.fromisoformat(day) if day else None for day in days)
    return Entry(
        id=key,
        kind=EntryKind(kind),
        names=tuple(ListedName(text, NameQuality(quality), script, note) for text, quality, script, note in names),
        births=tuple(unpack_birth(birth) for birth in births),
        sex=sex,
        nationalities=tuple(nationalities),
        documents=tuple(ListedDocument(*document) for document in documents),
        programme=programme,
        reason=reason,
        basis=basis,
        remedy=remedy,
        reference=reference,
        listed_on=listed_on,
        valid_until=valid_until,
        updated_on=updated_on,
        titles=tuple(titles),
        places=tuple(Place(*place) for place in places),
        addresses=tuple(Place(*place) for place in addresses),
        remarks=remarks,
        flags=tuple(flags),
        source_fields=tuple((name, value) for name, value in rest),
    )


def pack_birth(birth: Birth) -> list[Any]:
    dates = [when.iso() if when is not None else "" for when in (birth.date, birth.first, birth.last)]
    return [*dates, int(birth.approximate), birth.calendar, birth.text]


def unpack_birth(fields: list[Any]) -> Birth:
    when, first, last, approximate, calendar, text = fields
    return Birth(
        date=PartialDate.parse(when) if when else None,
        first=PartialDate.parse(first) if first else None,
        last=PartialDate.parse(last) if last else None,
        approximate=bool(approximate),
        calendar=Calendar(calendar),
        text=text,
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
