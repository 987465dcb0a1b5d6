"""The data dictionary, made from the code: every kind of fact, every register, every working table.

``panah docs`` writes it; a test fails when it lags behind. Docstrings and retention tables are its only sources.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model
from pydantic.fields import FieldInfo

from panah.journal import facts, retention
from panah.journal.facts import Fact
from panah.journal.registers import Register, registers

AREAS = ("journal", "people", "watchlists", "border", "protection")


def dictionary() -> str:
    """docs/data-dictionary.md as text."""
    return "\n".join([*_head(), *_kinds(), *_registers(), *_working()]).rstrip() + "\n"


def _head() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "Made from the code by `panah docs`; don't edit it. What the words mean: [words.md](words.md)."
    yield "How entries are kept: [journal.md](journal.md). How long: by retention class, which a country sets."
    yield ""
    yield "## Retention classes"
    yield ""
    yield "| class | kept | from | legal basis |"
    yield "|---|---|---|---|"
    for name, one in sorted(retention.classes().items()):
        kept = "as long as the journal" if one.forever else _period(one.years, one.days)
        start = "" if one.forever else one.starts_from.value.replace("_", " ")
        yield f"| `{name}` | {kept} | {start} | {_cell(one.basis)} |"
    yield ""


def _period(years: int, days: int) -> str:
    parts = [f"{years} year{'s' if years != 1 else ''}" if years else "", f"{days} days" if days else ""]
    return " ".join(part for part in parts if part)


def _kinds() -> Iterator[str]:
    yield "## Facts"
    yield ""
    yield "What can be said in a journal. Every fact may also carry `corrects`: the entry it puts right. An entry adds"
    yield "when it happened and by which source, when it was recorded, who said it, and a random subject."
    for area in AREAS:
        named = {kind: fact for kind, fact in sorted(facts.kinds().items()) if _area(fact) == area}
        if named:
            yield ""
            yield f"### {area.capitalize()}"
        for kind, fact in named.items():
            yield ""
            yield f"#### `{kind}` · version {fact.version} · kept as `{fact.retention}`"
            yield _paragraph(fact.__doc__)
            yield from _fields(fact)
    yield ""


def _area(fact: type[Fact]) -> str:
    package, _, rest = fact.__module__.partition(".")
    return rest.partition(".")[0] if package == "panah" else ""


def _fields(fact: type[Fact]) -> Iterator[str]:
    shown = {name: field for name, field in fact.model_fields.items() if name != "corrects"}
    if not shown:
        return
    yield ""
    yield "| field | type | without it |"
    yield "|---|---|---|"
    for name, field in shown.items():
        yield f"| `{name}` | {_cell(_type(field.annotation))} | {_default(field)} |"


def _type(annotation: Any) -> str:
    text = annotation.__name__ if inspect.isclass(annotation) and not getattr(annotation, "__args__", None) else ""
    text = text or re.sub(r"\b(?:[a-z_]+\.)+", "", str(annotation))
    return re.sub(r"Literal\[(.*?)\]", lambda found: found.group(1).replace("'", "").replace(", ", " · "), text)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "not possible"
    value = field.get_default(call_default_factory=True)
    return "empty" if value in (None, "", (), {}) else f"`{value}`"


def _registers() -> Iterator[str]:
    yield "## Registers"
    yield ""
    yield "Tables derived from facts; `panah journal rebuild` makes them anew. Nothing else writes them."
    filled = {table: register for register in registers() for table in register.all_tables}
    for model in _models():
        register = filled.get(model._meta.db_table)
        if register is not None:
            yield from _table(model, _from(register))
    yield ""


def _from(register: Register) -> str:
    return f"Register `{register.name}`, from " + ", ".join(f"`{kind}`" for kind in sorted(register.kinds)) + "."


def _working() -> Iterator[str]:
    yield "## Working tables"
    yield ""
    yield "Sessions, credentials, tokens, positions: not derived, not shipped to other nodes, and never facts."
    filled = {table for register in registers() for table in register.all_tables}
    for model in _models():
        if model._meta.db_table not in filled:
            yield from _table(model, "")


def _models() -> list[type[Model]]:
    models = (model for area in AREAS for model in apps.get_app_config(area).get_models())
    found = [model for model in models if model.__module__.startswith("panah.")]
    return sorted(found, key=lambda model: (AREAS.index(model._meta.app_label), model._meta.db_table))


def _table(model: type[Model], origin: str) -> Iterator[str]:
    yield ""
    yield f"### `{model._meta.db_table}`"
    yield " ".join(part for part in (_paragraph(model.__doc__), origin) if part)
    yield ""
    yield "| column | type | may be null |"
    yield "|---|---|---|"
    for field in model._meta.concrete_fields:
        yield f"| `{field.column}` | {field.db_type(connection)} | {'yes' if field.null else 'no'} |"


def _paragraph(doc: str | None) -> str:
    return re.sub(r"\s+", " ", inspect.cleandoc(doc or "")).replace("``", "`")


def _cell(text: str) -> str:
    return text.replace("|", "or").replace("\n", " ")
