"""Lost, stolen and revoked documents: issuer and number, in CSV; the columns are in `columns.toml`."""

from __future__ import annotations

from collections.abc import Iterator

from panah.watchlists.entries import Entry, EntryKind, ListedDocument, plain_number
from panah.watchlists.formats.listfile import Reading
from panah.watchlists.formats.national import check_numbers, country_in, date_in, document_type
from panah.watchlists.formats.refusal import Where
from panah.watchlists.formats.table import read_table


def read(reading: Reading) -> Iterator[tuple[Entry, Where]]:
    """One entry for each document. Without a column `id` the id is issuer and number: `KAZ:N01234567`."""
    for row in read_table(reading, "lost_documents"):
        get = row.get
        issuer, number = country_in(get("issuer"), row, "issuer", reading), get("number")
        check_numbers([number], row, "number", reading)
        if not get("issuer"):
            reading.faults.add("no_issuer", row.where("issuer"))
        reported_on, valid_until = date_in(row, "reported_on", reading), date_in(row, "valid_until", reading)
        if reported_on is not None and valid_until is not None and valid_until < reported_on:
            reading.faults.add("ends_before_start", row.where("valid_until"))
        plain = plain_number(number)
        yield (
            Entry(
                id=get("id") or (f"{issuer}:{plain}" if plain else f"line {row.line}"),
                kind=EntryKind.DOCUMENT,
                documents=(ListedDocument(number, issuer, document_type(row, "type", get("type"), reading)),),
                reason=get("status"),
                basis=get("basis"),
                remedy=get("remedy"),
                reference=get("reference"),
                listed_on=reported_on,
                valid_until=valid_until,
                remarks=get("remark"),
                flags=row.flags,
                source_fields=row.extra,
            ),
            row.where("number"),
        )
