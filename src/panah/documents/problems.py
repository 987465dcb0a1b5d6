"""What can be wrong with a document, as code and parameters, with a plain English sentence for machines and logs.

Screens word the codes themselves, in every language; the sentences here never hold a value read from a document, only
places, lengths and single characters, so they may be shown and logged.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """`ERROR`: the zone or paper isn't sound. `NOTE`: worth knowing, but the zone or paper is sound."""

    ERROR = "error"
    NOTE = "note"


_NOTES: Mapping[str, str] = {
    "expired": "The document has expired.",
    "expires_today": "The document expires today.",
    "expiry_unstated": "The document gives no date of expiry.",
    "unknown_as_zeros": "Unknown parts of the date are written as {written} instead of fillers.",
    "name_truncated": "The name fills its whole field and may be cut short.",
    "document_code_unusual": "This document code is not usual for this kind of document.",
    "code_obsolete": "This code is no longer in use.",
    "encoding": "The text is not UTF-8; it was read as {encoding}.",
    "keyboard_layout": "The text came through a Cyrillic keyboard layout and was read as the same keys of a Latin one.",
    "repair_ambiguous": "More than one misreading would explain the wrong check digits, so none is proposed.",
    "text_around": "There is other text around the machine-readable lines; it was left out.",
}

_ERRORS: Mapping[str, str] = {
    "empty": "There is nothing to read.",
    "several_documents": "There is more than one document here; only the first was read.",
    "no_mrz": "There is no machine-readable zone in this text.",
    "too_long": "The text is too long for one document: it has more than {limit} characters.",
    "line_length": "Line {line} has {found} characters instead of {expected}.",
    "bad_character": "Line {line}, column {column}: the character {character} cannot stand in a machine-readable zone.",
    "control_character": "Line {line}, column {column}: no document has the control character {character}; "
    "it was left out.",
    "check_digit": "The check digit does not agree: {expected} expected, {found} found.",
    "document_code": "The document code must be one or two letters.",
    "code_unknown": "This code of a state or organisation is not known.",
    "code_missing": "The code of the state or organisation is missing.",
    "number_missing": "The document number is missing.",
    "name_missing": "The name is missing.",
    "name_character": "A name has letters only; there is a {character} at place {place}.",
    "date_unreadable": "This is not a date.",
    "date_impossible": "This date does not exist.",
    "sex": "Sex must be M, F or a filler.",
    "required": "This is needed for this kind of paper.",
    "text_too_long": "The text is too long: {length} characters, at most {limit}.",
    "text_control": "The text holds the control character {character}, which would change how it is shown.",
    "kind_unknown": "This kind of paper is not known.",
    "born_in_future": "The date of birth lies in the future.",
    "issued_in_future": "The date of issue lies in the future.",
    "issued_before_birth": "The paper was issued before its holder was born.",
    "expires_before_issue": "The date of expiry lies before the date of issue.",
    "expires_before_birth": "The date of expiry lies before the date of birth.",
    "expiry_too_far": "The date of expiry lies more than {years} years ahead.",
    "born_too_long_ago": "The date of birth lies more than {years} years back.",
}

MESSAGES: Mapping[str, str] = MappingProxyType({**_NOTES, **_ERRORS})


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: the field (`document` for the whole), a code from `MESSAGES`, and the code's parameters."""

    field: str
    code: str
    params: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))

    @property
    def severity(self) -> Severity:
        """Whether it makes the zone or paper unsound."""
        return Severity.NOTE if self.code in _NOTES else Severity.ERROR

    @property
    def message(self) -> str:
        """A plain English sentence."""
        return MESSAGES[self.code].format(**self.params)

    def as_dict(self) -> dict[str, str]:
        """As in the JSON answer."""
        return {"field": self.field, "code": self.code, "message": self.message}


def problem(field: str, code: str, **params: object) -> Problem:
    """A problem with its parameters as text."""
    return Problem(field, code, MappingProxyType({name: str(value) for name, value in params.items()}))
