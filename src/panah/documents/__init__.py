"""What a travel document says and whether to believe it.

`read_mrz` and `read_all` read machine-readable zones, `write_mrz` writes them, `Paper` and `check_paper` are for what
has to be keyed in, `TravelDocument` is what all of them become.
"""

from panah.documents.codes import Code, CodeKind, all_codes, describe, is_known
from panah.documents.dates import NoSuchDateError, NotADateError, PartialDate
from panah.documents.papers import Paper, PaperKind, paper_kinds
from panah.documents.papers import check as check_paper
from panah.documents.problems import MESSAGES, Problem, Severity, problem
from panah.documents.reader import read_all, read_mrz
from panah.documents.reading import Change, Check, Fields, Reading, Repair
from panah.documents.solar_hijri import Calendar, SolarHijriDate, WrittenDate, parse_solar_hijri, written_date
from panah.documents.transliteration import NoTransliterationError, to_zone_letters
from panah.documents.travel_document import Source, TravelDocument, from_paper, from_reading
from panah.documents.writer import UnwritableError, write_mrz

__all__ = [
    "MESSAGES",
    "Calendar",
    "Change",
    "Check",
    "Code",
    "CodeKind",
    "Fields",
    "NoSuchDateError",
    "NoTransliterationError",
    "NotADateError",
    "Paper",
    "PaperKind",
    "PartialDate",
    "Problem",
    "Reading",
    "Repair",
    "Severity",
    "SolarHijriDate",
    "Source",
    "TravelDocument",
    "UnwritableError",
    "WrittenDate",
    "all_codes",
    "check_paper",
    "describe",
    "from_paper",
    "from_reading",
    "is_known",
    "paper_kinds",
    "parse_solar_hijri",
    "problem",
    "read_all",
    "read_mrz",
    "to_zone_letters",
    "write_mrz",
    "written_date",
]
