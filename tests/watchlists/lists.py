"""Lists for tests: established and loaded the way headquarters does it, out of rows written here."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from panah.border.desk.context import Actor
from panah.watchlists.desk import in_force, keeping, lists, loading
from panah.watchlists.desk.lists import Terms

HEADQUARTERS = Actor(uuid4(), frozenset({"headquarters"}), "Headquarters")
TERMS: dict[str, Any] = {
    "title": "A list",
    "source": "Its keeper",
    "issuing_state": "KAZ",
    "legal_basis": "A law, art. 1",
    "remedy": "Complaint to the court",
}
FORMATS = {"protect": "protect", "lost_documents": "lost_documents"}


def person(**columns: str) -> dict[str, str]:
    """A row of a national list; somebody whose name is like nobody's else here."""
    row = {
        "id": "1",
        "family_name": "TEREKBAEV",
        "given_names": "ODILJON",
        "original_script_name": "Терекбаев Одилжон",
        "birth_date": "1984-03-09",
        "sex": "M",
        "nationality": "UZB",
        "document_issuer": "",
        "document_number": "",
        "ground": "Debt",
    }
    return row | columns


def stranger(number: int) -> dict[str, str]:
    """Somebody whom nobody at the line is like."""
    name = "".join(chr(ord("A") + int(digit)) for digit in f"{number:05}")
    return person(id=f"s{number}", family_name=f"QUX{name}", given_names=f"WYZ{name}", original_script_name="")


def as_csv(rows: list[dict[str, str]], version: str = "1") -> bytes:
    """The rows as a file with its version and count."""
    out = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    out.write(f"#version,{version}\n#count,{len(rows)}\n")
    return out.getvalue().encode()


class Lists:
    """Establishes and loads."""

    def establish(self, code: str = "wanted", sort: str = "wanted", **terms: Any) -> UUID:
        return lists.establish(Terms(code=code, sort=sort, **(TERMS | terms)), actor=HEADQUARTERS)

    def load(self, subject: UUID, *rows: dict[str, str], version: str = "1") -> loading.Looked:
        row = lists.get(subject)
        content = as_csv(list(rows), version)
        return loading.load_file(row, content, FORMATS.get(row.sort, "national"), actor=HEADQUARTERS)

    def of(self, sort: str, *rows: dict[str, str], version: str = "1", **terms: Any) -> UUID:
        """A list of this kind with these rows."""
        subject = self.establish(sort.replace("_", "-"), sort, **terms)
        if sort == "protect":
            rows = tuple(row | {"why": "missing_child"} for row in rows)
        self.load(subject, *rows, version=version)
        return subject


@pytest.fixture
def watchlists(db: None) -> Iterator[Lists]:
    """Lists of this test alone; what they leave on the disk goes with it."""
    shutil.rmtree(keeping.folder(), ignore_errors=True)
    in_force.forget()
    yield Lists()
    in_force.forget()
    shutil.rmtree(keeping.folder(), ignore_errors=True)
