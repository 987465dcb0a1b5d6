"""One plain sentence for each code of a refusal or a note, in English; screens word the same codes in other languages.

None of them repeats what stood in the file: lists are about persons, and errors are read by more people than lists are.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        # the file as a whole
        "unreadable": "The file can't be read.",
        "empty": "The file is empty.",
        "too_large": "The file is larger than {limit} bytes.",
        "too_many_entries": "There are more than {limit} entries.",
        "unknown_format": "This isn't a list in a format that is known here.",
        "no_such_format": "There is no such format. Known are: {known}.",
        "compressed": "The file is compressed. Unpack it first.",
        "spreadsheet": "This is a spreadsheet. Save it as CSV (UTF-8) first.",
        "web_page": "This is a web page, not a list. Was the download redirected to a sign-in or error page?",
        "pdf": "This is a PDF, not a list.",
        "encrypted": "The file is encrypted. Decrypt it first.",
        "changed_while_reading": "The file changed while it was read.",
        "no_entries": "There isn't a single entry in it.",
        "count_differs": "The file says it has {declared} entries; it has {found}.",
        # text
        "utf16": "The file is in UTF-16. Save it as UTF-8.",
        "encoding": "The text isn't UTF-8.",
        "encoding_guess": "The text isn't UTF-8; it looks like {guess}. Save it as UTF-8.",
        "nul_byte": "There is a NUL byte: the file is damaged or isn't text.",
        "line_too_long": "A line is longer than {limit} bytes.",
        "text_too_long": "A text is longer than {limit} letters.",
        "bad_text": "The text has code points that aren't letters.",
        # XML
        "xml_broken": "The XML is broken here.",
        "xml_cut_off": "The file ends before the list does: it was cut off.",
        "xml_dtd": "The XML declares a document type. No list has one, and it can be used to do harm.",
        "xml_entity": "The XML declares an entity. No list has one, and it can be used to do harm.",
        "xml_external": "The XML refers to something outside the file. No list does, and it can be used to do harm.",
        "xml_too_deep": "The XML is nested deeper than {limit} elements.",
        "xml_too_many_elements": "An entry has more than {limit} elements.",
        "xml_other_root": "The XML isn't a Security Council consolidated list: those begin with {expected}.",
        "xml_no_section": "The list has neither individuals nor entities.",
        # JSON lines
        "json_broken": "The JSON is broken here.",
        "json_not_an_entity": "The line isn't an entity with id, schema and properties.",
        # CSV
        "csv_broken": "The CSV is broken here.",
        "csv_open_quote": "A quotation mark is opened and never closed.",
        "csv_no_header": "The first row should name the columns.",
        "csv_missing_column": "The column {column} is missing.",
        "csv_missing_name_column": "There is no column for names: full_name, or family_name and given_names.",
        "csv_double_column": "The column {column} is there twice.",
        "csv_nearly_column": "The column isn't known; was {column} meant?",
        "csv_too_many_columns": "There are more than {limit} columns.",
        "csv_short_row": "The row has {found} cells; it should have {expected}.",
        "csv_long_row": "The row has {found} cells; it should have {expected}.",
        "csv_bad_mark": "The value after this mark isn't what it should be.",
        # an entry
        "no_id": "The entry has no id.",
        "duplicate_id": "The id is there twice, first in line {first}.",
        "no_name": "The entry has no name.",
        "name_without_letters": "The name has no letters.",
        "name_too_long": "A name is longer than {limit} letters.",
        "too_many_names": "The entry has more than {limit} names.",
        "no_number": "The document has no number.",
        "no_issuer": "The document has no issuer.",
        "bad_date": "This isn't a date. Dates are YYYY-MM-DD, YYYY-MM, YYYY or DD.MM.YYYY.",
        "slashed_date": "Day and month can't be told apart. Dates are YYYY-MM-DD, YYYY-MM, YYYY or DD.MM.YYYY.",
        "spreadsheet_date": "This is a spreadsheet's number for a date. Dates are YYYY-MM-DD.",
        "spreadsheet_number": "A spreadsheet turned this number into 1.23E+11 and lost its digits. Export it as text.",
        "hijri_date": "The year is of the Solar Hijri calendar; say so in the column calendar.",
        "future_birth": "The birth lies after the listing.",
        "bad_range": "The range ends before it begins.",
        "half_range": "A range needs its first and its last date.",
        "two_births": "Give either a birth date or a range.",
        "ends_before_start": "The entry ends before it was listed.",
        "unknown_date_type": "This kind of date isn't known.",
        "unknown_sex": "Sex is M, F, X or empty.",
        "unknown_country": "There is no such country code or name.",
        "unknown_calendar": "Calendars are gregorian and solar_hijri.",
        "unknown_why": "There is no such reason to protect somebody. Known are: {known}.",
        "no_why": "The entry doesn't say why the person is to be protected.",
        "unknown_document_type": "There is no such type of document. Known are: {known}.",
        "unequal_documents": "There are {numbers} document numbers and {issuers} others; give one, or one for each.",
        "unknown_entity": "It belongs to an entry that isn't in the main file: another day's file, or one cut off.",
        # compared with the list in force
        "much_smaller": "It has {new} entries; the list in force has {old}.",
        "another_list": "Only {kept} of the {old} entries in force are in it: this looks like another list.",
        "older": "It was published before the version in force.",
        "another_format": "The list in force came as {old}, this file is {new}.",
        "names_lost": "There are {new} names for 100 persons; in the list in force there are {old}.",
        "births_lost": "Only {new} of 100 persons have a birth date; in the list in force {old} of 100 have.",
        "nationalities_lost": "Only {new} of 100 persons have a nationality; in the list in force {old} of 100 have.",
        "names_alike": "{share} of 100 entries have the same name.",
        "garbled_names": "{share} of 100 names look garbled, as after a wrong conversion of letters.",
    }
)

NOTES: Mapping[str, str] = MappingProxyType(
    {
        "broken_name": "Names of which a letter was lost when the file was converted: {count}.",
        "formula": "Cells that begin like a formula were kept as text: {count}.",
        "unknown_column": "Columns that aren't known here were kept as they are: {count}.",
        "unknown_country_word": "Words for a country that aren't known here, kept as text: {count}.",
        "unknown_element": "Elements that aren't known here were kept as they are: {count}.",
        "unread_date": "Dates that couldn't be read, kept as text: {count}.",
        "several_in_one": "Cells for other names that may hold several; only | separates them: {count}.",
        "no_line_end": "The last line doesn't end with a line break. If the file was cut off there, only a row #count "
        "would show it.",
        "no_count": "The file doesn't say how many entries it has, so a cut at the end of a row would not be noticed.",
        "unknown_mark": "Rows beginning with # that aren't known here were passed over: {count}.",
        "skipped_schema": "Records that are neither persons, organisations nor their documents, passed over: {count}.",
        "orphan_document": "Documents whose holder isn't in the file: {count}.",
        "no_listing_topic": "Persons without a topic of sanctions, crime or being wanted (office-holders …): {count}.",
        "no_alias_file": "There is no file of aliases beside it.",
        "no_address_file": "There is no file of addresses beside it.",
        "no_end_mark": "The file lacks the end mark that the publisher's files have.",
        "mixed_script": "Names that mix letters of several scripts within one word: {count}.",
    }
)

MESSAGES: Mapping[str, str] = MappingProxyType({**REFUSALS, **NOTES})
