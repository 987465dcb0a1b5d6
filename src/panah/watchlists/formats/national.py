"""The CSV for national lists and for persons to protect; its columns are in `columns.toml` and docs/watchlists.md."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from panah.documents import Calendar
from panah.watchlists.entries import Birth, Entry, ListedDocument, ListedName, NameQuality, Place
from panah.watchlists.formats.countries import alpha3
from panah.watchlists.formats.dates import UnreadDateError, day, partial, solar_hijri
from panah.watchlists.formats.listfile import Reading
from panah.watchlists.formats.refusal import ListRefusedError, Where
from panah.watchlists.formats.table import Row, columns_data, read_table

_NAMES = (
    ("aliases", NameQuality.STRONG),
    ("weak_aliases", NameQuality.WEAK),
    ("former_names", NameQuality.FORMER),
)
_ROUNDED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE | re.ASCII)
_NEXT_DAY = dt.timedelta(days=1)


def read(reading: Reading) -> Iterator[tuple[Entry, Where]]:
    """The entries of a national list."""
    for row in _rows(reading, "national"):
        yield _entry(row, reading, row.get("category")), row.where()


def read_protect(reading: Reading) -> Iterator[tuple[Entry, Where]]:
    """The entries of a list of persons to protect: as a national list, with the reason in the column `why`."""
    known = columns_data()["why"]["known"]
    for row in _rows(reading, "protect"):
        why = row.get("why").lower()
        if not why:
            reading.faults.add("no_why", row.where("why"))
        elif why not in known:
            reading.faults.add("unknown_why", row.where("why"), known=", ".join(known))
        yield _entry(row, reading, why), row.where()


def _rows(reading: Reading, code: str) -> Iterator[Row]:
    for at, row in enumerate(read_table(reading, code)):
        if not at and not any(column in row.at for column in ("full_name", "family_name", "original_script_name")):
            raise ListRefusedError("csv_missing_name_column", Where(row.line))
        yield row


def _entry(row: Row, reading: Reading, category: str) -> Entry:
    get = row.cells.get
    listed_on, valid_until = date_in(row, "listed_on", reading), date_in(row, "valid_until", reading)
    if listed_on is not None and valid_until is not None and valid_until < listed_on:
        reading.faults.add("ends_before_start", row.where("valid_until"))
    births = _births(row, reading)
    if listed_on is not None and any(birth.earliest() > listed_on + _NEXT_DAY for birth in births):
        reading.faults.add("future_birth", row.where("birth_date"))
    place, address, title = get("birth_place"), get("address"), get("title")
    return Entry(
        id=get("id", ""),
        names=_names(row, reading),
        births=births,
        sex=_sex(row, reading),
        nationalities=_nationalities(row, reading),
        documents=_documents(row, reading),
        programme=category,
        reason=get("ground", ""),
        basis=get("basis", ""),
        remedy=get("remedy", ""),
        reference=get("reference", ""),
        listed_on=listed_on,
        valid_until=valid_until,
        updated_on=date_in(row, "updated_on", reading),
        titles=(title,) if title else (),
        places=(Place(place),) if place else (),
        addresses=(Place(address),) if address else (),
        remarks=get("remark", ""),
        flags=row.flags,
        source_fields=row.extra,
    )


def date_in(row: Row, column: str, reading: Reading) -> dt.date | None:
    """A whole day in a cell: ISO or `DD.MM.YYYY`; None for an empty cell and, with a fault, for anything else."""
    text = row.get(column)
    if not text:
        return None
    try:
        found = partial(text).exact()
    except UnreadDateError as fault:
        found, code = _day_and_time(text), fault.code
    else:
        code = "bad_date"
    if found is None:
        reading.faults.add(code, row.where(column))
    return found


def _day_and_time(text: str) -> dt.date | None:
    try:
        return day(text)
    except UnreadDateError:
        return None


def listed(text: str) -> list[str]:
    """The values of a cell that holds several, separated by |."""
    return [part for piece in text.split("|") if (part := piece.strip())] if text else []


def _names(row: Row, reading: Reading) -> tuple[ListedName, ...]:
    get = row.cells.get
    full = get("full_name")
    parts = " ".join(part for part in (get("family_name"), get("given_names"), get("patronymic")) if part)
    names = [ListedName.of(name) for name in (full, parts) if name]
    if original := get("original_script_name"):
        names += [ListedName.of(name, NameQuality.ORIGINAL) for name in listed(original)]
    for column, quality in _NAMES:
        if cell := get(column):
            names += [ListedName.of(name, quality) for name in listed(cell)]
            if ";" in cell or "/" in cell or cell.count(",") > 1:
                reading.note("several_in_one", row.where(column))
    return tuple(dict.fromkeys(names))


def _births(row: Row, reading: Reading) -> tuple[Birth, ...]:
    one, first, last = row.get("birth_date"), row.get("birth_date_from"), row.get("birth_date_to")
    calendar = row.get("calendar").lower()
    if calendar not in ("", Calendar.GREGORIAN, Calendar.SOLAR_HIJRI):
        reading.faults.add("unknown_calendar", row.where("calendar"))
        return ()
    if "/" in one and one.count("/") == 1 and not (first or last):
        first, last, one = one.split("/")[0].strip(), one.split("/")[1].strip(), ""
        columns = ("birth_date", "birth_date", "birth_date")
    else:
        columns = ("birth_date", "birth_date_from", "birth_date_to")
    if one and (first or last):
        reading.faults.add("two_births", row.where("birth_date"))
        return ()
    if bool(first) != bool(last):
        reading.faults.add("half_range", row.where(columns[1] if last else columns[2]))
        return ()
    if one:
        dates = [_birth(text, calendar, row, columns[0], reading) for text in listed(one)]
        return tuple(birth for birth in dates if birth is not None)
    if not first:
        return ()
    start = _birth(first, calendar, row, columns[1], reading)
    end = _birth(last, calendar, row, columns[2], reading)
    return () if start is None or end is None else _range(start, end, row, columns[2], reading)


def _range(start: Birth, end: Birth, row: Row, column: str, reading: Reading) -> tuple[Birth, ...]:
    if end.latest() < start.earliest():
        reading.faults.add("bad_range", row.where(column))
    return (
        Birth(
            first=start.date or start.first,
            last=end.date or end.last,
            approximate=start.approximate or end.approximate,
            calendar=start.calendar,
            text=f"{start.text}/{end.text}".strip("/"),
        ),
    )


def _birth(text: str, calendar: str, row: Row, column: str, reading: Reading) -> Birth | None:
    about = text.startswith("~")
    plain = text.removeprefix("~").strip()
    try:
        if calendar == Calendar.SOLAR_HIJRI:
            found = solar_hijri(plain)
            return Birth(found.date, found.first, found.last, about, found.calendar, found.text)
        return Birth(date=partial(plain), approximate=about)
    except UnreadDateError as fault:
        reading.faults.add(fault.code, row.where(column))
        return None


@cache
def _sexes() -> dict[str, str]:
    return {word: code for code, words in columns_data()["sex"].items() for word in words}


def _sex(row: Row, reading: Reading) -> str:
    word = row.get("sex").lower()
    if not word:
        return ""
    if word not in _sexes():
        reading.faults.add("unknown_sex", row.where("sex"))
    return _sexes().get(word, "")


def _nationalities(row: Row, reading: Reading) -> tuple[str, ...]:
    found = [country_in(word, row, "nationality", reading) for word in listed(row.get("nationality"))]
    return tuple(dict.fromkeys(code for code in found if code))


def country_in(word: str, row: Row, column: str, reading: Reading) -> str:
    """The alpha-3 code of a word in a cell; "" with a fault if there is none."""
    code = alpha3(word)
    if code is None:
        reading.faults.add("unknown_country", row.where(column))
    return code or ""


def check_numbers(numbers: list[str], row: Row, column: str, reading: Reading) -> None:
    """Adds a fault for each number that a spreadsheet rounded."""
    for number in numbers:
        if _ROUNDED.fullmatch(number):
            reading.faults.add("spreadsheet_number", row.where(column))


def document_type(row: Row, column: str, word: str, reading: Reading) -> str:
    """A type of document in a cell; "" for none, and with a fault for one that isn't known."""
    known = columns_data()["document_types"]["known"]
    if word and word.lower() not in known:
        reading.faults.add("unknown_document_type", row.where(column), known=", ".join(known))
    return word.lower()


def _documents(row: Row, reading: Reading) -> tuple[ListedDocument, ...]:
    numbers = listed(row.get("document_number"))
    if not numbers:
        return ()
    check_numbers(numbers, row, "document_number", reading)
    issuers, types = listed(row.get("document_issuer")), listed(row.get("document_type"))
    for column, values in (("document_issuer", issuers), ("document_type", types)):
        if len(values) > 1 and len(values) != len(numbers):
            reading.faults.add("unequal_documents", row.where(column), numbers=len(numbers), issuers=len(values))
            return ()
    codes = [country_in(issuer, row, "document_issuer", reading) for issuer in issuers] or [""]
    kinds = [document_type(row, "document_type", word, reading) for word in types] or [""]
    return tuple(
        ListedDocument(number, codes[at if len(codes) > 1 else 0], kinds[at if len(kinds) > 1 else 0])
        for at, number in enumerate(numbers)
    )
