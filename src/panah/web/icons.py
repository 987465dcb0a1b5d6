"""Icons: inline SVG from the lucide wheel, stripped to what a page needs and cached."""

import re
from functools import cache
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


class NoSuchIconError(LookupError):
    """The icon set has no icon of that name."""


@cache
def _archive() -> ZipFile:
    return ZipFile(BytesIO((files("lucide") / "lucide.zip").read_bytes()))


@cache
def _paths(name: str) -> SafeString:
    try:
        svg = _archive().read(f"{name}.svg").decode()
    except KeyError:
        raise NoSuchIconError(name) from None
    inner = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    return mark_safe(re.sub(r"\s*\n\s*", "", inner))  # from the wheel, not from a user


@cache
def drawing(name: str) -> str:
    """An icon as an SVG document of its own, for paper."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#1d2523" stroke-width="1.75"'
        f' stroke-linecap="round" stroke-linejoin="round">{_paths(name)}</svg>'
    )


@cache
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """`<svg>` of a lucide icon. `size` is "", "s", "l" or "xl". Hidden from screen readers unless it has a label."""
    css = f"icon icon-{size}" if size else "icon"
    if name in MIRRORED:
        css += " icon-mirrored"
    named = format_html(' role="img" aria-label="{}"', label) if label else mark_safe(' aria-hidden="true"')
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" width="20" height="20"{}>{}</svg>', css, named, _paths(name)
    )


MIRRORED = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "chevrons-left",
        "chevrons-right",
        "log-out",
        "log-in",
        "list",
        "undo-2",
        "redo-2",
        "square-arrow-right-enter",
        "square-arrow-right-exit",
    }
)
"""Icons that point along the line of reading and turn round where one reads from the right."""
