"""Where somebody can complain past the post. The area that takes complaints says so; without one nothing is printed."""

from __future__ import annotations

import io

import segno
from django.http import HttpRequest
from django.urls import reverse

_pages: list[str] = []


def complaints_at(page: str) -> None:
    """Complaints are taken on the page of this name, which wants a ``language``. The last one said holds."""
    _pages[:] = [page]


def picture_of_address(request: HttpRequest, language: str) -> str:
    """The address of the page in this language as a QR code (SVG), or nothing where complaints aren't taken."""
    if not _pages:
        return ""
    drawn = io.BytesIO()
    address = request.build_absolute_uri(reverse(_pages[-1], kwargs={"language": language}))
    segno.make(address, error="m").save(drawn, kind="svg", border=0, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()
