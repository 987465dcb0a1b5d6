"""`panah read`: machine-readable zones from a file or standard input, one answer each."""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from panah.documents import Reading, read_all
from panah.node.given import opened

LONGEST_LINE = 16_384
"""Far beyond any zone. The rest of a longer line is passed over, so that memory stays bounded."""

LONGEST_RUN = 6
"""Bytes of three line ends of Windows; even, so that none is cut in two."""
_RUNS = re.compile(rb"\n{7,}|\r{7,}|(?:\r\n){4,}")

LABELS = {
    "document_code": "document code",
    "issuer": "issuer",
    "number": "number",
    "surname": "surname",
    "given_names": "given names",
    "nationality": "nationality",
    "birth_date": "born",
    "sex": "sex",
    "expiry_date": "expires",
    "optional": "optional data",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        default="-",
        metavar="FILE",
        help="documents separated by blank lines; - or nothing: standard input",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    sound = True
    write = sys.stdout.write
    with opened(arguments.file) as file:
        for number, reading in enumerate(read_all(_lines(file)), 1):
            sound = sound and reading.valid
            if arguments.json:
                write(json.dumps(reading.as_dict(), ensure_ascii=False, separators=(",", ":")) + "\n")
            else:
                write("\n".join(_described(number, reading)) + "\n\n")
    return 0 if sound else 1


def _lines(file: BinaryIO) -> Iterable[str] | Iterable[bytes]:
    """Lines as they come, with any of the three line ends; bytes, unless they are UTF-16."""
    buffered = io.BufferedReader(file) if not hasattr(file, "peek") else file  # type: ignore[type-var]  # what can't peek is raw
    codec = _utf_16(buffered.peek(4)[:4])
    if codec:
        return _bounded(io.TextIOWrapper(buffered, codec, errors="replace"))
    # Latin-1 gives each byte a character and back: it is here for its line ends alone.
    squeezed = io.BufferedReader(_Squeezed(buffered))
    return (line.encode("latin-1") for line in _bounded(io.TextIOWrapper(squeezed, "latin-1")))


def _utf_16(start: bytes) -> str:
    """The codec where a mark says that this is UTF-16, or without one each second byte of Latin letters is zero."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    zeros = "".join("0" if byte == 0 else "x" for byte in start)
    return {"x0x0": "utf-16-le", "0x0x": "utf-16-be"}.get(zeros, "")


class _Squeezed(io.RawIOBase):
    """A file without long runs of line ends: a file of almost nothing else is read quickly."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        content = _RUNS.sub(lambda run: run[0][:LONGEST_RUN], self._file.read1(len(buffer)))
        buffer[: len(content)] = content
        return len(content)


def _bounded(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        yield line
        while not line.endswith("\n") and line:
            line = text.readline(LONGEST_LINE)


def _described(number: int, reading: Reading) -> Iterator[str]:
    verdict = "sound" if reading.valid else "not sound"
    yield f"{number}. {reading.format or 'no machine-readable zone'}: {verdict}"
    for name, value in reading.fields.as_dict().items():
        if value:
            yield f"   {LABELS[name]:<14} {value}"
    for problem in reading.problems:
        told = problem.as_dict()
        yield f"   ! {told['field']}: {told['message']}"
    if reading.repair is not None:
        yield "   A misreading would explain it. Compare with the document:"
        yield from (f"     {line}" for line in reading.repair.lines)
        for change in reading.repair.changes:
            found, proposed = change.found or "nothing", change.proposed or "nothing"
            yield f"     line {change.line}, column {change.column}: {found} → {proposed}"
