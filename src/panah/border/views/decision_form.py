"""The form in which the second line writes down how somebody crosses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from panah import movements
from panah.border.desk.decision import LONGEST_ADDRESS, LONGEST_REMARK, LONGEST_SPONSOR, LONGEST_STAMP, Decision
from panah.border.desk.posts import post
from panah.border.desk.presentations import view_of
from panah.border.facts.parts import AccompanimentPart, DocumentPart, HostPart
from panah.border.models import Presentation
from panah.border.rules.documents import birth_for_age
from panah.border.views.stage import asks_host
from panah.safeguards import children
from panah.web.forms import offer
from panah.web.wording import word

# Where the form asks for what a safeguard says is missing.
_PLACES = {
    "child_alone": "relation",
    "child_relation_unknown": "relation",
    "child_authority_not_shown": "authority",
    "child_with_child": "adult_name",
    "child_adult_not_crossing": "adult_name",
}
_COMPANY = ("relation", "adult_name", "authority", "paper")


def _choices(sort: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, word(f"{sort}:{code}")) for code in codes]


class DecisionForm(forms.Form):
    """Quality, purpose, means, stamp; for somebody who may be a child also with whom, and what shows that they may.

    ``age`` says what is known of the age on the day of the presentation, at the post.
    """

    capacity = forms.ChoiceField(label=_("Crosses as"))
    purpose = forms.ChoiceField(label=_("Purpose"))
    means = forms.ChoiceField(label=_("By what means"))
    stamp = forms.CharField(label=_("Stamp number"), max_length=LONGEST_STAMP, required=False)
    sponsor = forms.CharField(label=_("Invited by"), max_length=LONGEST_SPONSOR, required=False)
    address = forms.CharField(label=_("Address of stay"), max_length=LONGEST_ADDRESS, required=False)
    plainly_adult = forms.BooleanField(
        label=_("No birth date is known, but this is beyond doubt an adult"), required=False
    )
    relation = forms.ChoiceField(
        label=_("With whom does the child travel on?"),
        error_messages={"required": _("Say how the adult belongs to the child.")},
    )
    adult_name = forms.CharField(
        label=_("Name of the adult"),
        max_length=200,
        error_messages={"required": _("Name the adult into whose care the child goes.")},
    )
    authority = forms.ChoiceField(label=_("What shows that they may travel together?"))
    paper = forms.CharField(label=_("Paper: number or date"), max_length=200, required=False)
    remark = forms.CharField(
        label=_("Remark"), max_length=LONGEST_REMARK, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, person: Presentation, data: Any = None) -> None:
        view = view_of(person)
        super().__init__(data, initial={"capacity": view.advice.capacity} | (person.host or {}))
        if not asks_host(view):
            del self.fields["sponsor"]
            del self.fields["address"]
        self._offer("capacity", _choices("capacity", movements.capacities()))
        self._offer("purpose", _choices("purpose", movements.purposes()))
        self._offer("means", _choices("means", movements.means()))
        document = DocumentPart.model_validate(person.document)
        day = person.opened.astimezone(post(person.post).zone).date()
        self.age = children.age_on(birth_for_age(document), day)
        if not self.age.unknown:
            del self.fields["plainly_adult"]
        if not self.age.may_be_child:
            for name in _COMPANY:
                del self.fields[name]
            return
        self._offer("relation", [("", _("Choose")), *_choices("relation", children.RELATIONS)])
        shown = (children.NOT_SHOWN, *children.AUTHORITIES)
        self._offer("authority", _choices("authority", shown))

    def _offer(self, name: str, choices: list[Any]) -> None:
        offer(self.fields[name], choices)

    def full_clean(self) -> None:
        """Ask for nobody's company where the officer says that this is an adult."""
        if self.age.unknown and self.data.get(self.add_prefix("plainly_adult")):
            for name in _COMPANY:
                self.fields[name].required = False
        super().full_clean()

    def ask_for_company(self, code: str) -> None:
        """Say at its field what is still missing about a child's company (a code of ``children.decide``, S6)."""
        place = _PLACES.get(code)
        said = word(f"finding:{code}")
        if code == "child_authority_not_shown":
            enough = children.enough_for(self.data.get(self.add_prefix("relation"), ""))
            papers = ", ".join(word(f"authority:{one}") for one in children.AUTHORITIES if one in enough)
            said += " " + gettext("For this relation it takes one of these: %(papers)s.") % {"papers": papers}
        self.add_error(place if place in self.fields else None, said)

    def decision(self) -> Decision:
        """What was written down; call it on a valid form."""
        given = self.cleaned_data
        company = None
        if given.get("relation"):
            company = AccompanimentPart(
                relation=given["relation"],
                authority=given.get("authority") or children.NOT_SHOWN,
                adult_name=given.get("adult_name", ""),
                paper=given.get("paper", ""),
            )
        return Decision(
            capacity=given["capacity"],
            purpose=given["purpose"],
            means=given["means"],
            stamp=given["stamp"],
            accompaniment=company,
            plainly_adult=bool(given.get("plainly_adult")),
            remark=given["remark"],
            host=HostPart(sponsor=given["sponsor"], address=given["address"]) if "sponsor" in given else None,
        )
