"""A made-up sanctions list in the Security Council's schema. Seeded; nobody on it exists, and no list is copied."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from panah.documents import all_codes
from panah.node.demo.listed import Listed, invented, stock

PERSONS, ENTITIES = 120, 5


def un_list(
    seed: int = 1945,
    *,
    today: date,
    persons: int = PERSONS,
    entities: int = ENTITIES,
    also: Iterable[Listed] = (),
) -> bytes:
    """A sanctions list in the schema of the Security Council's consolidated list. `also` are put in front."""
    chance = Random(seed)  # noqa: S311 (invented people, no secrets)
    people = [*also, *invented(persons, chance, today)]
    out = io.StringIO()
    generated = datetime(today.year, today.month, today.day, tzinfo=UTC).isoformat(timespec="milliseconds")
    out.write('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
    out.write(f'<CONSOLIDATED_LIST dateGenerated="{generated.replace("+00:00", "Z")}">\n  <INDIVIDUALS>\n')
    for number, person in enumerate(people, 1):
        out.write(_individual(number, person, chance, today))
    out.write("  </INDIVIDUALS>\n  <ENTITIES>\n")
    for number in range(1, entities + 1):
        out.write(_entity(number, chance, today))
    out.write("  </ENTITIES>\n</CONSOLIDATED_LIST>\n")
    return out.getvalue().encode()


def _individual(number: int, person: Listed, chance: Random, today: date) -> str:
    texts = stock()["texts"]
    rows: list[Sequence[Any]] = [
        ("DATAID", 900000 + number),
        ("VERSIONNUM", 1),
        ("FIRST_NAME", person.given),
        ("SECOND_NAME", person.patronymic or person.family),
        ("THIRD_NAME", person.family if person.patronymic else ""),
        ("UN_LIST_TYPE", chance.choice(texts["regimes"])),
        ("REFERENCE_NUMBER", f"PRi.{number:03}"),
        ("LISTED_ON", _before(today, chance)),
        ("GENDER", {"M": "Male", "F": "Female"}.get(person.sex, "")),
        ("COMMENTS1", chance.choice(texts["comments"])),
        ("NAME_ORIGINAL_SCRIPT", person.native),
        ("DESIGNATION", [("VALUE", chance.choice(texts["designations"]))]),
        ("NATIONALITY", [("VALUE", _country(person.nationality))]),
        ("LIST_TYPE", [("VALUE", "Practice list")]),
        ("LAST_DAY_UPDATED", [("VALUE", _before(today, chance))]),
        *(("INDIVIDUAL_ALIAS", [("QUALITY", "Good"), ("ALIAS_NAME", alias)]) for alias in person.aliases),
    ]
    if chance.random() < 0.2:
        rows.append(("INDIVIDUAL_ALIAS", [("QUALITY", "Low"), ("ALIAS_NAME", chance.choice(texts["nicknames"]))]))
    rows += [
        ("INDIVIDUAL_ADDRESS", [("CITY", person.place), ("COUNTRY", _country(person.nationality))]),
        ("INDIVIDUAL_DATE_OF_BIRTH", _birth(person.birth, chance)),
        ("INDIVIDUAL_PLACE_OF_BIRTH", [("CITY", person.place), ("COUNTRY", _country(person.nationality))]),
        ("INDIVIDUAL_DOCUMENT", _document(person)),
        ("SORT_KEY", ""),
        ("SORT_KEY_LAST_MOD", ""),
    ]
    return _element("INDIVIDUAL", rows, 2)


def _entity(number: int, chance: Random, today: date) -> str:
    texts = stock()["texts"]
    name = texts["organisations"][(number - 1) % len(texts["organisations"])]
    initials = "".join(word[0] for word in name.split())
    rows: list[Sequence[Any]] = [
        ("DATAID", 990000 + number),
        ("VERSIONNUM", 1),
        ("FIRST_NAME", name),
        ("UN_LIST_TYPE", chance.choice(texts["regimes"])),
        ("REFERENCE_NUMBER", f"PRe.{number:03}"),
        ("LISTED_ON", _before(today, chance)),
        ("COMMENTS1", "Invented for practice."),
        ("LIST_TYPE", [("VALUE", "Practice list")]),
        ("ENTITY_ALIAS", [("QUALITY", "a.k.a."), ("ALIAS_NAME", initials)]),
        ("ENTITY_ADDRESS", [("COUNTRY", "")]),
        ("SORT_KEY", ""),
        ("SORT_KEY_LAST_MOD", ""),
    ]
    return _element("ENTITY", rows, 2)


def _birth(birth: str, chance: Random) -> list[tuple[str, Any]]:
    if not birth:
        year = chance.randrange(1955, 1995)
        return [("TYPE_OF_DATE", "BETWEEN"), ("FROM_YEAR", year), ("TO_YEAR", year + chance.randrange(2, 6))]
    if len(birth) == 4:
        return [("TYPE_OF_DATE", chance.choice(("EXACT", "APPROXIMATELY"))), ("YEAR", birth)]
    return [("TYPE_OF_DATE", "EXACT"), ("DATE", birth)]


def _document(person: Listed) -> list[tuple[str, Any]]:
    if not person.document:
        return []
    country = _country(person.nationality)
    return [("TYPE_OF_DOCUMENT", "Passport"), ("NUMBER", person.document), ("ISSUING_COUNTRY", country)]


def _element(tag: str, content: Any, depth: int) -> str:
    space = "  " * depth
    if isinstance(content, list):
        inside = "".join(_element(name, value, depth + 1) for name, value in content if value != "" or depth > 2)
        return f"{space}<{tag}>\n{inside}{space}</{tag}>\n" if inside else f"{space}<{tag}/>\n"
    return f"{space}<{tag}>{escape(str(content))}</{tag}>\n" if content != "" else f"{space}<{tag}/>\n"


def _country(code: str) -> str:
    known = all_codes().get(code)
    return known.name if known is not None else ""


def _before(today: date, chance: Random) -> str:
    return (today - timedelta(days=chance.randrange(30, 4000))).isoformat()
