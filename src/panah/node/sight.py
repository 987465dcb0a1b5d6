"""Who may see what: the table of roles and data, for docs/access.md and for the test that tries each of its cells."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from panah.people.documentation import line


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of data: what it is, and who sees it; everybody else doesn't."""

    code: str
    what: str
    seen_by: frozenset[str]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """Viewers by code, in the order of the table's columns, and kinds of data in that of its rows."""

    viewers: Mapping[str, str]
    kinds: tuple[Kind, ...]


@cache
def sight() -> Sight:
    """The table as reviewed. ValueError names a viewer that isn't one."""
    table = tomllib.loads((Path(__file__).parent / "data" / "sight.toml").read_text("utf-8"))
    kinds = tuple(
        Kind(code, one["what"], frozenset(one["seen_by"]), one.get("remark", "")) for code, one in table["data"].items()
    )
    unknown = {viewer for kind in kinds for viewer in kind.seen_by} - set(table["viewers"])
    if unknown:
        raise ValueError(f"sight.toml names viewers that are none: {', '.join(sorted(unknown))}")
    return Sight(table["viewers"], kinds)


def sight_table() -> str:
    """Who may see what, as a table in Markdown with its remarks below."""
    return "\n".join(_lines(sight())) + "\n"


def _lines(table: Sight) -> Iterator[str]:
    yield line(["", *table.viewers.values()])
    yield line(["---", *(":-:" for _ in table.viewers)])
    remarks = [kind.remark for kind in table.kinds if kind.remark]
    for kind in table.kinds:
        cells = ("yes" if viewer in kind.seen_by else "" for viewer in table.viewers)
        note = f" ({remarks.index(kind.remark) + 1})" if kind.remark else ""
        yield line([kind.what + note, *cells])
    yield ""
    yield from (f"({number}) {remark}  " for number, remark in enumerate(remarks, 1))
