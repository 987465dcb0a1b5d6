"""How single cells of a pasted list are read: dates, codes of states, document numbers, names."""

import re
from datetime import date

from panah.border.rules.sheets import CellError
from panah.documents.codes import all_codes, describe
from panah.documents.dates import NoSuchDateError, PartialDate

_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", re.ASCII)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_NUMBER = re.compile(r"[A-Z0-9А-ЯЁ]{1,40}")


def text(cell: str) -> str:
    """Any text, inner white space made single."""
    return " ".join(cell.split())


def name(cell: str) -> str:
    """A name: text with at least one letter. Raises CellError ``no_name``."""
    if not any(letter.isalpha() for letter in cell):
        raise CellError("no_name")
    return text(cell)


def number(cell: str) -> str:
    """A document number as compared: upper case, no spaces or dashes. Raises CellError ``no_number``."""
    folded = re.sub(r"[\s\-–/№]+", "", cell).translate(_DIGITS).upper()
    if not _NUMBER.fullmatch(folded):
        raise CellError("no_number")
    return folded


def state(cell: str) -> str:
    """The three-letter code of a state; two letters and English names are understood. Raises ``unknown_state``."""
    wanted = cell.strip().upper()
    known = describe(wanted)
    if known:
        return known.alpha3
    for code in all_codes().values():
        if wanted in (code.alpha2, code.name.upper()):
            return code.alpha3
    raise CellError("unknown_state", value=cell[:40])


def birth_date(cell: str) -> str:
    """An ISO date, ``XX`` for unknown parts; ``31.12.1990`` and a bare year are understood. Raises ``no_date``."""
    plain = cell.translate(_DIGITS).strip().upper()
    dotted = _DOTTED.fullmatch(plain)
    if dotted:
        plain = f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}"
    elif re.fullmatch(r"\d{4}", plain, re.ASCII):
        plain = f"{plain}-XX-XX"
    try:
        return PartialDate.parse(plain).iso()
    except NoSuchDateError:
        raise CellError("no_date", value=cell[:20]) from None


def whole_date(cell: str) -> str:
    """A date of which all parts are known, as ISO. Raises ``no_date``."""
    iso = birth_date(cell)
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        raise CellError("no_date", value=cell[:20]) from None
