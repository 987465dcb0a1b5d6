"""One plain sentence for each code of a refusal or a note; the command line says it in English, screens translate it.

None of them repeats what stood in the file: lists are about persons, and errors are read by more people than lists are.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _(text: str) -> str:
    """Marks a text for the catalogues and leaves it as it is: what reads lists needs no translation."""
    return text


REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        # the file as a whole
        "unreadable": _("The file can't be read."),
        "empty": _("The file is empty."),
        "too_large": _("The file is larger than %(limit)s bytes."),
        "too_many_entries": _("There are more than %(limit)s entries."),
        "unknown_format": _("This isn't a list in a format that is known here."),
        "no_such_format": _("There is no such format. Known are: %(known)s."),
        "compressed": _("The file is compressed. Unpack it first."),
        "spreadsheet": _("This is a spreadsheet. Save it as CSV (UTF-8) first."),
        "web_page": _("This is a web page, not a list. Was the download redirected to a sign-in or error page?"),
        "pdf": _("This is a PDF, not a list."),
        "encrypted": _("The file is encrypted. Decrypt it first."),
        "changed_while_reading": _("The file changed while it was read."),
        "no_entries": _("There isn't a single entry in it."),
        "count_differs": _("The file says it has %(declared)s entries; it has %(found)s."),
        # text
        "utf16": _("The file is in UTF-16. Save it as UTF-8."),
        "encoding": _("The text isn't UTF-8."),
        "encoding_guess": _("The text isn't UTF-8; it looks like %(guess)s. Save it as UTF-8."),
        "nul_byte": _("There is a NUL byte: the file is damaged or isn't text."),
        "line_too_long": _("A line is longer than %(limit)s bytes."),
        "text_too_long": _("A text is longer than %(limit)s letters."),
        "bad_text": _("The text has code points that aren't letters."),
        # XML
        "xml_broken": _("The XML is broken here."),
        "xml_cut_off": _("The file ends before the list does: it was cut off."),
        "xml_dtd": _("The XML declares a document type. No list has one, and it can be used to do harm."),
        "xml_entity": _("The XML declares an entity. No list has one, and it can be used to do harm."),
        "xml_external": _("The XML refers to something outside the file. No list does, and it can be used to do harm."),
        "xml_too_deep": _("The XML is nested deeper than %(limit)s elements."),
        "xml_too_many_elements": _("An entry has more than %(limit)s elements."),
        "xml_other_root": _("The XML isn't a Security Council consolidated list: those begin with %(expected)s."),
        "xml_no_section": _("The list has neither individuals nor entities."),
        # JSON lines
        "json_broken": _("The JSON is broken here."),
        "json_not_an_entity": _("The line isn't an entity with id, schema and properties."),
        # CSV
        "csv_broken": _("The CSV is broken here."),
        "csv_open_quote": _("A quotation mark is opened and never closed."),
        "csv_no_header": _("The first row should name the columns."),
        "csv_missing_column": _("The column %(column)s is missing."),
        "csv_missing_name_column": _("There is no column for names: full_name, or family_name and given_names."),
        "csv_double_column": _("The column %(column)s is there twice."),
        "csv_nearly_column": _("The column isn't known; was %(column)s meant?"),
        "csv_too_many_columns": _("There are more than %(limit)s columns."),
        "csv_short_row": _("The row has %(found)s cells; it should have %(expected)s."),
        "csv_long_row": _("The row has %(found)s cells; it should have %(expected)s."),
        "csv_bad_mark": _("The value after this mark isn't what it should be."),
        # an entry
        "no_id": _("The entry has no id."),
        "duplicate_id": _("The id is there twice, first in line %(first)s."),
        "no_name": _("The entry has no name."),
        "name_without_letters": _("The name has no letters."),
        "formula_name": _("An id or a name begins like a formula that a spreadsheet would run."),
        "name_too_long": _("A name is longer than %(limit)s letters."),
        "too_many_names": _("The entry has more than %(limit)s names."),
        "no_number": _("The document has no number."),
        "no_issuer": _("The document has no issuer."),
        "bad_date": _("This isn't a date. Dates are YYYY-MM-DD, YYYY-MM, YYYY or DD.MM.YYYY."),
        "slashed_date": _("Day and month can't be told apart. Dates are YYYY-MM-DD, YYYY-MM, YYYY or DD.MM.YYYY."),
        "spreadsheet_date": _("This is a spreadsheet's number for a date. Dates are YYYY-MM-DD."),
        "spreadsheet_number": _(
            "A spreadsheet turned this number into 1.23E+11 and lost its digits. Export it as text."
        ),
        "hijri_date": _("The year is of the Solar Hijri calendar; say so in the column calendar."),
        "future_birth": _("The birth lies after the listing."),
        "bad_range": _("The range ends before it begins."),
        "half_range": _("A range needs its first and its last date."),
        "two_births": _("Give either a birth date or a range."),
        "ends_before_start": _("The entry ends before it was listed."),
        "unknown_date_type": _("This kind of date isn't known."),
        "unknown_sex": _("Sex is M, F, X or empty."),
        "unknown_country": _("There is no such country code or name."),
        "unknown_calendar": _("Calendars are gregorian and solar_hijri."),
        "unknown_why": _("There is no such reason to protect somebody. Known are: %(known)s."),
        "no_why": _("The entry doesn't say why the person is to be protected."),
        "unknown_document_type": _("There is no such type of document. Known are: %(known)s."),
        "unequal_documents": _(
            "There are %(numbers)s document numbers and %(issuers)s others; give one, or one for each."
        ),
        "unknown_entity": _("It belongs to an entry that isn't in the main file: another day's file, or one cut off."),
    }
)

OBJECTIONS: Mapping[str, str] = MappingProxyType(
    {
        # the file is whole, but unlike the list in force: somebody who looked at it may take it all the same
        "much_smaller": _("It has %(new)s entries; the list in force has %(old)s."),
        "another_list": _("Only %(kept)s of the %(old)s entries in force are in it: this looks like another list."),
        "older": _("It was published before the version in force."),
        "another_format": _("The list in force came as %(old)s, this file is %(new)s."),
        "names_lost": _("There are %(new)s names for 100 persons; in the list in force there are %(old)s."),
        "births_lost": _("Only %(new)s of 100 persons have a birth date; in the list in force %(old)s of 100 have."),
        "nationalities_lost": _(
            "Only %(new)s of 100 persons have a nationality; in the list in force %(old)s of 100 have."
        ),
        "names_alike": _("%(share)s of 100 entries have the same name."),
        "garbled_names": _("%(share)s of 100 names look garbled, as after a wrong conversion of letters."),
    }
)

NOTES: Mapping[str, str] = MappingProxyType(
    {
        "broken_name": _("Names of which a letter was lost when the file was converted: %(count)s."),
        "formula": _("Cells that begin like a formula were kept as text: %(count)s."),
        "unknown_column": _("Columns that aren't known here were kept as they are: %(count)s."),
        "unknown_country_word": _("Words for a country that aren't known here, kept as text: %(count)s."),
        "unknown_element": _("Elements that aren't known here were kept as they are: %(count)s."),
        "unread_date": _("Dates that couldn't be read, kept as text: %(count)s."),
        "several_in_one": _("Cells for other names that may hold several; only | separates them: %(count)s."),
        "no_line_end": _(
            "The last line doesn't end with a line break. If the file was cut off there, only a row #count would show"
            " it."
        ),
        "no_count": _(
            "The file doesn't say how many entries it has, so a cut at the end of a row would not be noticed."
        ),
        "unknown_mark": _("Rows beginning with # that aren't known here were passed over: %(count)s."),
        "skipped_schema": _(
            "Records that are neither persons, organisations nor their documents, passed over: %(count)s."
        ),
        "orphan_document": _("Documents whose holder isn't in the file: %(count)s."),
        "no_listing_topic": _(
            "Persons without a topic of sanctions, crime or being wanted (office-holders …): %(count)s."
        ),
        "no_alias_file": _("There is no file of aliases beside it."),
        "no_address_file": _("There is no file of addresses beside it."),
        "no_end_mark": _("The file lacks the end mark that the publisher's files have."),
        "mixed_script": _("Names that mix letters of several scripts within one word: %(count)s."),
    }
)

MESSAGES: Mapping[str, str] = MappingProxyType({**REFUSALS, **OBJECTIONS, **NOTES})


def noted(code: str, count: int, place: str) -> str:
    """A note as a line: what was noticed how often, and where first."""
    return f"note: {MESSAGES[code] % {'count': count}}{f' First at {place}.' if place else ''}"
