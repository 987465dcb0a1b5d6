"""`panah docs`: write the parts of the documentation that are made from the code, or say which lag behind."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from panah.node.commands import CommandError
from panah.node.running import set_up_django, tell

# The marks between which a document is made from code.
ACTS = ("<!-- made from people/permissions.py: begin -->", "<!-- end -->")
SIGHT = ("<!-- made from node/data/sight.toml: begin -->", "<!-- end of sight -->")
API = ("<!-- made from the description of the API: begin -->", "<!-- end -->")


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
    from panah.node.apidescription import reference
    from panah.node.dictionary import dictionary
    from panah.node.sight import sight_table
    from panah.people.documentation import access_table
    from panah.safeguards.explore.picture import picture, with_tables
    from panah.safeguards.guard.law import law
    from panah.safeguards.indicators.documentation import documentation as indicators
    from panah.safeguards.procedures.documentation import documentation as procedures

    yield folder / "data-dictionary.md", dictionary()
    yield folder / "indicators.md", indicators()
    yield folder / "procedures.md", procedures()
    access = between(_text(folder / "access.md"), *ACTS, access_table())
    yield folder / "access.md", between(access, *SIGHT, sight_table())
    yield folder / "guard.md", with_tables(_text(folder / "guard.md"), law())
    yield folder / "pictures" / "guard.svg", picture(law())
    described = reference(api.get_openapi_schema())
    yield folder / "api.md", between(_text(folder / "api.md"), *API, f"\n{described}\n")


def between(document: str, begin: str, end: str, made: str) -> str:
    """The document with what was made between two marks of it. ValueError where they are missing."""
    before, begun, rest = document.partition(f"{begin}\n")
    _old, ended, after = rest.partition(end)
    if not (begun and ended):
        raise ValueError(f"the document has no place {begin} … {end}")
    return f"{before}{begun}{made}{ended}{after}"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _same(path: Path, text: str) -> bool:
    return path.is_file() and _text(path) == text
