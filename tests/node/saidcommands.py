"""Commands as texts name them: found in documents and in the program's own words, and tried on the real parser."""

from __future__ import annotations

import argparse
import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from panah.node import cli
from panah.node.commands import COMMANDS

_FENCED = re.compile(r"^```.*?$\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_SIGNED = re.compile(r"panah [a-z ]+ 1(\\0|\\n)?")
"""What is signed begins with such words, `panah bundle 1`: they are no command."""

LABELS = {"panah journal head", "panah journal open", "panah journal maintenance", "panah watchlist index X"}
"""Names of locks and of what is signed or derived: no command either."""

_NOTE = re.compile(r"\s#\s.*|\s{2,}\S.*|\s(?:&&|\||>)\s.*")
"""What stands behind a command on its line: a comment, a column of prose, the next command, where it writes to."""

_PLACEHOLDER = re.compile(r"[A-Z][A-Z_]*(\.[a-z]+)?…?|…")


class RefusedError(Exception):
    """The parser doesn't know what a text says."""


def in_document(text: str) -> Iterator[str]:
    """Every command in the blocks and the inline code of a document."""
    for block in _FENCED.findall(text):
        for line in re.sub(r"\\\n\s*", "", block).splitlines():
            for found in re.split(r"&&", line):
                said = re.search(r"(?<![\w./-])panah [a-z][^`]*", found.strip())
                if said and not found.strip().startswith("#"):
                    yield _NOTE.sub("", said[0]).strip()
    for code in _INLINE.findall(_FENCED.sub("", text)):
        words = " ".join(code.replace("\\|", "|").split())
        if re.match(r"(?:[A-Z_]+=\S+ )*panah [a-z-]", words) and not _SIGNED.fullmatch(words):
            yield words[words.index("panah ") :]


def in_source(file: Path) -> Iterator[str]:
    """Every command in the strings of a Python file, as far as it is command and not prose around it."""
    known = "|".join(COMMANDS)
    for text in _strings(ast.parse(file.read_text())):
        for found in re.finditer(rf"(?<![\w.-])panah ({known})\b(?! 1)((?: [^\s,;:)'\"`]+)*)", " ".join(text.split())):
            said = " ".join(["panah", found[1], *_command_words(found[1], found[2].split())])
            if said not in LABELS:
                yield said


def _command_words(command: str, words: list[str]) -> Iterator[str]:
    """Words up to the first of prose; the one after a command with acts is its act, whatever it looks like."""
    acts = _acts(parser_of(command))
    for number, word in enumerate(words):
        word = word.rstrip(".")
        option = word.startswith("--")
        if not (option or _PLACEHOLDER.fullmatch(word) or (acts and number == 0)):
            return
        yield word


def _strings(tree: ast.AST) -> Iterator[str]:
    """Texts of a file; what a text puts in is a placeholder in it."""
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in node.values}
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.value


def understood(said: str) -> argparse.Namespace:
    """What the real parser makes of a command; a text may leave out what must be given, and say NAME for a name."""
    words = shlex.split(re.sub(r"\[([^\[\]]*)\]", r"\1", said))[1:]
    if words[0] not in COMMANDS:
        raise RefusedError(f"there is no command {words[0]}")
    parser = parser_of(words[0])
    _forgiving(parser)
    return parser.parse_args([words[0], *(word.split("|")[0] for word in words[1:])])


def parser_of(command: str) -> argparse.ArgumentParser:
    return cli._parser([command])[0]


def _forgiving(parser: argparse.ArgumentParser) -> None:
    def error(message: str) -> None:
        raise RefusedError(message)

    parser.error = error  # type: ignore[assignment,method-assign]
    parser.exit = lambda *_: None  # type: ignore[assignment,method-assign]
    parser.allow_abbrev = False
    for action in parser._actions:
        action.required = False
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                _forgiving(below)
            continue
        if action.nargs is None and not isinstance(action, argparse._StoreTrueAction):
            action.nargs = "?"
        elif action.nargs == "+" or (isinstance(action.nargs, int) and action.nargs > 1):
            action.nargs = "*"
        if action.choices is not None:
            action.choices = _OrPlaceholder(action.choices)
        if action.type is not None:
            action.type = _or_placeholder(action.type)


def _acts(parser: argparse.ArgumentParser) -> bool:
    command = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return any(
        isinstance(action, argparse._SubParsersAction) for one in command.choices.values() for action in one._actions
    )


class _OrPlaceholder(list[Any]):
    def __contains__(self, value: object) -> bool:
        return bool(_PLACEHOLDER.fullmatch(str(value))) or super().__contains__(value)


def _or_placeholder(convert: Any) -> Any:
    def converted(word: str) -> Any:
        return word if _PLACEHOLDER.fullmatch(word) else convert(word)

    return converted
