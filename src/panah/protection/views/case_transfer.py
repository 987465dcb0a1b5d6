"""Asking another body to take a case on: whom, for what, what the person agrees to; and what would be told."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from panah.people.access import must_be_staff
from panah.protection.desk import case_transfers as desk
from panah.protection.desk.cases import open_case_of
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.telling import language_of
from panah.protection.models import Case
from panah.protection.views.case_forms import CaseForm, text_field
from panah.protection.views.case_looks import look
from panah.protection.views.case_words import number_of
from panah.protection.views.cases import ACT
from panah.protection.views.guard import at_the_desk, own_body, said
from panah.protection.views.sending import HOW
from panah.safeguards.conversation import card_languages
from panah.safeguards.indicators import need_kinds
from panah.safeguards.routes import CLAIM, CONSENT_PURPOSES, Said, field_parts, field_titles, least_fields
from panah.web.forms import offer
from panah.web.wording import word

_PLACES = {
    "body_unknown": "body",
    "transfer_asked": "body",
    "need_unknown": "need",
    "purpose_needed": "purpose",
    "consent_needed": "agreed",
}
# The statistics are no reason to hand anybody over.
PURPOSES = tuple(one for one in CONSENT_PURPOSES if one != "statistics")


class TransferForm(CaseForm):
    """Whom to ask for what, and what the person said to that."""

    body = forms.ChoiceField(label=gettext_lazy("Which body"))
    need = forms.ChoiceField(label=gettext_lazy("For what"))
    purpose = forms.ChoiceField(label=gettext_lazy("What the person agrees to"))
    agreed = forms.BooleanField(
        label=gettext_lazy("They were asked in a language they understand, and agree"), required=False
    )
    how = forms.ChoiceField(label=gettext_lazy("How it was asked"))
    language = forms.ChoiceField(label=gettext_lazy("In which language"))
    without = forms.MultipleChoiceField(
        label=gettext_lazy("But not"), required=False, widget=forms.CheckboxSelectMultiple
    )
    wishes = text_field(gettext_lazy("What they wish, in their words"), 2, 4000, required=False)
    why = text_field(gettext_lazy("Why this body"), 2, 4000)
    urgent = forms.BooleanField(label=gettext_lazy("Urgent"), required=False)

    def __init__(self, row: Case, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        others = desk.possible(row.reader)
        claims = [CLAIM] if any(desk.takes_matter(row, one) for one in others) else []
        titles = field_titles()
        fields = {name for (kind, _p), names in least_fields().items() for name in names}
        choices = {
            "body": [(str(one.id), one.name) for one in others],
            "need": [(code, word(f"need:{code}")) for code in need_kinds()],
            "purpose": [(one, word(f"consent_for:{one}")) for one in (*PURPOSES, *claims)],
            "how": [(code, word(f"consent_how:{code}")) for code in HOW],
            "language": [("", "–"), *((one.code, one.own_name) for one in card_languages().values())],
            "without": [
                (name, _(title))
                for name, title in titles.items()
                if name in fields - {"reference", "language", "needs", "urgent", *field_parts()}
            ],
        }
        for name, shown in choices.items():
            offer(self.fields[name], shown)
        self.fields["language"].initial = language_of([row.language])
        self.fields["need"].initial = next(iter(row.needs), None)

    def wanted(self) -> desk.Transfer:
        """What the form says, for the desk."""
        told = self.cleaned_data
        purpose = told["purpose"]
        agreed = Said(
            purpose=purpose,
            agreed=True,
            at=int(time.time()),
            recipient=told["body"],
            without=frozenset(told["without"]),
            how=told["how"],
            language=told["language"],
        ) if purpose != CLAIM and told["agreed"] else None  # fmt: skip
        return desk.Transfer(
            body=UUID(told["body"]),
            needs=(told["need"],),
            purpose=purpose,
            why=told["why"],
            said=agreed,
            urgent=told["urgent"],
            wishes=told["wishes"],
        )


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, case: UUID) -> HttpResponse:
    """Ask; the look is a fact (S8)."""
    body, staff = own_body(request), must_be_staff(request)
    row = open_case_of(body.id, case)
    form = TransferForm(row, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            desk.transfer(body.id, case, form.wanted(), actor=staff)
        except ProtectionError as no:
            if not form.refuse(no.code, said(no)):
                form.add_error(_PLACES.get(no.code), said(no))
        else:
            messages.success(request, _("Asked under seal. The case stays yours until they accept."))
            return redirect(f"{reverse('protection:case', args=[case])}?part=handover")
    look(request, case, screen="protection:case")
    context = {"row": row, "number": number_of(row), "form": form}
    return render(request, "protection/cases/transfer.html", context, status=422 if form.errors else 200)
