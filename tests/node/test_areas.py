"""An area reads another's tables through functions that the other offers: import-linter holds it for imports, this for
SQL, which names tables without importing anything."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps

import panah

SOURCE = Path(panah.__file__).parent
AREAS = ("journal", "people", "watchlists", "border", "protection")

ASKED_BY_THE_DATABASE = {
    # Who signed for the monitor is judged inside a trigger: there is no Python to ask people's desk.
    "protection/sql/headquarters.sql": {"people_role", "people_staff"},
}


def owners() -> dict[str, str]:
    return {
        model._meta.db_table: area
        for area in AREAS
        for model in apps.get_app_config(area).get_models(include_auto_created=True)
    }


def named(text: str, tables: dict[str, str]) -> set[str]:
    return tables.keys() & set(re.findall(r"\b[a-z_]+\b", text))


def test_no_area_names_the_tables_of_another() -> None:
    tables = owners()
    found = {}
    for area in AREAS:
        for file in sorted((SOURCE / area).rglob("*")):
            if file.suffix not in {".py", ".sql"} or "migrations" in file.parts:
                continue
            path = file.relative_to(SOURCE).as_posix()
            foreign = {one for one in named(file.read_text("utf-8"), tables) if tables[one] != area}
            if foreign - ASKED_BY_THE_DATABASE.get(path, set()):
                found[path] = sorted(foreign)
    assert found == {}


def test_each_exception_is_still_needed() -> None:
    tables = owners()
    for path, expected in ASKED_BY_THE_DATABASE.items():
        assert expected <= named((SOURCE / path).read_text("utf-8"), tables), path
