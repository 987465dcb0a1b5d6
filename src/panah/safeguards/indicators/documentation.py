"""docs/indicators.md, made from the reviewed data: `panah docs` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator

from panah.safeguards.indicators.kinds import CATEGORIES, DIMENSIONS, Indicator
from panah.safeguards.indicators.loading import (
    indicators,
    need_kinds,
    needs_codes,
    needs_codes_version,
    operational_sets,
)
from panah.safeguards.sources import documents

TITLES = {
    "asylum": "Protection from return",
    "trafficking": "Trafficking: signs at a border and inside a country",
    "child": "Children",
    "special_needs": "Special needs",
    "stateless": "Statelessness",
    "health": "Health",
    "older": "Older persons",
    "disability": "Persons with disabilities",
    "protective": "What helps",
}

INTRODUCTION = """# Indicators

Made from `src/panah/safeguards/indicators/data` by `panah docs`; change the data, not this page. `panah indicators
--json` gives the same to machines.

An indicator is one sign, seen or said, of something a person may need. **No indicator proves or disproves anything,
no sum is ever made, and there is none that speaks against anybody.** Nationality, religion and looks are no
indicators. More signs never take a need away. Whoever may be under 18 is taken for a child. Torture and sexual
violence are heard when told and never asked about.

The words are Panah's own and follow the sources named. *From memory* means that nobody has compared them with the
source yet: compare before you rely on a single line. The words and the translations await review by people who do
this work.

## Which needs
"""

OPERATIONAL = """
## Trafficking: the operational indicators
The signs of the International Labour Organization and the European Commission, with the weight each has in four
sets (s strong, m medium, w weak, – not in the set). A dimension is positive with two strong signs, or one strong
and one other, or three medium, or two medium and one weak. All elements are there for an adult with a positive
dimension of recruitment, exploitation, and coercion or abuse where they work; for a child exploitation alone is
enough, because the means don't matter. **One sign is enough to offer help**: at a border the work has often not
begun.
"""


def documentation() -> str:
    """The whole page in Markdown."""
    parts = [INTRODUCTION, *_needs(), OPERATIONAL, *_operational()]
    for category in CATEGORIES:
        parts += [f"\n## {TITLES[category]}\n", *_category(category)]
    return "".join([*parts, *_codes(), *_sources()])


def _needs() -> Iterator[str]:
    yield _row("Need", "", "Urgent", "Code")
    yield _row(*["---"] * 4)
    for kind in need_kinds().values():
        yield _row(f"`{kind.id}`", kind.title, "always" if kind.urgent else "", " ".join(kind.codes))


def _operational() -> Iterator[str]:
    sets = operational_sets()
    by_id = indicators()
    for dimension in DIMENSIONS:
        names: dict[str, str] = {}
        for one in by_id.values():
            if one.dimension == dimension:
                names.setdefault(one.id.rpartition(".")[2], one.text)
        yield f"\n### {dimension.replace('_', ' ').capitalize()}\n"
        yield _row("Sign", "", *(one.replace("_", ", ") for one in sets))
        yield _row("---", "---", *[":-:"] * len(sets))
        for code, text in names.items():
            found = [by_id.get(f"{one}.{dimension}.{code}") for one in sets]
            yield _row(f"`{code}`", text, *(one.strength[0] if one else "–" for one in found))
    yield "\nThe two sets for sexual exploitation are written down from memory.\n"


def _category(category: str) -> Iterator[str]:
    yield _row("Indicator", "", "Strength", "For", "Finds", "Follows")
    yield _row(*["---"] * 6)
    for one in indicators().values():
        if one.category == category and not one.group:
            yield _row(f"`{one.id}`", _told(one), one.strength, one.who, ", ".join(one.needs), _follows(one))


def _told(one: Indicator) -> str:
    return one.text + (" *(heard when told, never asked)*" if one.told_only else "")


def _follows(one: Indicator) -> str:
    names = {document.document: name for name, document in documents().items()}
    return names[one.source.document] + (f": {one.source.place}" if one.source.place else "")


def _codes() -> Iterator[str]:
    yield f"\n## Specific-needs codes\nVersion {needs_codes_version()}.\n\n"
    yield _row("Code", "", "Finer")
    yield _row(*["---"] * 3)
    for code in needs_codes().values():
        yield _row(f"`{code.id}`", code.title, " ".join(code.sub))


def _sources() -> Iterator[str]:
    yield "\n## Sources\n"
    yield _row("Short name", "Document", "Last looked at", "Compared")
    yield _row(*["---"] * 4)
    for name, one in documents().items():
        yield _row(f"`{name}`", one.document, one.as_of.isoformat(), "yes" if one.checked else "from memory")


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |\n"
