"""The form for documents that are keyed in, and for people without any."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from panah.documents import CodeKind, Paper, Severity, all_codes, check_paper, paper_kinds
from panah.documents.travel_document import TravelDocument, from_paper
from panah.web.forms import offer
from panah.web.wording import word

_TEXTS = tuple(name for name in Paper.__dataclass_fields__ if name not in ("kind", "sex"))


class PaperForm(forms.Form):
    """One form for every kind of paper; what a kind doesn't need is optional. Dates are written as on the paper."""

    kind = forms.ChoiceField(label=_("What do they show?"))
    surname = forms.CharField(label=_("Surname"), required=False, max_length=200)
    given_names = forms.CharField(label=_("Given names"), required=False, max_length=200)
    native_name = forms.CharField(
        label=_("Name in its own script"), required=False, max_length=200, help_text=_("As written on the paper")
    )
    nationality = forms.CharField(
        label=_("Nationality"), required=False, max_length=3, help_text=_("Three letters: UZB, or XXA for stateless")
    )
    birth_date = forms.CharField(
        label=_("Date of birth"),
        required=False,
        max_length=60,
        help_text=_("12.04.1988, or as on an Afghan paper: 1367/1/23. XX for what is not known: 1988-XX-XX"),
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        required=False,
        choices=[("", _("Not stated")), ("F", _("Female")), ("M", _("Male")), ("X", _("Unspecified"))],
    )
    issuer = forms.CharField(label=_("Issued by (state)"), required=False, max_length=3, help_text=_("Three letters"))
    number = forms.CharField(label=_("Number"), required=False, max_length=200)
    issue_date = forms.CharField(label=_("Date of issue"), required=False, max_length=60)
    expiry_date = forms.CharField(label=_("Valid until"), required=False, max_length=60)
    authority = forms.CharField(label=_("Authority that gave it"), required=False, max_length=200)
    description = forms.CharField(
        label=_("What is known"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How they look, what they say about themselves, where the document was lost"),
    )

    def __init__(self, *args: Any, today: dt.date, later: bool = True, **kwargs: Any) -> None:
        """``later``: whether it may be said that the papers come later."""
        super().__init__(*args, **kwargs)
        self.today = today
        kinds = [code for code, kind in paper_kinds().items() if later or not kind.later]
        offer(self.fields["kind"], [(code, word(f"paper:{code}")) for code in kinds])
        for name in ("nationality", "issuer"):
            self.fields[name].widget.attrs |= {"autocapitalize": "characters", "list": "states"}
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    @property
    def requires(self) -> str:
        """What each kind of paper needs, for the screen to say so as soon as the kind is chosen."""
        return json.dumps({code: kind.requires for code, kind in paper_kinds().items()})

    @property
    def states(self) -> list[str]:
        """The codes to choose from while typing."""
        kept = (CodeKind.STATE, CodeKind.STATELESS, CodeKind.REFUGEE, CodeKind.UNSPECIFIED, CodeKind.ORGANISATION)
        return sorted(code.alpha3 for code in all_codes().values() if code.kind in kept)

    def paper(self) -> Paper:
        """The paper as keyed."""
        data = self.cleaned_data
        values = {name: data.get(name, "") for name in _TEXTS}
        values |= {name: values[name].upper() for name in ("nationality", "issuer")}
        return Paper(kind=data.get("kind", ""), sex=data.get("sex", ""), **values)

    def clean(self) -> dict[str, Any]:
        for problem in check_paper(self.paper(), today=self.today):
            if problem.severity is Severity.ERROR and not self.has_error(problem.field):
                place = problem.field if problem.field in self.fields else None
                self.add_error(place, word(f"documents:{problem.code}", problem.params))
        return self.cleaned_data

    def document(self) -> TravelDocument:
        """The document, once the form is valid."""
        return from_paper(self.paper())
