"""Lines and rows of text files, with the place of everything that isn't text."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from typing import BinaryIO

from panah.watchlists.formats.limits import LIMITS
from panah.watchlists.formats.listfile import Source
from panah.watchlists.formats.refusal import ListRefusedError, Where

_BLOCK = 1 << 18
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
# Letters that a text in this encoding has when it is in a language written with that script.
_ENOUGH = 3
_ABOVE_ASCII = re.compile(rb"[\x80-\xff]+")
_GUESSES = (("windows-1251", "Ѐ", "ӿ"), ("windows-1256", "؀", "ۿ"))


class Lines:
    """The decoded lines of a UTF-8 file, each with its line break. `broken_end` says whether the last one lacks it.

    A byte-order mark is passed over, and so is the byte 0x1A that old systems put at the end. Iterating raises
    `ListRefusedError` at a NUL byte, text that isn't UTF-8 and a line that is too long.
    """

    def __init__(self, stream: BinaryIO, file: str = "") -> None:
        self._stream, self._file = stream, file
        self.number = 0
        self.broken_end = False
        self.end_mark = False

    def __iter__(self) -> Iterator[str]:
        for raw in self._raw():
            self.number += 1
            yield self._decode(raw)

    def _raw(self) -> Iterator[bytes]:
        block = self._block()
        if block.startswith(_UTF16):
            raise ListRefusedError("utf16", Where(file=self._file))
        block = block.removeprefix(codecs.BOM_UTF8)
        end = b"\r" if b"\n" not in block and b"\r" in block[:-1] else b"\n"
        rest = b""
        while block:
            *whole, rest = (rest + block).split(end)
            for line in whole:
                yield line + end
            if len(rest) > LIMITS.line_bytes:
                raise ListRefusedError("line_too_long", self._where(), {"limit": LIMITS.line_bytes})
            block = self._block()
        self.end_mark = rest.rstrip(b"\r\n ").endswith(b"\x1a")
        rest = rest.rstrip(b"\x1a")
        if rest:
            self.broken_end = True
            yield rest

    def _block(self) -> bytes:
        return Source.reading(lambda: self._stream.read(_BLOCK))

    def _where(self, column: int = 0) -> Where:
        return Where(line=self.number + 1, column=column, file=self._file)

    def _decode(self, raw: bytes) -> str:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as fault:
            column = len(raw[: fault.start].decode("utf-8", "replace")) + 1
            where = Where(self.number, column, file=self._file)
            guess = _guess(raw)
            if guess:
                raise ListRefusedError("encoding_guess", where, {"guess": guess}) from None
            raise ListRefusedError("utf16" if b"\0" in raw else "encoding", where) from None
        nul = text.find("\0")
        if nul >= 0:
            code = "utf16" if raw.count(b"\0") * 3 > len(raw) else "nul_byte"
            raise ListRefusedError(code, Where(self.number, nul + 1, file=self._file))
        return text


def _guess(raw: bytes) -> str:
    """The encoding in which nearly all bytes above ASCII are letters of its script; "" if none is likely.

    Words of a language with a script of its own have such bytes side by side, those of a Western one here and there.
    """
    runs = _ABOVE_ASCII.findall(raw)
    if len(runs) >= _ENOUGH and sum(map(len, runs)) < 1.5 * len(runs):
        return "windows-1252"
    for encoding, first, last in _GUESSES:
        letters = [c for c in raw.decode(encoding, "replace") if c > "\x7f"]
        if len(letters) >= _ENOUGH and sum(first <= c <= last for c in letters) >= 0.8 * len(letters):
            return encoding
    return ""


def rows(lines: Lines, delimiter: str, file: str = "") -> Iterator[tuple[int, list[str]]]:
    """Rows of CSV with the line each begins in; empty lines are passed over.

    Raises `ListRefusedError` for a quotation mark never closed, quotes within a cell and cells that are too long.
    """
    letters = 0

    def bounded() -> Iterator[str]:
        nonlocal letters
        for text in lines:
            letters += len(text)
            if letters > LIMITS.line_bytes:
                raise ListRefusedError("line_too_long", Where(begins, file=file), {"limit": LIMITS.line_bytes})
            yield text

    reader = csv.reader(bounded(), delimiter=delimiter, strict=True)
    while True:
        begins, letters = reader.line_num + 1, 0
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise ListRefusedError(_csv_code(str(fault)), Where(begins, file=file), {"limit": LIMITS.cell}) from None
        if row and (len(row) > 1 or row[0].strip()):
            if max(map(len, row)) > LIMITS.cell:
                column = next(at for at, cell in enumerate(row, 1) if len(cell) > LIMITS.cell)
                raise ListRefusedError("text_too_long", Where(begins, column, file=file), {"limit": LIMITS.cell})
            yield begins, row


def _csv_code(said: str) -> str:
    if "unexpected end" in said:
        return "csv_open_quote"
    return "text_too_long" if "field limit" in said else "csv_broken"
