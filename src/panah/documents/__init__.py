"""What a travel document says and whether to believe it."""

from panah.documents.codes import Code, CodeKind, all_codes, describe, is_known
from panah.documents.dates import NoSuchDateError, PartialDate
from panah.documents.problems import MESSAGES, Problem, Severity
from panah.documents.reader import read_all, read_mrz
from panah.documents.reading import Change, Check, Fields, Reading, Repair

__all__ = [
    "MESSAGES",
    "Change",
    "Check",
    "Code",
    "CodeKind",
    "Fields",
    "NoSuchDateError",
    "PartialDate",
    "Problem",
    "Reading",
    "Repair",
    "Severity",
    "all_codes",
    "describe",
    "is_known",
    "read_all",
    "read_mrz",
]
