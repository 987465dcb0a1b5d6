"""Why a file isn't taken as a list, and what was noticed in one that is, in words.

The codes are those of ``panah.watchlists.formats.messages``, which has the same sentences for the command line.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "list_file:unreadable": _("The file can't be read."),
    "list_file:empty": _("The file is empty."),
    "list_file:too_large": _("The file is larger than %(limit)s bytes."),
    "list_file:too_many_entries": _("There are more than %(limit)s entries."),
    "list_file:unknown_format": _("This isn't a list in a format that is known here."),
    "list_file:no_such_format": _("There is no such format. Known are: %(known)s."),
    "list_file:compressed": _("The file is compressed. Unpack it first."),
    "list_file:spreadsheet": _("This is a spreadsheet. Save it as CSV (UTF-8) first."),
    "list_file:web_page": _("This is a web page, not a list. Was the download redirected to a sign-in or error page?"),
    "list_file:pdf": _("This is a PDF, not a list."),
    "list_file:encrypted": _("The file is encrypted. Decrypt it first."),
    "list_file:changed_while_reading": _("The file changed while it was read."),
    "list_file:no_entries": _("There isn't a single entry in it."),
    "list_file:count_differs": _("The file says it has %(declared)s entries; it has %(found)s."),
    "list_file:utf16": _("The file is in UTF-16. Save it as UTF-8."),
    "list_file:encoding": _("The text isn't UTF-8."),
    "list_file:encoding_guess": _("The text isn't UTF-8; it looks like %(guess)s. Save it as UTF-8."),
    "list_file:nul_byte": _("There is a NUL byte: the file is damaged or isn't text."),
    "list_file:line_too_long": _("A line is longer than %(limit)s bytes."),
    "list_file:text_too_long": _("A text is longer than %(limit)s letters."),
    "list_file:bad_text": _("The text has code points that aren't letters."),
    "list_file:xml_broken": _("The XML is broken here."),
    "list_file:xml_cut_off": _("The file ends before the list does: it was cut off."),
    "list_file:xml_dtd": _("The XML declares a document type. No list has one, and it can be used to do harm."),
    "list_file:xml_entity": _("The XML declares an entity. No list has one, and it can be used to do harm."),
    "list_file:xml_external": _(
        "The XML refers to something outside the file. No list does, and it can be used to do harm."
    ),
    "list_file:xml_too_deep": _("The XML is nested deeper than %(limit)s elements."),
    "list_file:xml_too_many_elements": _("An entry has more than %(limit)s elements."),
    "list_file:xml_other_root": _("The XML isn't a Security Council consolidated list: those begin with %(expected)s."),
    "list_file:xml_no_section": _("The list has neither individuals nor entities."),
    "list_file:json_broken": _("The JSON is broken here."),
    "list_file:json_not_an_entity": _("The line isn't an entity with id, schema and properties."),
    "list_file:csv_broken": _("The CSV is broken here."),
    "list_file:csv_open_quote": _("A quotation mark is opened and never closed."),
    "list_file:csv_no_header": _("The first row should name the columns."),
    "list_file:csv_missing_column": _("The column %(column)s is missing."),
    "list_file:csv_missing_name_column": _("There is no column for names: full_name, or family_name and given_names."),
    "list_file:csv_double_column": _("The column %(column)s is there twice."),
    "list_file:csv_nearly_column": _("The column isn't known; was %(column)s meant?"),
    "list_file:csv_too_many_columns": _("There are more than %(limit)s columns."),
    "list_file:csv_short_row": _("The row has %(found)s cells; it should have %(expected)s."),
    "list_file:csv_long_row": _("The row has %(found)s cells; it should have %(expected)s."),
    "list_file:csv_bad_mark": _("The value after this mark isn't what it should be."),
    "list_file:no_id": _("The entry has no id."),
    "list_file:duplicate_id": _("The id is there twice, first in line %(first)s."),
    "list_file:no_name": _("The entry has no name."),
    "list_file:name_without_letters": _("The name has no letters."),
    "list_file:name_too_long": _("A name is longer than %(limit)s letters."),
    "list_file:too_many_names": _("The entry has more than %(limit)s names."),
    "list_file:no_number": _("The document has no number."),
    "list_file:no_issuer": _("The document has no issuer."),
    "list_file:bad_date": _("This isn't a date. Dates are YYYY-MM-DD, YYYY-MM, YYYY or DD.MM.YYYY."),
    "list_file:slashed_date": _(
        "Day and month can't be told apart. Dates are YYYY-MM-DD, YYYY-MM, YYYY or DD.MM.YYYY."
    ),
    "list_file:spreadsheet_date": _("This is a spreadsheet's number for a date. Dates are YYYY-MM-DD."),
    "list_file:spreadsheet_number": _(
        "A spreadsheet turned this number into 1.23E+11 and lost its digits. Export it as text."
    ),
    "list_file:hijri_date": _("The year is of the Solar Hijri calendar; say so in the column calendar."),
    "list_file:future_birth": _("The birth lies after the listing."),
    "list_file:bad_range": _("The range ends before it begins."),
    "list_file:half_range": _("A range needs its first and its last date."),
    "list_file:two_births": _("Give either a birth date or a range."),
    "list_file:ends_before_start": _("The entry ends before it was listed."),
    "list_file:unknown_date_type": _("This kind of date isn't known."),
    "list_file:unknown_sex": _("Sex is M, F, X or empty."),
    "list_file:unknown_country": _("There is no such country code or name."),
    "list_file:unknown_calendar": _("Calendars are gregorian and solar_hijri."),
    "list_file:unknown_why": _("There is no such reason to protect somebody. Known are: %(known)s."),
    "list_file:no_why": _("The entry doesn't say why the person is to be protected."),
    "list_file:unknown_document_type": _("There is no such type of document. Known are: %(known)s."),
    "list_file:unequal_documents": _(
        "There are %(numbers)s document numbers and %(issuers)s others; give one, or one for each."
    ),
    "list_file:unknown_entity": _(
        "It belongs to an entry that isn't in the main file: another day's file, or one cut off."
    ),
    "list_file:much_smaller": _("It has %(new)s entries; the list in force has %(old)s."),
    "list_file:another_list": _(
        "Only %(kept)s of the %(old)s entries in force are in it: this looks like another list."
    ),
    "list_file:older": _("It was published before the version in force."),
    "list_file:another_format": _("The list in force came as %(old)s, this file is %(new)s."),
    "list_file:names_lost": _("There are %(new)s names for 100 persons; in the list in force there are %(old)s."),
    "list_file:births_lost": _(
        "Only %(new)s of 100 persons have a birth date; in the list in force %(old)s of 100 have."
    ),
    "list_file:nationalities_lost": _(
        "Only %(new)s of 100 persons have a nationality; in the list in force %(old)s of 100 have."
    ),
    "list_file:names_alike": _("%(share)s of 100 entries have the same name."),
    "list_file:garbled_names": _("%(share)s of 100 names look garbled, as after a wrong conversion of letters."),
}
NOTES: dict[str, str | Promise] = {
    "list_file:broken_name": _("Names of which a letter was lost when the file was converted: %(count)s."),
    "list_file:formula": _("Cells that begin like a formula were kept as text: %(count)s."),
    "list_file:unknown_column": _("Columns that aren't known here were kept as they are: %(count)s."),
    "list_file:unknown_country_word": _("Words for a country that aren't known here, kept as text: %(count)s."),
    "list_file:unknown_element": _("Elements that aren't known here were kept as they are: %(count)s."),
    "list_file:unread_date": _("Dates that couldn't be read, kept as text: %(count)s."),
    "list_file:several_in_one": _("Cells for other names that may hold several; only | separates them: %(count)s."),
    "list_file:no_line_end": _(
        "The last line doesn't end with a line break. If the file was cut off there, only a row #count would show it."
    ),
    "list_file:no_count": _(
        "The file doesn't say how many entries it has, so a cut at the end of a row would not be noticed."
    ),
    "list_file:unknown_mark": _("Rows beginning with # that aren't known here were passed over: %(count)s."),
    "list_file:skipped_schema": _(
        "Records that are neither persons, organisations nor their documents, passed over: %(count)s."
    ),
    "list_file:orphan_document": _("Documents whose holder isn't in the file: %(count)s."),
    "list_file:no_listing_topic": _(
        "Persons without a topic of sanctions, crime or being wanted (office-holders …): %(count)s."
    ),
    "list_file:no_alias_file": _("There is no file of aliases beside it."),
    "list_file:no_address_file": _("There is no file of addresses beside it."),
    "list_file:no_end_mark": _("The file lacks the end mark that the publisher's files have."),
    "list_file:mixed_script": _("Names that mix letters of several scripts within one word: %(count)s."),
}
