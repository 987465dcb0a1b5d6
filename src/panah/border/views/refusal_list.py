"""Refusals: those that wait for another signature, those made, what is to be recalled, and who went back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from panah.border.desk import answering
from panah.border.desk import refusals as desk
from panah.border.desk.posts import posts
from panah.border.desk.recalls import recalls
from panah.border.models import Refusal, Withdrawal
from panah.border.views.refusal_forms import ground_text
from panah.people.access import may
from panah.people.desk.names import names_of

SHOWN = 200


@may("border.refusals")
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Without names of persons: opening one is a look."""
    waiting = desk.waiting()
    made = list(Refusal.objects.order_by("-made", "subject")[:SHOWN])
    withdrawn = list(Withdrawal.objects.order_by("-at", "subject")[:SHOWN])
    here = {one.id: one for one in posts()}
    due = recalls()
    known = {one.presentation for one in due}
    people = names_of(
        [
            *(one.proposed_by for one in waiting),
            *(one.first_by for one in made),
            *(one.second_by for one in made),
            *(one.officer for one in withdrawn),
        ]
    )

    return render(
        request,
        "border/refusals/list.html",
        {
            "waiting": [
                (
                    one,
                    here.get(one.content.post),
                    people.get(one.proposed_by, "–"),
                    ground_text(one.content.post, one.content.ground),
                )
                for one in waiting
            ],
            "recalls": due,
            "raised": [(one, here.get(one.post)) for one in answering.raised() if one.presentation not in known],
            "made": [
                (
                    one,
                    here.get(one.post),
                    ground_text(one.post, one.ground),
                    people.get(one.first_by, "–"),
                    people.get(one.second_by, "–"),
                )
                for one in made
            ],
            "withdrawn": [(one, here.get(one.post), people.get(one.officer, "–")) for one in withdrawn],
        },
    )
