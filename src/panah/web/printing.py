"""Paper: Typst templates and data → PDF, in every language, with the fonts of the screens and no system library.

A template lies in an area's `templates/print/`, starts with `#import "/web/templates/print/_panah.typ": *` and reads
its data from `data`. Data reach it as JSON beside the markup, never inside it, so nothing a traveller or an officer
wrote can act as markup. Words in `data` are already in the language of the reader.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.apps import apps
from django.conf import settings
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

import panah
from panah.web import fonts, formats, languages
from panah.web.ports import Account

ROOT = Path(panah.__file__).parent
_NAME = re.compile(r"print/[a-z0-9_]+\.typ", re.ASCII)


class NoSuchPaperError(LookupError):
    """No app has a print template of that name."""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(path) for path in fonts.folders()]
    )


@cache
def _template(name: str) -> Path:
    for app in apps.get_app_configs() if _NAME.fullmatch(name) else ():
        found = Path(app.path) / "templates" / name
        if found.is_file() and found.is_relative_to(ROOT):
            return found
    raise NoSuchPaperError(name)


def compile_pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    title: str,
    account: Account | None = None,
    now: datetime | None = None,
    landscape: bool = False,
) -> bytes:
    """A PDF of a template such as `print/shift.typ`, in the language in use.

    `data` holds what JSON holds, and lazy texts; give days and numbers as the filters of `formats` write them.
    `account` and `now` (default: the clock) stand in the foot of each page, `title` in its head. Raises
    NoSuchPaperError for an unknown template and `typst.TypstError` for a template that doesn't fit its data.
    """
    pages = _compile(template, data, title, account, now, landscape, "pdf")
    return pages if isinstance(pages, bytes) else b"".join(pages)


def compile_pictures(
    template: str, data: Mapping[str, Any], *, title: str, account: Account | None = None, now: datetime | None = None
) -> list[bytes]:
    """The same pages as PNG images, one a page, at 96 dots per inch: to look at a form before it is printed."""
    pages = _compile(template, data, title, account, now, False, "png")
    return [pages] if isinstance(pages, bytes) else pages


def _compile(
    template: str,
    data: Mapping[str, Any],
    title: str,
    account: Account | None,
    now: datetime | None,
    landscape: bool,
    form: Literal["pdf", "png"],
) -> bytes | list[bytes]:
    moment = now or datetime.now(UTC)
    language = languages.get(get_language())
    shell = {
        "title": str(title),
        "language": language.locale.partition("_")[0],
        "direction": language.direction,
        "digits": "۱" if language.rtl else "1",
        "landscape": landscape,
        "post": account.post if account else "",
        "name": account.name if account else "",
        "printed": gettext("Printed %(when)s") % {"when": formats.moment(moment)},
        "page": gettext("Page %(page)s of %(pages)s"),
    }
    compiler = typst.Compiler(root=str(ROOT), font_paths=_fonts(), ignore_system_fonts=True)
    found = _template(template)
    if settings.PANAH_PRACTICE:
        # Whatever is printed says on every page that nobody on it is real.
        shell |= {"practice": gettext("Practice"), "template": f"/{found.relative_to(ROOT)}"}
        found = _template("print/practice.typ")
    made = compiler.compile(
        str(found),
        format=form,
        ppi=96,
        sys_inputs={"data": _json(data), "shell": _json(shell)},
        timestamp=int(moment.timestamp()),
    )
    assert made is not None  # only a file as output would give nothing back
    return made


def pdf_response(pdf: bytes, filename: str) -> HttpResponse:
    """A PDF to open in the browser under a file name without personal data."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["Cache-Control"] = "no-store"
    return response


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.day(value)
    raise TypeError(f"{type(value).__name__} can't be printed; give it as text")
