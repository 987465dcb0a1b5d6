"""A post with lanes and people to work at it; the database is the test's own transaction."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from panah.border.desk import presentations as desk
from panah.border.desk import sample
from panah.border.desk.context import Actor, Place
from panah.border.desk.posts import Lane, describe_post
from panah.border.facts.presentations import PresentationAdvised
from panah.border.rules import thresholds as limits
from panah.border.rules.findings import Finding
from panah.documents import Fields, PartialDate, write_mrz
from panah.documents.travel_document import Source as DocumentSource
from panah.documents.travel_document import TravelDocument
from panah.journal.record import say

OFFICER = Actor(uuid4(), frozenset({"first_line"}), "Officer")
SECOND = Actor(uuid4(), frozenset({"second_line"}), "Second")

_numbers = itertools.count(1_000_000)


def _born(serial: int) -> date:
    """Everybody in these tests is somebody else, but of age."""
    return date(1950, 1, 1) + timedelta(days=serial % 15_000)


def passport(
    nationality: str = "UZB",
    number: str = "",
    birth: str = "",
    surname: str = "KARIMOV",
    given: str = "RUSTAM",
    **more: object,
) -> TravelDocument:
    """A passport that runs until 2033, of somebody of age unless the birth date says otherwise."""
    serial = next(_numbers)
    fields: dict[str, object] = {
        "kind": "passport",
        "source": DocumentSource.MRZ,
        "issuer": nationality,
        "number": number or f"FA{serial}",
        "surname": surname,
        "given_names": given,
        "nationality": nationality,
        "birth_date": PartialDate.parse(birth) if birth else PartialDate.of(_born(serial)),
        "sex": "M",
        "expiry_date": PartialDate.of(date(2033, 1, 1)),
    }
    return TravelDocument(**(fields | more))  # type: ignore[arg-type]


def zone(document: TravelDocument) -> str:
    """The machine-readable lines of a passport, as a reader types them."""
    fields = Fields(
        document_code="P",
        issuer=document.issuer,
        number=document.number,
        surname=document.surname,
        given_names=document.given_names,
        nationality=document.nationality,
        birth_date=document.birth_date.iso(),
        sex=document.sex,
        expiry_date=document.expiry_date.iso() if document.expiry_date else "",
    )
    return "\n".join(write_mrz("TD3", fields))


@dataclass
class AtThePost:
    """One post and the acts of an officer there, for tests."""

    post: UUID
    place: Place
    officer: Actor = field(default=OFFICER)

    def open(self, document: TravelDocument | None = None, direction: str = "entry", **more: object) -> desk.Opened:
        chosen = passport() if document is None else document
        return desk.open_presentation(
            chosen,
            direction=direction,
            place=self.place,
            actor=self.officer,
            **more,  # type: ignore[arg-type]
        )

    def cross(self, document: TravelDocument, direction: str, ago: timedelta | datetime, **decision: object) -> UUID:
        """A crossing that lies back."""
        at = ago if isinstance(ago, datetime) else datetime.now(UTC) - ago
        opened = self.open(document, direction, happened=at)
        desk.admit(
            opened.presentation,
            desk.Decision(**decision),
            actor=self.officer,
            happened=at,  # type: ignore[arg-type]
        )
        return opened.presentation


@pytest.fixture(autouse=True)
def _no_sample(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody is drawn by the random sample, except where a test is about it."""
    monkeypatch.setattr(sample, "is_sampled", lambda lot: False)
    yield
    limits.thresholds.cache_clear()


@pytest.fixture
def make_post(db: None) -> Callable[..., UUID]:
    def make(name: str = "Dostyk", country: str = "KAZ", **more: object) -> UUID:
        settings: dict[str, object] = {
            "neighbour": "UZB",
            "way": "road",
            "timezone": "Asia/Almaty",
            "lanes": [Lane("1", "Lane 1"), Lane("L", "Local lane", "local")],
            "regime": "schengen",
            "actor": OFFICER,
        }
        return describe_post(name=name, country=country, **(settings | more))  # type: ignore[arg-type]

    return make


@pytest.fixture
def here(make_post: Callable[..., UUID]) -> AtThePost:
    post = make_post()
    return AtThePost(post, Place(post, "1"))


def found_later(presentation: UUID, *findings: Finding) -> None:
    """Findings that came later than the scan, as another node or a list that is asked late says them."""
    say(PresentationAdvised(findings=tuple(one.part() for one in findings)), actor=OFFICER.id, about=presentation)
