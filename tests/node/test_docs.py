"""Documents say what the code does now, and their links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from panah.node.commands.docs import between, documents

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize(("path", "text"), list(documents(ROOT / "docs")), ids=lambda value: getattr(value, "name", ""))
def test_documents_made_from_code_are_up_to_date(path: Path, text: str) -> None:
    assert path.read_text("utf-8") == text, "run: panah docs"


def test_a_document_without_a_place_for_what_is_made_is_refused() -> None:
    assert between("a\n<!-- b -->\nold<!-- e -->c", "<!-- b -->", "<!-- e -->", "new\n") == (
        "a\n<!-- b -->\nnew\n<!-- e -->c"
    )
    with pytest.raises(ValueError, match="no place"):
        between("# Who may do what", "<!-- b -->", "<!-- e -->", "new")


def test_every_kind_of_fact_is_known_wherever_entries_are_taken_in() -> None:
    """Commands have no screens and no API: what only these brought along would be quarantined on another node."""
    asked = "from panah.node.running import set_up_django; set_up_django()"
    asked += "; from panah.journal import facts; print(*facts.kinds())"
    known = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    described = re.findall(
        r"^#### `([a-z:_]+)`", (ROOT / "docs" / "data-dictionary.md").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(set(described) - set(known)) == []


OWN = ("src", "tests", "bench", "docs", "requirements", ".ci")
MADE = {"__pycache__", ".hypothesis"}


def _ours(pattern: str = "*") -> list[Path]:
    """What the project consists of, found without git: a tree that came as an archive is tested too."""
    below = (path for folder in OWN for path in (ROOT / folder).rglob(pattern))
    return [path for path in (*ROOT.glob(pattern), *below) if path.is_file() and not MADE & set(path.parts)]


def test_every_relative_link_leads_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in _ours("*.md")
        for target in LINK.findall(page.read_text("utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()
    ]
    assert broken == []


def test_no_file_names_a_package_registry() -> None:
    # Put together here, so that this file doesn't name them either.
    hosts = [
        ".".join(parts) for parts in (("pypi", "org"), ("files", "pythonhosted", "org"), ("registry", "npmjs", "org"))
    ]
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in _ours()
        if path.suffix not in {".png", ".jpg", ".pdf", ".mo"}
        for host in hosts
        if host in path.read_text("utf-8", errors="replace")
    ]
    assert found == []
    assert not (ROOT / "uv.lock").exists()
