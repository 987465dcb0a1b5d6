"""Where somebody can complain past the post, and whom they can call. The area that takes complaints and knows the
bodies says so; without one nothing is printed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import segno
from django.http import HttpRequest
from django.urls import reverse

_pages: list[str] = []
_directories: list[Callable[[str], Sequence[str]]] = []


def complaints_at(page: str) -> None:
    """Complaints are taken on the page of this name, which wants a ``language``. The last one said holds."""
    _pages[:] = [page]


def called_by(directory: Callable[[str], Sequence[str]]) -> None:
    """Telephones stand in this directory, by who is called (`safeguards.refusals.CALLS`). The last one said holds."""
    _directories[:] = [directory]


def telephones(of: str) -> tuple[str, ...]:
    """Under which numbers somebody is called; none where no directory has them."""
    return tuple(dict.fromkeys(number for directory in _directories for number in directory(of)))


def picture_of_address(request: HttpRequest, language: str) -> str:
    """The address of the page in this language as a QR code (SVG), or nothing where complaints aren't taken."""
    if not _pages:
        return ""
    drawn = io.BytesIO()
    address = request.build_absolute_uri(reverse(_pages[-1], kwargs={"language": language}))
    segno.make(address, error="m").save(drawn, kind="svg", border=0, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()
