"""Lines of JSON, each one FollowTheMoney entity: id, schema, and properties that all have lists of texts."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from panah.watchlists.formats.dates import UnreadDateError, moment
from panah.watchlists.formats.limits import LIMITS
from panah.watchlists.formats.lines import Lines
from panah.watchlists.formats.listfile import Reading
from panah.watchlists.formats.refusal import ListRefusedError, Where

# A nested entity links back to the one that holds it; only its own properties are of use.
_DEEPEST = 2


class _WrongShapeError(Exception):
    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code, self.field = code, field


@dataclass(frozen=True, slots=True)
class Record:
    """One entity; every property is a list of texts, and an entity within it is a record of its own in `nested`."""

    id: str
    schema: str
    caption: str
    properties: dict[str, list[str]]
    raw: dict[str, Any]
    nested: tuple[Record, ...] = ()

    def all(self, name: str) -> list[str]:
        """The values of a property; [] without it."""
        return self.properties.get(name, [])

    def moment(self, name: str) -> dt.datetime | None:
        """A moment beside the properties, such as `last_change`; None if it isn't there or isn't one."""
        value = self.raw.get(name)
        try:
            return moment(value) if isinstance(value, str) else None
        except UnreadDateError:
            return None


def records(reading: Reading) -> Iterator[tuple[Record, Where]]:
    """The entities with their lines; adds a fault for each line that isn't one. Raises `ListRefusedError`."""
    with reading.source.open() as stream:
        lines = Lines(stream)
        for text in lines:
            if not text.strip():
                continue
            where = Where(lines.number)
            try:
                record = _record(json.loads(text))
            except json.JSONDecodeError as fault:
                if lines.broken_end:
                    raise ListRefusedError("json_broken", Where(lines.number, fault.pos + 1)) from None
                reading.faults.add("json_broken", Where(lines.number, fault.pos + 1))
            except (ValueError, RecursionError):
                reading.faults.add("json_broken", where)
            except _WrongShapeError as fault:
                reading.faults.add(fault.code, Where(lines.number, field=fault.field[:80]), limit=LIMITS.cell)
            else:
                yield record, where


def _record(data: object, depth: int = 0) -> Record:
    if not isinstance(data, dict):
        raise _WrongShapeError("json_not_an_entity")
    key, schema, properties, caption = (data.get(name) for name in ("id", "schema", "properties", "caption"))
    if not isinstance(key, str) or not isinstance(schema, str) or not isinstance(properties, dict):
        raise _WrongShapeError("json_not_an_entity")
    found: dict[str, list[str]] = {}
    nested: list[Record] = []
    for name, values in properties.items():
        several = values if isinstance(values, list) else [values]
        if depth < _DEEPEST:
            nested += [_record(value, depth + 1) for value in several if isinstance(value, dict) and "schema" in value]
        texts = [_text(value, name) for value in several]
        found[name] = [text for text in texts if text]
    return Record(_text(key, "id"), schema, _text(caption or "", "caption"), found, data, tuple(nested))


def _text(value: object, field: str) -> str:
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        # A nested entity: its id links to it.
        value = value["id"]
    if not isinstance(value, str | int | float):
        raise _WrongShapeError("json_not_an_entity", field)
    text = str(value).strip()
    if len(text) > LIMITS.cell:
        raise _WrongShapeError("text_too_long", field)
    if any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in text):
        raise _WrongShapeError("bad_text", field)
    return text
