"""Words for what `panah.documents` says: problems as `problem_<code>`, and the names of fields as `field_<name>`."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PROBLEMS = {
    "expired": _("The document has expired."),
    "expires_today": _("The document expires today."),
    "expiry_unstated": _("The document gives no date of expiry."),
    "unknown_as_zeros": _("Unknown parts of the date are written as %(written)s instead of fillers."),
    "name_truncated": _("The name fills its whole field and may be cut short."),
    "document_code_unusual": _("This document code is not usual for this kind of document."),
    "code_obsolete": _("This code is no longer in use."),
    "encoding": _("The text is not UTF-8; it was read as %(encoding)s."),
    "keyboard_layout": _("The text came through a Cyrillic keyboard layout and was read as the same Latin keys."),
    "repair_ambiguous": _("More than one misreading would explain the wrong check digits, so none is proposed."),
    "text_around": _("There is other text around the machine-readable lines; it was left out."),
    "empty": _("There is nothing to read."),
    "several_documents": _("There is more than one document here; only the first was read."),
    "no_mrz": _("There is no machine-readable zone in this text."),
    "too_long": _("The text is too long for one document: %(length)s characters, at most %(limit)s."),
    "line_length": _("Line %(line)s has %(found)s characters instead of %(expected)s."),
    "bad_character": _(
        "Line %(line)s, column %(column)s: the character %(character)s cannot stand in a machine-readable zone."
    ),
    "control_character": _(
        "The text holds the control character %(character)s, which no document has; it was left out."
    ),
    "check_digit": _("The check digit does not agree: %(expected)s expected, %(found)s found."),
    "document_code": _("The document code must begin with a letter."),
    "code_unknown": _("This code of a state or organisation is not known."),
    "code_missing": _("The code of the state or organisation is missing."),
    "number_missing": _("The document number is missing."),
    "name_missing": _("The name is missing."),
    "name_character": _("A name has letters only; there is a %(character)s at place %(place)s."),
    "date_unreadable": _("This is not a date."),
    "date_impossible": _("This date does not exist."),
    "sex": _("Sex must be M, F or a filler."),
    "required": _("This is needed for this kind of paper."),
    "text_too_long": _("The text is too long: %(length)s characters, at most %(limit)s."),
    "text_control": _("The text holds the control character %(character)s, which would change how it is shown."),
    "kind_unknown": _("This kind of paper is not known."),
    "born_in_future": _("The date of birth lies in the future."),
    "issued_in_future": _("The date of issue lies in the future."),
    "issued_before_birth": _("The paper was issued before its holder was born."),
    "expires_before_issue": _("The date of expiry lies before the date of issue."),
    "expires_before_birth": _("The date of expiry lies before the date of birth."),
    "expiry_too_far": _("The date of expiry lies more than %(years)s years ahead."),
    "born_too_long_ago": _("The date of birth lies more than %(years)s years back."),
}

FIELDS = {
    "document": _("Document"),
    "document_code": _("Document code"),
    "issuer": _("Issued by"),
    "number": _("Document number"),
    "surname": _("Surname"),
    "given_names": _("Given names"),
    "nationality": _("Nationality"),
    "birth_date": _("Date of birth"),
    "sex": pgettext_lazy("of a person", "Sex"),
    "expiry_date": _("Valid until"),
    "issue_date": _("Date of issue"),
    "optional": _("Optional data"),
    "composite": _("Overall check digit"),
}

TABLE = {f"problem_{code}": text for code, text in PROBLEMS.items()} | {
    f"field_{name}": text for name, text in FIELDS.items()
}
