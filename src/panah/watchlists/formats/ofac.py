"""The SDN list (and the other lists of the same shape) of the US Office of Foreign Assets Control, as CSV.

Source: OFAC, "Data specification", updated 2023-09-25. The main file is sdn.csv; aliases are in alt.csv, addresses in
add.csv and the remarks that don't fit in sdn_comments.csv beside it, linked by the number in the first column. There is
no header, `-0-` stands for nothing, and the byte 0x1A may end the file. Weak aliases stand in the remarks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from panah.watchlists.entries import Entry, EntryKind, ListedName, NameQuality, Place
from panah.watchlists.formats.countries import named
from panah.watchlists.formats.lines import Lines, rows
from panah.watchlists.formats.listfile import Reading, Source
from panah.watchlists.formats.ofac_remarks import Remarks, read_remarks
from panah.watchlists.formats.refusal import Where

COLUMNS = (
    *("ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type", "Tonnage", "GRT"),
    *("Vess_flag", "Vess_owner", "Remarks"),
)
# Main file, then those beside it: aliases, addresses, spilled remarks.
FAMILIES = (
    ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"),
    ("cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"),
)
_NOTHING = "-0-"
_KEPT = slice(5, 11)
_QUALITY = {"aka": NameQuality.STRONG, "fka": NameQuality.FORMER, "nka": NameQuality.STRONG}


@dataclass(slots=True)
class _Beside:
    """What the other files say, by number."""

    aliases: dict[str, list[tuple[ListedName, Where]]] = field(default_factory=lambda: defaultdict(list))
    addresses: dict[str, list[tuple[Place, Where]]] = field(default_factory=lambda: defaultdict(list))
    remarks: dict[str, list[tuple[str, Where]]] = field(default_factory=lambda: defaultdict(list))


def companions(source: Source) -> tuple[Source, ...]:
    """The files beside the main one that belong to it."""
    return tuple(found for name in _family(source)[1:] if (found := source.beside(name)) is not None)


def read(reading: Reading) -> Iterator[tuple[Entry, Where]]:
    """The entries of the main file, each with its aliases, addresses and remarks."""
    beside = _beside(reading)
    for line, cells in _rows(reading.source, "", len(COLUMNS), reading, main=True):
        yield _entry(cells, beside, reading, line), Where(line)
    for left in (beside.aliases, beside.addresses, beside.remarks):
        for key, found in left.items():
            for _, where in found:
                reading.faults.add("unknown_entity", Where(where.line, where.column, where.field, key, where.file))


def _family(source: Source) -> tuple[str, ...]:
    name = source.path.name.lower() if source.path is not None else ""
    return next((family for family in FAMILIES if family[0] == name), FAMILIES[0])


def _beside(reading: Reading) -> _Beside:
    found = _Beside()
    _, aliases, addresses, comments = _family(reading.source)
    for name, columns, take in (
        (aliases, 5, partial(_alias, found)),
        (addresses, 6, partial(_address, found, reading)),
        (comments, 2, partial(_comment, found)),
    ):
        source = reading.source.beside(name)
        if source is not None:
            for line, cells in _rows(source, name, columns, reading):
                take(cells, Where(line, file=name))
        elif name != comments:
            reading.note("no_alias_file" if name == aliases else "no_address_file")
    return found


def _alias(found: _Beside, cells: list[str], where: Where) -> None:
    key, _, kind, name, note = cells
    if name:
        quality = _QUALITY.get(kind.lower().replace(".", ""), NameQuality.STRONG)
        found.aliases[key].append((ListedName.of(name, quality, note), where))


def _address(found: _Beside, reading: Reading, cells: list[str], where: Where) -> None:
    key, _, street, city, land, note = cells
    text = ", ".join(part for part in (street, city, land) if part)
    if text:
        code = named(land) if land else ""
        if code is None:
            reading.note("unknown_country_word", where)
        found.addresses[key].append((Place(f"{text} ({note})" if note else text, code or ""), where))


def _comment(found: _Beside, cells: list[str], where: Where) -> None:
    if cells[1]:
        found.remarks[cells[0]].append((cells[1], where))


def _rows(
    source: Source, file: str, columns: int, reading: Reading, *, main: bool = False
) -> Iterator[tuple[int, list[str]]]:
    with source.open() as stream:
        lines = Lines(stream, file)
        for line, row in rows(lines, ",", file):
            cells = [_cell(cell) for cell in row]
            if cells[0].strip().lower() == "ent_num" or cells == [""]:
                continue
            if len(cells) != columns:
                code = "csv_short_row" if len(cells) < columns else "csv_long_row"
                reading.faults.add(code, Where(line, file=file), found=len(cells), expected=columns)
            elif not cells[0].isdecimal():
                reading.faults.add("no_id", Where(line, 1, COLUMNS[0], file=file))
            else:
                yield line, cells
        if main and not lines.end_mark:
            reading.note("no_end_mark", Where(lines.number))


def _cell(text: str) -> str:
    text = text.strip(" \r\n\t\x1a")
    return "" if text == _NOTHING else text


def _entry(cells: list[str], beside: _Beside, reading: Reading, line: int) -> Entry:
    key, name, kind, programme, title = cells[:5]
    person = kind.lower() == "individual"
    remarks = cells[-1]
    spilled = "".join(text for text, _ in beside.remarks.pop(key, []))
    if spilled:
        # The spillover repeats the record's remarks from their beginning or goes on where they were cut.
        remarks = spilled if spilled.startswith(remarks[:200]) else f"{remarks} {spilled}".strip()
    said = read_remarks(remarks, reading, Where(line, len(COLUMNS), COLUMNS[-1], key)) if person else Remarks()
    names = [ListedName.of(name)] if name else []
    names += [alias for alias, _ in beside.aliases.pop(key, [])] + said.weak_names
    kept = [(column, cell) for column, cell in zip(COLUMNS[_KEPT], cells[_KEPT], strict=True) if cell]
    return Entry(
        id=key,
        kind=EntryKind.PERSON if person else EntryKind.ENTITY,
        names=tuple(dict.fromkeys(names)),
        births=tuple(dict.fromkeys(said.births)),
        sex=said.sex,
        nationalities=tuple(dict.fromkeys(said.nationalities)),
        documents=tuple(dict.fromkeys(said.documents)),
        programme=programme.replace("] [", ", ").strip("[] "),
        titles=(title,) if title else (),
        places=tuple(dict.fromkeys(said.places)),
        addresses=tuple(dict.fromkeys(place for place, _ in beside.addresses.pop(key, []))),
        remarks=remarks,
        source_fields=(*(() if person else (("SDN_Type", kind),) if kind else ()), *kept),
    )
