"""What can be wrong with a document, in words: every code of ``panah.documents``, at the line and in forms."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# In forms the field stands above the words; at the line it is named.
PROBLEMS: dict[str, str | Promise] = {
    "expired": _("The document has ended."),
    "expires_today": _("The document ends today."),
    "expiry_unstated": _("No date of expiry is given."),
    "unknown_as_zeros": _("Unknown parts of the date are written as %(written)s."),
    "name_truncated": _("The name fills its whole field and may be cut short."),
    "document_code_unusual": _("This code is unusual for this kind of document."),
    "code_obsolete": _("This code of a state is no longer in use."),
    "encoding": _("The text came in an unusual encoding (%(encoding)s)."),
    "keyboard_layout": _("The reader typed with a Cyrillic keyboard layout; it was read as Latin."),
    "repair_ambiguous": _("More than one misreading would explain the wrong check digits. Scan again."),
    "text_around": _("Other text around the machine-readable lines was left out."),
    "several_documents": _("There is more than one document in this text. Scan one at a time."),
    "empty": _("There is nothing to read."),
    "no_mrz": _("No machine-readable lines were found. Scan again, or key the document in."),
    "too_long": _("The text is too long for one document. Scan again."),
    "line_length": _("Line %(line)s has %(found)s characters instead of %(expected)s. Scan again."),
    "bad_character": _("Line %(line)s, place %(column)s: %(character)s can't stand in a document. Scan again."),
    "control_character": _("A character that no document has was left out (%(character)s)."),
    "check_digit": _("The check digit does not agree. Compare with the document."),
    "document_code": _("The kind of document can't be read."),
    "code_unknown": _("This code of a state is not known."),
    "code_missing": _("The code of the state is missing."),
    "number_missing": _("The document number is missing."),
    "name_missing": _("The name is missing."),
    "name_character": _("A name has letters only; there is a %(character)s in it."),
    "date_unreadable": _("This is not a date. Write it as 12.04.1988, 1988-04-12 or ۱۳۶۷/۱/۲۳."),
    "date_impossible": _("This date does not exist."),
    "sex": _("Sex can't be read."),
    "required": _("This is needed for this kind of paper."),
    "text_too_long": _("The text is too long: %(length)s characters, at most %(limit)s."),
    "text_control": _("The text holds a character that can't be kept (%(character)s)."),
    "kind_unknown": _("This kind of paper is not known."),
    "born_in_future": _("The date of birth lies in the future."),
    "issued_in_future": _("The date of issue lies in the future."),
    "issued_before_birth": _("The paper was issued before its holder was born."),
    "expires_before_issue": _("The date of expiry lies before the date of issue."),
    "expires_before_birth": _("The date of expiry lies before the date of birth."),
    "expiry_too_far": _("The date of expiry lies more than %(years)s years ahead."),
    "born_too_long_ago": _("The date of birth lies more than %(years)s years back."),
}

CHECK_DIGIT = _("Check digit of %(field)s is wrong: compare with the document")

AT_THE_LINE: dict[str, str | Promise] = {f"finding:problem_{code}": text for code, text in PROBLEMS.items()} | {
    "finding:problem_check_digit": CHECK_DIGIT
}

IN_FORMS: dict[str, str | Promise] = {f"documents:{code}": text for code, text in PROBLEMS.items()}

KINDS: dict[str, str | Promise] = {
    "paper:passport": _("Passport"),
    "paper:official_passport": _("Diplomatic or service passport"),
    "paper:identity_card": _("Identity card"),
    "paper:visa": _("Visa"),
    "paper:refugee_travel_document": _("Travel document for refugees"),
    "paper:stateless_travel_document": _("Travel document for stateless persons"),
    "paper:aliens_passport": _("Passport for foreigners"),
    "paper:laissez_passer": _("Laissez-passer"),
    "paper:birth_certificate": _("Birth certificate"),
    "paper:return_certificate": _("Certificate of return"),
    "paper:seamans_book": _("Seaman's book"),
    "paper:crew_certificate": _("Crew member certificate"),
    "paper:residence_permit": _("Residence permit"),
    "paper:military_identity": _("Military identity card"),
    "paper:border_zone_permit": _("Border zone permit"),
    "paper:other_authority": _("Paper from another authority"),
    "paper:lost_document": _("Document lost or stolen"),
    "paper:none": _("No document at all"),
    "paper:emergency": _("Emergency: let in first, papers later"),
}
