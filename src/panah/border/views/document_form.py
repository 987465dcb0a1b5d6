"""A document typed from the page: every kind of paper, and having none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from panah import documents
from panah.border.views.form_fields import SEXES, StateField, Words, worded
from panah.documents import Paper, Problem
from panah.web.forms import offer
from panah.web.wording import word

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}
_UPPER = _PLAIN | {"autocapitalize": "characters", "dir": "ltr"}


def _text(label: Any, *, upper: bool = False, help_text: Any = "", **options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs=_UPPER if upper else _PLAIN)
    return forms.CharField(
        label=label, required=False, max_length=200, widget=widget, help_text=help_text, strip=True, **options
    )


class DocumentForm(forms.Form):
    """What stands in a document. Which fields a kind needs is a rule of documents, not of this form."""

    kind = forms.ChoiceField(label=_("Kind of document"), initial="passport")
    issuer = StateField(label=_("Issued by"), required=False)
    document_number = _text(_("Document number"), upper=True)
    expiry_date = _text(_("Valid until"))
    surname = _text(_("Surname"))
    given_names = _text(_("Given names"))
    native_name = _text(_("Name in its own script"))
    nationality = StateField(label=_("Nationality"), required=False)
    birth_date = _text(
        _("Date of birth"), help_text=_("As written, in either calendar; XX for what isn't known: 1974-XX-XX.")
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False)
    description = Words(label=_("Description, where there is no document"), rows=2, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self.fields["kind"], worded("paper", documents.paper_kinds()))

    def paper(self) -> Paper:
        """The document as typed; after ``is_valid``."""
        given = self.cleaned_data
        names = [field.name for field in fields(Paper) if field.name != "number"]
        return Paper(number=given["document_number"], **{name: given[name] for name in names if name in given})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors:
            found = documents.check_paper(self.paper(), timezone.localdate())
            self.add_problems(problem for problem in found if problem.severity is not documents.Severity.NOTE)
        return given

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Show each problem at its field."""
        for problem in problems:
            field = "document_number" if problem.field == "number" else problem.field
            self.add_error(field if field in self.fields else None, word(f"documents:{problem.code}", problem.params))
