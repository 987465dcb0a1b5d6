"""What the system notices by itself. Only ever towards protection: more facts never take a notice away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from panah.safeguards.indicators import indicators
from panah.safeguards.noticing.scene import EXCEPTED, REFUGEE, STATELESS, Scene
from panah.safeguards.sources import Source, source_of
from panah.safeguards.tables import Table, load


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice. `act`: set_aside or suggest; `shown`: where the reason may be seen (booth, second_line)."""

    id: str
    act: str
    shown: str
    indicator: str
    why: str
    source: Source


@dataclass(frozen=True, slots=True)
class Advisory:
    """UNHCR asks that nobody be forced to return to a country. In force from its day until it is said to be ended."""

    country: str
    title: str
    published: dt.date
    ended: dt.date | None
    source: Source

    def in_force(self, on: dt.date) -> bool:
        """Whether it stands on that day."""
        return self.published <= on and (self.ended is None or on <= self.ended)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing noticed: `code` (`notice:` and the kind), what to do, where the reason may be seen, and parameters."""

    code: str
    act: str
    shown: str
    indicator: str
    params: tuple[tuple[str, str | int], ...] = ()


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of notice by id."""
    found = {}
    for row in load(__package__, "notices.toml").tables("notice"):
        one = Kind(
            id=row.text("id"),
            act=row.choice("act", ("set_aside", "suggest")),
            shown=row.choice("shown", ("booth", "second_line")),
            indicator=row.text("indicator", ""),
            why=row.text("why"),
            source=source_of(row),
        )
        if one.indicator and one.indicator not in indicators():
            raise row.error("indicator", f"there is no indicator {one.indicator!r}")
        row.finish()
        found[one.id] = one
    return MappingProxyType(found)


@cache
def thresholds() -> Mapping[str, int]:
    """The thresholds by name; each has its reason in the data."""
    return read_thresholds(load(__package__, "notices.toml"))


def read_thresholds(table: Table) -> Mapping[str, int]:
    """Thresholds from a table of `[[threshold]]`; raises DataError."""
    found = {}
    for row in table.tables("threshold"):
        found[row.text("id")] = row.number("value", 1, 10_000)
        row.text("reason")
        row.finish()
    return MappingProxyType(found)


@cache
def advisories() -> tuple[Advisory, ...]:
    """UNHCR's positions on forced returns."""
    return read_advisories(load(__package__, "advisories.toml"))


def read_advisories(table: Table) -> tuple[Advisory, ...]:
    """Advisories from a table of `[[advisory]]`; raises DataError."""
    found = []
    for row in table.tables("advisory", "country"):
        country, published, ended = row.text("country"), row.date("from"), row.optional_date("ended")
        if len(country) != 3 or not country.isupper():
            raise row.error("country", "must be a code of three capital letters")
        if ended is not None and ended < published:
            raise row.error("ended", "is before from")
        source = Source(row.text("source"), "", row.date("as_of"), row.flag("checked"))
        found.append(Advisory(country, row.text("title"), published, ended, source))
        row.finish()
    table.finish()
    return tuple(found)


def notices(
    scene: Scene,
    on: dt.date,
    *,
    limits: Mapping[str, int] | None = None,
    standing: tuple[Advisory, ...] | None = None,
) -> tuple[Notice, ...]:
    """What is noticed on that day, whatever sets aside first. `limits` and `standing` default to the reviewed data."""
    limits = thresholds() if limits is None else limits
    standing = advisories() if standing is None else standing
    found = [*_about_the_person(scene), *_about_the_surroundings(scene, limits), *_about_return(scene, on, standing)]
    return tuple(sorted(found, key=lambda one: (one.act != "set_aside", list(kinds()).index(one.code[7:]), one.params)))


def _about_the_person(scene: Scene) -> Iterator[Notice]:
    if scene.asked:
        yield _notice("asked")
    for code in scene.child:
        yield _notice("child", why=code)
    if scene.to_protect:
        yield _notice("to_protect")
    for code in scene.status:
        if code in STATELESS:
            yield _notice("stateless_status", document=code)
        elif code in REFUGEE:
            yield _notice("refugee_status", document=code)


def _about_the_surroundings(scene: Scene, limits: Mapping[str, int]) -> Iterator[Notice]:
    for one in scene.handed_over:
        if one.others >= limits["documents_of_others"] and one.capacity not in EXCEPTED:
            yield _notice("documents_of_others", count=one.others)
    for shared in scene.shared:
        name = f"same_{shared.kind}"
        excepted = shared.known or shared.capacity in EXCEPTED
        if name in kinds() and shared.others >= limits[name] and not excepted:
            yield _notice(name, count=shared.others, days=limits["window_days"])
    for days in scene.refused_days_ago:
        if 0 <= days <= limits["refused_elsewhere_days"]:
            yield _notice("refused_elsewhere", days=days)


def _about_return(scene: Scene, on: dt.date, standing: tuple[Advisory, ...]) -> Iterator[Notice]:
    for one in standing:
        if one.country in scene.return_to and one.in_force(on):
            yield _notice("non_return_advisory", country=one.country, since=one.published.isoformat())


def _notice(kind: str, **params: str | int) -> Notice:
    one = kinds()[kind]
    return Notice(f"notice:{kind}", one.act, one.shown, one.indicator, tuple(sorted(params.items())))
