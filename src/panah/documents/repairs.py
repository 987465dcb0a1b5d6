"""Proposing what a zone with wrong check digits may really say, when a usual misreading explains it.

A proposal is only ever shown beside the document, with every change; nothing here changes a reading. It exists only if
every check digit agrees afterwards and no new problem appears, with as few changes as possible. Where several sets of
changes do that, one that makes the numbers regular is proposed (states number in runs of letters and of digits:
ZE184226B rather than 2E1B4226B); where that doesn't settle it, the answer is that it is ambiguous.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, islice, pairwise, product

from panah.documents.checkdigits import VALUES, WEIGHTS, check_digit
from panah.documents.codes import is_known
from panah.documents.layouts import FRA_ID, Layout, Span, cut
from panah.documents.problems import Severity
from panah.documents.reading import Change, Repair
from panah.documents.zone import Zone, examine, number_parts

Place = tuple[int, int]
Lines = tuple[str, ...]
Edit = tuple[tuple[Place, str], ...]

# What a digit's place may show instead of it, and the letter that a digit in a letter's place stands for.
TO_DIGIT = dict(zip("OQDILZASGTB", "00011245678", strict=True))
TO_LETTER = dict(zip("01245678", "OIZASGTB", strict=True))
# The usual swaps in fields that hold both; the rarer ones count only where no usual one explains the digit.
_USUAL = {"O": "0", "I": "1", "Z": "2", "S": "5", "G": "6", "B": "8"} | dict(zip("012568", "OIZSGB", strict=True))
_RARER = {"D": "0", "Q": "0", "L": "1", "A": "4", "T": "7", "0": "DQ", "1": "L", "4": "A", "7": "T"}
# Letters of other alphabets, and signs, that look like those of a zone.
_LOOKALIKES = dict(zip("АВЕКМНОРСТУХІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ|!$", "ABEKMHOPCTYXISJABEZHIKMNOPTYXIIS", strict=True))

# The fields that hold letters and digits.
_MIXED = ("number", "optional_1", "optional_2", "office")

_MOST_SWAPS = 2
# A regular number has a run of digits, at most with letters before and after it.
_REGULAR_SEAMS = 2
_MOST_REFILLS = 200


def propose(layout: Layout, lines: Lines, *, today: date) -> tuple[Repair | None, bool]:
    """The repair to propose, if there is exactly one best; and whether there were several as good."""
    if any(len(line) != layout.width for line in lines):
        return _refill(layout, lines, today)
    before = examine(layout, lines, today=today)
    certain, unclear = _out_of_place(layout, lines)
    base = _edited(lines, certain)
    failing = {check.field for check in examine(layout, base, today=today).checks if not check.ok}
    solutions = [certain] if not failing else [certain + swaps for swaps in _swaps(layout, base, failing)]
    edited = {_edited(lines, edit): edit for edit in solutions}
    sound = {after: edit for after, edit in edited.items() if _sound(before, layout, after, today)}
    edits = {after: edit for after, edit in sound.items() if edit}
    if unclear or not edits:
        return None, unclear
    after = _most_regular(layout, edits) if len(edits) > 1 else next(iter(edits))
    return (None, True) if after is None else (_as_repair(layout, lines, after, edits[after]), False)


def _most_regular(layout: Layout, edits: Mapping[Lines, Edit]) -> Lines | None:
    """The one candidate whose numbers are the most regular, if they are regular at all and no other's are as much."""
    touched = {place for edit in edits.values() for place, _ in edit}
    spans = [layout.fields[field] for field in _MIXED if field in layout.fields]
    spans = [span for span in spans if not touched.isdisjoint(_places(span))]
    ranked = sorted((sum(_seams(cut(lines, span)) for span in spans), lines) for lines in edits)
    (fewest, best), (next_fewest, _) = ranked[:2]
    return best if fewest < next_fewest and fewest <= _REGULAR_SEAMS else None


def _seams(text: str) -> int:
    """How often a letter stands next to a digit."""
    return sum(a != "<" != b and a.isdigit() != b.isdigit() for a, b in pairwise(text))


def _sound(before: Zone, layout: Layout, lines: Lines, today: date) -> bool:
    after = examine(layout, lines, today=today)
    return all(check.ok for check in after.checks) and _errors(after) <= _errors(before)


def _errors(zone: Zone) -> set[tuple[str, str]]:
    return {(found.field, found.code) for found in zone.problems if found.severity is Severity.ERROR}


def _edited(lines: Lines, edit: Edit) -> Lines:
    rows = [list(line) for line in lines]
    for (line, column), character in edit:
        rows[line][column] = character
    return tuple("".join(row) for row in rows)


def _as_repair(layout: Layout, lines: Lines, after: Lines, edit: Edit) -> Repair:
    places = sorted({place for place, _ in edit})
    return Repair(
        after,
        tuple(
            Change(line + 1, column + 1, lines[line][column], after[line][column], layout.field_at(line, column, lines))
            for line, column in places
        ),
    )


# Characters out of place: letters where only digits can be, digits where only letters can be


def _out_of_place(layout: Layout, lines: Lines) -> tuple[Edit, bool]:
    """The changes a field's kind demands, and whether a code could be more than one."""
    edit: list[tuple[Place, str]] = []
    for at, line in enumerate(lines):
        for column, character in enumerate(line):
            if character in _LOOKALIKES:
                edit.append(((at, column), _LOOKALIKES[character]))
    lines = _edited(lines, tuple(edit))
    edit += [(place, TO_DIGIT[c]) for place in _digit_places(layout, lines) if (c := _at(lines, place)) in TO_DIGIT]
    edit += [(place, TO_LETTER[c]) for place in _letter_places(layout) if (c := _at(lines, place)) in TO_LETTER]
    if lines[0][:2] in ("I0", "10"):
        edit.append(((0, 1), "D"))
    unclear = False
    for field in ("issuer", "nationality"):
        span = layout.fields.get(field)
        raw = layout.slice(lines, field)
        if span is None or not any(c in TO_LETTER for c in raw):
            continue
        options = [_letters_for(c) for c in raw]
        known = [code for code in map("".join, product(*options)) if is_known(code)]
        unclear = unclear or len(known) > 1
        if len(known) == 1:
            edit += [((span[0], span[1] + at), c) for at, c in enumerate(known[0]) if c != raw[at]]
    return tuple(edit), unclear


def _letters_for(character: str) -> str:
    return "".join({TO_LETTER[character], *_RARER.get(character, "")}) if character in TO_LETTER else character


def _at(lines: Lines, place: Place) -> str:
    return lines[place[0]][place[1]]


def _places(span: Span) -> Iterator[Place]:
    line, start, end = span
    return ((line, column) for column in range(start, end))


def _digit_places(layout: Layout, lines: Lines) -> Iterator[Place]:
    long_number = number_parts(layout, lines)
    for protected in layout.protected:
        if protected.field == "number" and long_number is not None:
            yield long_number[-1]
        else:
            yield protected.digit
    if layout.composite_digit is not None:
        yield layout.composite_digit
    for field in ("birth_date", "expiry_date"):
        if field in layout.fields:
            yield from _places(layout.fields[field])
    if layout is FRA_ID:
        yield from (place for place in _places(layout.fields["number"]) if not 4 <= place[1] < 7)


def _letter_places(layout: Layout) -> Iterator[Place]:
    for field in ("document_code", "name", "surname", "given_names"):
        if field in layout.fields:
            yield from _places(layout.fields[field])


# Swaps in fields that hold letters and digits


@dataclass(frozen=True, slots=True)
class _Sum:
    """A check digit's sum: the weight of each place under it, and by how much the sum falls short (modulo 10)."""

    weights: Mapping[Place, int]
    short: int

    def least(self, lines: Lines, places: Iterable[Place]) -> list[Edit]:
        """The smallest sets of swaps among these places that make up for it; usual swaps go before rarer ones."""
        candidates = [place for place in places if place in self.weights]
        for size in range(1, _MOST_SWAPS + 1):
            for tables in ((_USUAL,), (_USUAL, _RARER)):
                options = [
                    [(place, new) for table in tables for new in table.get(_at(lines, place), "")]
                    for place in candidates
                ]
                edits = (edit for chosen in combinations(options, size) for edit in product(*chosen))
                found = [edit for edit in edits if self._gain(lines, edit) % 10 == self.short]
                if found:
                    return found
        return []

    def _gain(self, lines: Lines, edit: Edit) -> int:
        return sum((VALUES[new] - VALUES[_at(lines, place)]) * self.weights[place] for place, new in edit)


def _swaps(layout: Layout, lines: Lines, failing: set[str]) -> list[Edit]:
    """The smallest sets of swaps that make the failing digits agree, each set complete; [] where none does."""
    digits_only = set(_digit_places(layout, lines))
    found: list[Edit] = [()]
    for field in sorted(failing - {"composite"}):
        own = _own_sum(layout, lines, field)
        mixed = [place for place in own.weights if place not in digits_only] if own else []
        found = [one + more for one in found for more in own.least(lines, mixed)] if own else []
    settled = [edit for edit in found if edit and _composite_agrees(layout, _edited(lines, edit))]
    if settled or len(found) != 1:
        return settled
    lines = _edited(lines, found[0])
    composite = _composite_sum(layout, lines)
    return [found[0] + more for more in composite.least(lines, _loose_places(layout, lines))] if composite else []


def _sum(lines: Lines, places: Iterable[Place], digit: Place) -> _Sum | None:
    """None where a character has no value, so that nothing can be concluded."""
    weights = {place: WEIGHTS[at % 3] for at, place in enumerate(places)}
    expected, found = check_digit("".join(_at(lines, place) for place in weights)), _at(lines, digit)
    return _Sum(weights, (int(found) - int(expected)) % 10) if (expected + found).isdecimal() else None


def _own_sum(layout: Layout, lines: Lines, field: str) -> _Sum | None:
    long_number = number_parts(layout, lines) if field == "number" else None
    if long_number is not None:
        return _sum(lines, long_number[:-1], long_number[-1])
    protected = next(p for p in layout.protected if p.field == field)
    return _sum(lines, _places(protected.span), protected.digit)


def _composite_sum(layout: Layout, lines: Lines) -> _Sum | None:
    if layout.composite_digit is None:
        return None
    return _sum(lines, (place for span in layout.composite for place in _places(span)), layout.composite_digit)


def _composite_agrees(layout: Layout, lines: Lines) -> bool:
    composite = _composite_sum(layout, lines)
    return layout.composite_digit is None or (composite is not None and composite.short == 0)


def _loose_places(layout: Layout, lines: Lines) -> Iterator[Place]:
    """Mixed places that the composite digit alone protects."""
    own = {protected.span for protected in layout.protected}
    taken = set(number_parts(layout, lines) or ())
    spans = (layout.fields[field] for field in _MIXED[1:] if field in layout.fields)
    return (place for span in spans if span not in own for place in _places(span) if place not in taken)


# Lines that lost or gained fillers


def _refill(layout: Layout, lines: Lines, today: date) -> tuple[Repair | None, bool]:
    sound: dict[Lines, tuple[Change, ...]] = {}
    refilled = product(*(list(_refilled(layout, at, line)) for at, line in enumerate(lines)))
    for parts in islice(refilled, _MOST_REFILLS):
        after = tuple(line for line, _ in parts)
        zone = examine(layout, after, today=today)
        if not _errors(zone):
            sound[after] = tuple(change for _, changes in parts for change in changes)
    if len(sound) != 1:
        return None, bool(sound)
    after, changes = next(iter(sound.items()))
    return Repair(after, changes), False


def _refilled(layout: Layout, at: int, line: str) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """The line brought to its width by fillers added to or taken from one run of them; in the line of the name, only
    the last run, since no digit would tell a wrong one."""
    missing = layout.width - len(line)
    ends = [i + 1 for i, c in enumerate(line) if c == "<" and line[i + 1 : i + 2] != "<"]
    if missing > 0 and not line.endswith("<"):
        ends.append(len(line))
    if at == layout.fields.get("name", (0,))[0]:
        ends = ends[-1:]
    if missing == 0:
        yield line, ()
    for end in ends if missing else ():
        if missing > 0:
            columns = range(end, end + missing)
            refilled = line[:end] + "<" * missing + line[end:]
            changes = [Change(at + 1, c + 1, "", "<", layout.field_at(at, c, ())) for c in columns]
        elif line[end + missing : end] == "<" * -missing:
            columns = range(end + missing, end)
            refilled = line[: end + missing] + line[end:]
            changes = [Change(at + 1, c + 1, "<", "", layout.field_at(at, c, ())) for c in columns]
        else:
            continue
        yield refilled, tuple(changes)
