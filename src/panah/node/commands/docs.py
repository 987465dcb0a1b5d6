"""`panah docs`: write the parts of the documentation that are made from the code, or say which lag behind."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from panah.node.commands import CommandError
from panah.node.running import set_up_django, tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 if a document lags behind")
    parser.add_argument("--folder", type=Path, default=Path("docs"), help="where the documents are (docs)")


def run(arguments: argparse.Namespace) -> int:
    if not (arguments.folder / "access.md").is_file():
        raise CommandError(f"{arguments.folder}: no documents here; run it in the source tree")
    set_up_django()
    late = [(path, text) for path, text in documents(arguments.folder) if not _same(path, text)]
    for path, text in late:
        if arguments.check:
            sys.stdout.write(f"{path} lags behind the code; run: panah docs\n")
        else:
            path.write_text(text, encoding="utf-8")
            tell(f"{path} written")
    return 1 if late and arguments.check else 0


def documents(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every document with a part made from code, as it should be now."""
    from panah.node.api import api
    from panah.node.apidescription import with_reference
    from panah.node.dictionary import dictionary
    from panah.node.sight import with_sight
    from panah.people.documentation import with_table
    from panah.safeguards.explore.picture import picture, with_tables
    from panah.safeguards.guard.law import law
    from panah.safeguards.indicators.documentation import documentation as indicators
    from panah.safeguards.procedures.documentation import documentation as procedures

    yield folder / "data-dictionary.md", dictionary()
    yield folder / "indicators.md", indicators()
    yield folder / "procedures.md", procedures()
    yield folder / "access.md", with_sight(with_table((folder / "access.md").read_text(encoding="utf-8")))
    yield folder / "guard.md", with_tables((folder / "guard.md").read_text(encoding="utf-8"), law())
    yield folder / "pictures" / "guard.svg", picture(law())
    yield folder / "api.md", with_reference((folder / "api.md").read_text(encoding="utf-8"), api.get_openapi_schema())


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
