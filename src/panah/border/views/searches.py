"""A search of somebody held, written down at once: what, why, by whom, and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from panah.border.desk import searches as desk
from panah.border.desk.context import DeskError
from panah.border.desk.holds import HoldView
from panah.border.models import Search
from panah.border.views.second_line import ACT, of_my_post
from panah.people.access import may, must_be_staff
from panah.people.desk.names import names_of
from panah.web.forms import Tiles, offer
from panah.web.wording import word

AT = {"search_of_nothing": "searched", "search_own_sex": "own_sex", "search_reason": "remark"}
"""The field at which the desk's no stands."""


class SearchForm(forms.Form):
    """What was searched and why; nothing about the person."""

    searched = forms.MultipleChoiceField(
        label=gettext_lazy("What was searched?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    why = forms.ChoiceField(label=gettext_lazy("Why?"), widget=forms.RadioSelect)
    own_sex = forms.BooleanField(
        label=gettext_lazy("By somebody of the person's own sex"),
        required=False,
        help_text=gettext_lazy("Clothes and body are searched in no other way."),
    )
    told = forms.BooleanField(label=gettext_lazy("The person was told why"), required=False)
    result = forms.ChoiceField(label=gettext_lazy("What came of it?"), widget=Tiles(segmented=True))
    remark = forms.CharField(
        label=gettext_lazy("In your words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Your own judgement needs words. What was kept: list it here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, codes, prefix in (
            ("searched", desk.OF, "searched"),
            ("why", desk.WHY, "search_why"),
            ("result", desk.RESULTS, "search_result"),
        ):
            offer(self.fields[name], [(code, word(f"{prefix}:{code}")) for code in codes])


@may(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_my_post
def search(request: HttpRequest, hold: HoldView) -> HttpResponse:
    """The form, and what was searched before."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            desk.search(hold.id, **form.cleaned_data, actor=must_be_staff(request))
        except DeskError as no:
            if no.code not in AT:
                raise
            form.add_error(AT[no.code], word(f"desk:{no.code}", no.params))
        else:
            messages.success(request, _("Written down."))
            return redirect("border:hold", hold=hold.id)
    context = {"hold": hold, "form": form, "earlier": told(desk.of_presentations([hold.presentation.subject]))}
    return render(request, "border/second_line/search.html", context, status=422 if form.is_bound else 200)


def told(rows: list[Search]) -> list[dict[str, Any]]:
    """Searches in words, for pages and paper."""
    names = names_of(row.officer for row in rows)
    return [
        {
            "at": row.happened,
            "what": ", ".join(word(f"searched:{code}") for code in row.searched),
            "why": word(f"search_why:{row.why}"),
            "result": word(f"search_result:{row.result}"),
            "remark": row.remark,
            "by": names.get(row.officer, ""),
        }
        for row in rows
    ]
