"""The practice screens: choose a scenario, read or print the role cards, do it in the real screens, look back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from panah.node.practice import building, kept, showing
from panah.node.practice.checks import here, judge
from panah.node.practice.gathering import scene
from panah.node.practice.kept import Run
from panah.node.practice.names import named
from panah.node.practice.scenarios import Scenario
from panah.node.practice.scenarios import scenarios as known
from panah.people.access import may, must_be_staff
from panah.web import formats
from panah.web.ports import staffing
from panah.web.printing import compile_pdf, pdf_response

ACT = "people.own"

View = Callable[[HttpRequest, Run, Scenario], HttpResponse]


def of_a_run(view: View) -> Callable[..., HttpResponse]:
    """Finds the run and its scenario."""

    @may(ACT)
    @never_cache
    @wraps(view)
    def found(request: HttpRequest, run: UUID) -> HttpResponse:
        one = kept.get(run)
        if one is None or one.scenario not in known():
            raise Http404
        return view(request, one, named(known()[one.scenario], one.seed))

    return found


@require_safe
@may(ACT)
@never_cache
def scenarios(request: HttpRequest) -> HttpResponse:
    """The ten scenarios, and the runs there were."""
    done = [(one, known()[one.scenario]) for one in kept.runs() if one.scenario in known()]
    shown = {
        "scenarios": [
            {
                "id": one.id,
                "title": _(one.title),
                "lead": _(one.lead),
                "people": ngettext("%(count)s person", "%(count)s persons", len(one.persons))
                % {"count": formats.number(len(one.persons))},
            }
            for one in known().values()
        ],
        "open": [(one, _(scenario.title)) for one, scenario in done if one.ended is None],
        "ended": [(one, _(scenario.title)) for one, scenario in done if one.ended is not None],
    }
    return render(request, "node/practice/scenarios.html", shown)


@require_POST
@may(ACT)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a scenario; its persons are nobody whom the post has met."""
    wanted = known().get(request.POST.get("scenario", ""))
    if wanted is None:
        raise Http404
    return redirect("practice:run", run=building.begin(wanted).id)


@require_safe
@of_a_run
def run(request: HttpRequest, run: Run, scenario: Scenario) -> HttpResponse:
    """The role cards, the documents to scan, and where to go."""
    staff = must_be_staff(request)
    shown = showing.cards(run, scenario)
    return render(
        request,
        "node/practice/run.html",
        {
            "run": run,
            "scenario": {"title": _(scenario.title), "lead": _(scenario.lead), "exit": scenario.direction == "exit"},
            **shown,
            "booth": reverse("border:scan") if staff.may("border.inspect") else "",
        },
    )


@require_safe
@of_a_run
def cards(request: HttpRequest, run: Run, scenario: Scenario) -> HttpResponse:
    """The role cards on paper, to be cut apart."""
    data: dict[str, Any] = {
        "title": _(scenario.title),
        "lead": _(scenario.lead),
        **showing.cards(run, scenario),
        "words": {
            "speaks": _("Speaks"),
            "zone": _("Document, to type at the booth"),
            "begin": _("By yourself"),
            "asked": _("When asked"),
            "manifest": _("List of passengers"),
            "free": _("Whatever isn't here, answer as this person would. Nothing has to be said."),
        },
    }
    made = compile_pdf("print/role_cards.typ", data, title=_("Role cards"), account=staffing().account(request))
    return pdf_response(made, "role-cards.pdf")


@require_POST
@of_a_run
def end(request: HttpRequest, run: Run, scenario: Scenario) -> HttpResponse:
    """What isn't done by now isn't done; look back. What nobody has played doesn't end: nothing was missed in it."""
    if scene(run, scenario).events:
        kept.end(run.id)
    return redirect("practice:review", run=run.id)


@require_safe
@of_a_run
def review(request: HttpRequest, run: Run, scenario: Scenario) -> HttpResponse:
    """What was done well, what was missed and why it matters; about acts, never about whoever acted."""
    seen = scene(run, scenario)
    verdicts = judge(scenario.oughts, seen)
    return render(
        request,
        "node/practice/review.html",
        {
            "run": run,
            "title": _(scenario.title),
            "why": _(scenario.why),
            **showing.review(scenario, verdicts),
            "never": showing.names(scenario, but=here(seen)),
        },
    )
