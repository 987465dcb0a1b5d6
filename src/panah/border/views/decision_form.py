"""The form in which the second line writes down how somebody crosses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from panah import movements
from panah.border.desk.decision import LONGEST_REMARK, LONGEST_STAMP, Decision
from panah.border.facts.parts import AccompanimentPart, DocumentPart
from panah.border.models import Presentation
from panah.border.rules.documents import birth_for_age
from panah.safeguards import children
from panah.web.wording import word


def _choices(sort: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, word(f"{sort}:{code}")) for code in codes]


class DecisionForm(forms.Form):
    """Quality, purpose, means, stamp; for somebody who may be a child also with whom and by whose consent."""

    capacity = forms.ChoiceField(label=_("Crosses as"))
    purpose = forms.ChoiceField(label=_("Purpose"))
    means = forms.ChoiceField(label=_("By what means"))
    stamp = forms.CharField(label=_("Stamp number"), max_length=LONGEST_STAMP, required=False)
    relation = forms.ChoiceField(label=_("With whom does the child travel"), required=False)
    adult_name = forms.CharField(label=_("Name of the adult"), max_length=200, required=False)
    authority = forms.ChoiceField(label=_("How the adult's authority was shown"), required=False)
    remark = forms.CharField(
        label=_("Remark"), max_length=LONGEST_REMARK, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, person: Presentation, data: Any = None) -> None:
        super().__init__(data)
        self.fields["capacity"].choices = _choices("capacity", movements.capacities())  # type: ignore[attr-defined]
        self.fields["purpose"].choices = _choices("purpose", movements.purposes())  # type: ignore[attr-defined]
        self.fields["means"].choices = _choices("means", movements.means())  # type: ignore[attr-defined]
        document = DocumentPart.model_validate(person.document)
        if children.age_on(birth_for_age(document), person.opened.date()).may_be_child:
            empty = [("", _("Not a child"))]
            self.fields["relation"].choices = empty + _choices("relation", children.RELATIONS)  # type: ignore[attr-defined]
            shown = (children.NOT_SHOWN, *children.AUTHORITIES)
            self.fields["authority"].choices = _choices("authority", shown)  # type: ignore[attr-defined]
        else:
            for name in ("relation", "adult_name", "authority"):
                del self.fields[name]

    def decision(self) -> Decision:
        """What was written down; call it on a valid form."""
        given = self.cleaned_data
        company = None
        if given.get("relation"):
            company = AccompanimentPart(
                relation=given["relation"],
                authority=given.get("authority") or children.NOT_SHOWN,
                adult_name=given.get("adult_name", ""),
            )
        return Decision(
            capacity=given["capacity"],
            purpose=given["purpose"],
            means=given["means"],
            stamp=given["stamp"],
            accompaniment=company,
            plainly_adult=company is None,
            remark=given["remark"],
        )
