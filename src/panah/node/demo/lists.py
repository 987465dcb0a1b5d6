"""Made-up lists for the practice country and for tests: sanctions in the Security Council's schema, national bans, lost
documents, persons to protect. Seeded; nobody on them exists, and no list of anyone's is copied."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from panah.documents import all_codes
from panah.watchlists.formats.cells import SafeWriter

PERSONS, ENTITIES = 120, 5
SCRIPTS = ("cyrillic", "arabic", "latin")
NATIONAL_COLUMNS = (
    *("id", "family_name", "given_names", "patronymic", "original_script_name", "aliases", "birth_date", "sex"),
    *("nationality", "document_issuer", "document_number", "document_type", "category", "ground", "basis", "remedy"),
    *("listed_on", "valid_until", "remark"),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """An invented person for a list; `native` is the name in its own script, `birth` an ISO date, a year or ""."""

    family: str
    given: str
    patronymic: str = ""
    native: str = ""
    sex: str = ""
    birth: str = ""
    nationality: str = ""
    document: str = ""
    place: str = ""
    aliases: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """In the order of the region's documents."""
        return " ".join(part for part in (self.family, self.given, self.patronymic) if part)


@cache
def _stock() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("listed.toml").read_text("utf-8"))


def invented(count: int, chance: Random, today: date) -> list[Listed]:
    """That many persons, no two of one name; the same seed gives the same ones."""
    found: dict[str, Listed] = {}
    while len(found) < count:
        person = _person(_stock()[chance.choice(SCRIPTS)], chance, today)
        found.setdefault(person.name, person)
    return list(found.values())


def _person(stock: dict[str, Any], chance: Random, today: date) -> Listed:
    woman = chance.random() < 0.2
    family, native_family = chance.choice(stock["family"]).split("|")
    given, native_given = chance.choice(stock["female" if woman else "male"]).split("|")
    patronymic, _, native_patronymic = chance.choice(stock["patronymic_female" if woman else "patronymic"]).partition(
        "|"
    )
    if woman and family.endswith(("OV", "EV")):
        family, native_family = family + "A", native_family + "а"
    born = today - timedelta(days=chance.randrange(19 * 365, 72 * 365))
    native = " ".join(part for part in (native_family, native_given, native_patronymic) if part)
    nationality = chance.choice(stock["nationality"])
    return Listed(
        family=family,
        given=given,
        patronymic=patronymic,
        native=native,
        sex="F" if woman else "M",
        birth=chance.choice((born.isoformat(), born.isoformat(), str(born.year), "")),
        nationality=nationality,
        document=f"Z{nationality[0]}{chance.randrange(10**6, 10**7)}" if chance.random() < 0.5 else "",
        place=chance.choice(stock["places"]),
        aliases=tuple(_alias(family, given, chance) for _ in range(chance.randrange(4))),
    )


def _alias(family: str, given: str, chance: Random) -> str:
    """The name as another clerk writes it: turned round, an initial, a letter changed."""
    swapped = {"KH": "H", "SH": "S", "ZH": "J", "Q": "K", "OV": "OFF", "Y": "I", "AA": "A", "U": "OU"}
    old, new = chance.choice(list(swapped.items()))
    return chance.choice(
        (
            f"{given.title()} {family.title()}",
            f"{given[0]}. {family.title()}",
            f"{family.replace(old, new).title()} {given.title()}",
        )
    )


# --- the Security Council's schema ------------------------------------------------------------------------------------


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
    texts = _stock()["texts"]
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
    texts = _stock()["texts"]
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


# --- lists of the practice country's own ------------------------------------------------------------------------------


def exit_bans(seed: int = 1946, *, today: date, persons: int = 40, also: Iterable[Listed] = ()) -> bytes:
    """Bans on leaving, by courts and for debt: each with its basis and remedy."""
    return _national("exit_ban", "X", seed, today, persons, also)


def entry_bans(seed: int = 1947, *, today: date, persons: int = 40, also: Iterable[Listed] = ()) -> bytes:
    """Bans on coming back, with the day each ends."""
    return _national("entry_ban", "E", seed, today, persons, also)


def wanted(seed: int = 1950, *, today: date, persons: int = 40, also: Iterable[Listed] = ()) -> bytes:
    """Persons whom another state searches for."""
    return _national("wanted", "W", seed, today, persons, also)


def _national(kind: str, letter: str, seed: int, today: date, persons: int, also: Iterable[Listed]) -> bytes:
    chance = Random(seed)  # noqa: S311 (invented people, no secrets)
    grounds = _stock()["texts"][f"{kind}_grounds"]
    rows = []
    for number, person in enumerate([*also, *invented(persons, chance, today)], 1):
        listed = today - timedelta(days=chance.randrange(5, 700))
        rows.append(
            (
                *(f"{letter}-{number:04}", person.family, person.given, person.patronymic, person.native),
                *("|".join(person.aliases), person.birth, person.sex, person.nationality),
                *((person.nationality, person.document, "passport") if person.document else ("", "", "")),
                *(kind, chance.choice(grounds), f"Practice code of enforcement, art. {chance.randrange(20, 60)}"),
                "Complaint to the district court within 15 days",
                *(listed.isoformat(), (listed + timedelta(days=1095)).isoformat(), "Invented for practice."),
            )
        )
    return _csv(NATIONAL_COLUMNS, rows, today)


def lost_documents(seed: int = 1948, *, today: date, count: int = 80, also: Iterable[tuple[str, str]] = ()) -> bytes:
    """Documents reported lost, stolen or revoked; `also` are issuer and number of some to put in front."""
    chance = Random(seed)  # noqa: S311 (invented documents, no secrets)
    issuers = [code for script in SCRIPTS for code in _stock()[script]["nationality"]]
    papers = list(also)
    while len(papers) < count:
        papers.append((issuer := chance.choice(issuers), f"Y{issuer[1]}{chance.randrange(10**6, 10**7)}"))
    rows = [
        (
            *(issuer, number, "passport", chance.choice(("lost", "stolen", "revoked"))),
            (today - timedelta(days=chance.randrange(1, 900))).isoformat(),
        )
        for issuer, number in dict.fromkeys(papers)
    ]
    return _csv(("issuer", "number", "type", "status", "reported_on"), rows, today)


def protect(seed: int = 1949, *, today: date, persons: int = 15, also: Iterable[Listed] = ()) -> bytes:
    """Persons to protect: missing children and adults at risk."""
    chance = Random(seed)  # noqa: S311 (invented people, no secrets)
    rows = []
    named = list(also)
    for number, person in enumerate([*named, *invented(persons, chance, today)], 1):
        # Those who were asked for stay who they are.
        child = chance.random() < 0.5 and number > len(named)
        born = today - timedelta(days=chance.randrange(4 * 365, 17 * 365)) if child else None
        rows.append(
            (
                *(
                    f"P-{number:03}",
                    "missing_child" if child else chance.choice(("trafficking", "abduction", "violence")),
                ),
                *(person.family, person.given, person.native, born.isoformat() if born else person.birth, person.sex),
                *(person.nationality, (today - timedelta(days=chance.randrange(1, 60))).isoformat()),
                "Invented for practice.",
            )
        )
    columns = (
        *("id", "why", "family_name", "given_names", "original_script_name", "birth_date", "sex"),
        *("nationality", "listed_on", "remark"),
    )
    return _csv(columns, rows, today)


def _csv(columns: Sequence[str], rows: Sequence[Sequence[object]], today: date) -> bytes:
    out = io.StringIO()
    writer = SafeWriter(out)
    writer.row(columns)
    for row in rows:
        writer.row(row)
    writer.row(("#version", f"practice {today.isoformat()}"))
    writer.row(("#published", today.isoformat()))
    writer.row(("#count", len(rows)))
    return b"\xef\xbb\xbf" + out.getvalue().encode()
