"""Cards that are turned to the traveller: one short text and one pictogram each, in nine languages and any more that
have a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from panah.safeguards.tables import DataError, Table, load, parse, unique

ANSWERS = {"yes": "answer.yes", "no": "answer.no", "unknown": "answer.unknown", "skip": "answer.skip"}
"""The cards a traveller may point at, by the answer they stand for in any closed question."""

HALTS = {"break": "answer.rest", "stop": "answer.stop"}
"""The cards with which a traveller asks for a break or stops, by the mark they stand for."""


class NoSuchCardError(LookupError):
    """There is no such card, or none in that language."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card in one language. `icon` is a name of lucide's; `audio` a file beside the texts, "" where nobody
    recorded it."""

    id: str
    group: str
    icon: str
    text: str
    audio: str


@dataclass(frozen=True, slots=True)
class CardLanguage:
    """A language of the cards. `direction` is ltr or rtl; `review` says whether a native speaker has read them."""

    code: str
    name: str
    own_name: str
    direction: str
    review: str
    complete: bool


@dataclass(frozen=True, slots=True)
class _Deck:
    language: CardLanguage
    cards: Mapping[str, Card]


def card(code: str, language: str) -> Card:
    """One card in one language; raises NoSuchCardError."""
    deck = _decks().get(language)
    if deck is None or code not in deck.cards:
        raise NoSuchCardError(f"no card {code[:40]!r} in {language[:10]!r}")
    return deck.cards[code]


def cards(language: str, group: str = "") -> tuple[Card, ...]:
    """The cards of a language, or of one group of them, in the order they are shown; raises NoSuchCardError."""
    deck = _decks().get(language)
    if deck is None:
        raise NoSuchCardError(f"no cards in {language[:10]!r}")
    return tuple(one for one in deck.cards.values() if group in ("", one.group))


def card_languages() -> Mapping[str, CardLanguage]:
    """Every language that has cards, the needed ones first."""
    return MappingProxyType({code: deck.language for code, deck in _decks().items()})


def card_ids() -> tuple[str, ...]:
    """The ids of all cards, in order."""
    return tuple(_icons()[0])


@cache
def _icons() -> tuple[dict[str, tuple[str, str]], tuple[str, ...], tuple[str, ...]]:
    table = load(__package__, "cards.toml")
    groups, needed, optional = (table.texts(key) for key in ("groups", "needed", "optional"))
    found: dict[str, tuple[str, str]] = {}
    seen: set[str] = set()
    for row in table.tables("card"):
        name = unique(row, "id", seen, row.text("id"))
        group = name.partition(".")[0]
        if group not in groups:
            raise row.error("id", f"there is no group {group!r}")
        found[name] = (group, row.text("icon"))
        row.finish()
    table.finish()
    return found, needed, optional


@cache
def _decks() -> Mapping[str, _Deck]:
    _known, needed, optional = _icons()
    return MappingProxyType(dict(_read(needed, optional)))


def _read(needed: tuple[str, ...], optional: tuple[str, ...]) -> Iterator[tuple[str, _Deck]]:
    for code in (*needed, *optional):
        file = files(__package__).joinpath(f"data/cards/{code}.toml")
        if file.is_file():
            yield code, deck(parse(file.read_text(encoding="utf-8"), f"cards/{code}.toml"), needed=code in needed)
        elif code in needed:
            raise DataError(f"cards/{code}.toml", "", "", "is missing")


def deck(table: Table, *, needed: bool) -> _Deck:
    """The cards of one file. A needed language has all of them; any other may have some. Raises DataError."""
    known = _icons()[0]
    audio, texts = table.table("audio"), table.table("texts")
    recorded = {name: audio.text(name) for name in audio.keys()}  # noqa: SIM118 (a table, no mapping)
    written = {name: texts.text(name) for name in texts.keys()}  # noqa: SIM118 (the same)
    for where, names in (("audio", recorded), ("texts", written)):
        if unknown := [name for name in names if name not in known]:
            raise table.error(where, f"there is no card {unknown[0]!r}")
    lacking = [name for name in known if name not in written]
    if lacking and needed:
        raise table.error("texts", f"the card {lacking[0]!r} is missing")
    language = CardLanguage(
        code=table.text("language"),
        name=table.text("name"),
        own_name=table.text("own_name"),
        direction=table.choice("direction", ("ltr", "rtl")),
        review=table.text("review"),
        complete=not lacking,
    )
    table.date("as_of")
    table.finish()
    return _Deck(
        language,
        MappingProxyType(
            {
                name: Card(name, group, icon, written[name], recorded.get(name, ""))
                for name, (group, icon) in known.items()
                if name in written
            }
        ),
    )
