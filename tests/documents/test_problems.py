"""The codes of problems: each has its sentence, and each sentence a use."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import panah.documents
from panah.documents import MESSAGES, Severity, problem


def uses() -> Iterator[tuple[str, set[str]]]:
    """Each code given to `problem`, with the names of the parameters it is given."""
    for path in Path(panah.documents.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "problem":
                for code in ast.walk(node.args[1]):
                    if isinstance(code, ast.Constant) and isinstance(code.value, str):
                        yield code.value, {str(keyword.arg) for keyword in node.keywords}


def test_every_code_in_use_has_a_sentence_with_its_parameters() -> None:
    for code, given in uses():
        assert {name for _, name, _, _ in Formatter().parse(MESSAGES[code]) if name} == given, code


def test_every_sentence_is_in_use() -> None:
    assert {code for code, _ in uses()} == set(MESSAGES)


def test_notes_do_not_make_a_zone_unsound() -> None:
    assert problem("expiry_date", "expired").severity is Severity.NOTE
    assert problem("sex", "sex").severity is Severity.ERROR
