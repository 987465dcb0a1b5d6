"""Made-up lists of the practice country's own: bans, wanted persons, lost documents, persons to protect. Seeded; nobody
on them exists, and no list of anyone's is copied."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random

from panah.node.demo.listed import SCRIPTS, Listed, invented, stock
from panah.web.cells import SafeWriter

NATIONAL_COLUMNS = (
    *("id", "family_name", "given_names", "patronymic", "original_script_name", "aliases", "birth_date", "sex"),
    *("nationality", "document_issuer", "document_number", "document_type", "category", "ground", "basis", "remedy"),
    *("listed_on", "valid_until", "remark"),
)


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
    grounds = stock()["texts"][f"{kind}_grounds"]
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
    issuers = [code for script in SCRIPTS for code in stock()[script]["nationality"]]
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
