"""Which format a file has, from its first bytes; and what it is instead when it is none."""

from __future__ import annotations

import codecs

from panah.watchlists.formats.listfile import Source
from panah.watchlists.formats.refusal import ListRefusedError
from panah.watchlists.formats.table import header_of

_MAGIC = (
    (b"PK\x03\x04[Content_Types].xml", "spreadsheet"),
    (b"\xd0\xcf\x11\xe0", "spreadsheet"),
    (b"\x1f\x8b", "compressed"),
    (b"BZh", "compressed"),
    (b"\xfd7zXZ", "compressed"),
    (b"7z\xbc\xaf", "compressed"),
    (b"(\xb5/\xfd", "compressed"),
    (b"%PDF", "pdf"),
    (b"age-encryption.org", "encrypted"),
    (b"-----BEGIN", "encrypted"),
)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def sniff(source: Source) -> str:
    """The code of the format. Raises `ListRefusedError` for an empty file, a known other thing, and the unknown."""
    head = source.head()
    refuse_other_things(head)
    if head.startswith(_UTF16):
        if head.decode("utf-16", "replace").lstrip().startswith("<"):
            return "un"
        raise ListRefusedError("utf16")
    text = head.decode("utf-8-sig", "replace").lstrip()
    if text.startswith("<"):
        return "un"
    if text.startswith(("{", "[")):
        return "ftm"
    if _is_ofac(text):
        return "ofac"
    named = {code: header_of(text, code)[1] for code in ("protect", "lost_documents", "national")}
    return _csv(text, named)


def refuse_other_things(head: bytes) -> None:
    """Raises `ListRefusedError` for what is no list in any format."""
    if not head.strip(b"\0\r\n\t \x1a" + codecs.BOM_UTF8):
        raise ListRefusedError("empty")
    for magic, code in _MAGIC:
        if head.startswith(magic):
            raise ListRefusedError(code)
    if head.startswith(b"PK\x03\x04"):
        raise ListRefusedError("spreadsheet" if b"xl/" in head or b"[Content_Types]" in head else "compressed")
    start = head[:2048].decode("utf-8-sig", "replace").lstrip().lower()
    if start.startswith(("<!doctype html", "<html")):
        raise ListRefusedError("web_page")


def _csv(text: str, named: dict[str, int]) -> str:
    line = next((line for line in text.splitlines() if line.strip() and not line.startswith(("#", "sep="))), "")
    headings = {part.strip().strip('"').lower() for each in ",;\t" for part in line.split(each)}
    if max(named.values()) < 2 and not named["national"]:
        raise ListRefusedError("unknown_format")
    if "why" in headings:
        return "protect"
    return "lost_documents" if named["lost_documents"] > named["national"] else "national"


def _is_ofac(text: str) -> bool:
    first = text.splitlines()[0] if text else ""
    return first[:1].isdigit() and first.split(",", 1)[0].strip().isdigit() and first.count(",") >= 11
