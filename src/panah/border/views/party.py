"""What checking off a carriage or a group has in common: one document in, one traveller on the screen, one decision."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from panah import documents, movements
from panah.border.desk import presentations
from panah.border.desk.context import Acting, DeskError
from panah.border.desk.decision import Decision
from panah.border.desk.parties import name_of
from panah.border.desk.presentations import PresentationView
from panah.border.desk.watching import with_hits
from panah.border.facts.parts import VehiclePart
from panah.border.rules.documents import birth_for_age
from panah.border.views.decision_form import DecisionForm
from panah.border.views.decisions import host_from
from panah.border.views.keyed import PaperForm
from panah.border.views.stage import AreaView, Counted, Line, RepairView, areas_of, line, reading_of, repair_of
from panah.documents import Reading
from panah.safeguards import children
from panah.web.forms import uuid_of
from panah.web.wording import word

LONGEST_SCAN = 2000


@dataclass(frozen=True, slots=True)
class Card:
    """One traveller as the handheld shows them."""

    view: PresentationView
    name: str
    areas: tuple[AreaView, ...]
    traveller: tuple[Line, ...]
    form: DecisionForm
    open_now: bool
    asks_plainly_adult: bool
    repair: RepairView | None

    @property
    def telling(self) -> tuple[AreaView, ...]:
        """What the officer reads at once: everything that isn't in order, and until when the person may stay."""
        return tuple(area for area in self.areas if area.state != "green" or area.area == "stay")


def read_scan(request: HttpRequest) -> Reading | str:
    """The zone that was scanned; words for what is none."""
    text = request.POST.get("mrz", "")[: LONGEST_SCAN + 1]
    if len(text) > LONGEST_SCAN:
        return word("documents:too_long", {})
    reading = documents.read_mrz(text)
    if reading.format is not None:
        return reading
    problem = next(iter(reading.problems), None)
    return word(f"documents:{problem.code}", dict(problem.params)) if problem else word("documents:empty", {})


def repaired(presentation: UUID) -> Reading | None:
    """The zone as the reader proposes to repair it, once the officer has compared it with the document."""
    reading = reading_of(presentations.get(presentation).document)
    if reading is None or reading.repair is None:
        return None
    return documents.read_mrz("\n".join(reading.repair.lines))


def misread(request: HttpRequest) -> UUID | None:
    """The presentation that a keyed document replaces (``?instead=``), if any."""
    return uuid_of(request.GET.get("instead"))


def replace_misread(old: UUID | None, new: UUID, *, actor: Acting) -> None:
    """The scan before was of nobody new: it is void, and names what replaces it. Where it may well have been of
    somebody (a sound reading, another officer's, one of long ago), it stays on the list."""
    if old is not None:
        with suppress(DeskError):
            presentations.void(old, actor=actor, reason="misread", repeats=new)


def keyed_form(request: HttpRequest) -> PaperForm:
    """The form for a document typed from the page."""
    return PaperForm(request.POST if request.method == "POST" else None, today=timezone.localdate())


def card(presentation: UUID, *, means: str = "", form: DecisionForm | None = None) -> Card:
    """The card of a traveller; ``means`` is how the party crosses."""
    view = with_hits(presentations.get(presentation))
    age = children.age_on(birth_for_age(view.document), view.row.opened.date())
    return Card(
        view=view,
        name=name_of(view.row.document),
        areas=areas_of(view, Counted.of(view)),
        traveller=tuple(line(finding) for finding in view.advice.of("traveller")),
        form=form or _decision_form(view, means),
        open_now=not view.row.outcome,
        asks_plainly_adult=age.unknown,
        repair=None if view.row.outcome else repair_of(view.document),
    )


def _decision_form(view: PresentationView, means: str) -> DecisionForm:
    form = DecisionForm(view.row)
    form.initial = {
        **form.initial,
        "means": means if means in movements.means() else movements.NOT_ASKED,
        "purpose": movements.NOT_ASKED,
    }
    return form


def decide(
    request: HttpRequest, presentation: UUID, *, actor: Acting, vehicle: VehiclePart | None = None
) -> str | DecisionForm:
    """Admit or set aside, as the pressed key says. Gives the outcome, or the form where something is missing.

    What the first line may not decide alone leads to the second line by one key; the words say so.
    """
    view = presentations.get(presentation)
    if request.POST.get("act") == "set_aside":
        presentations.set_aside(presentation, actor=actor, host=host_from(request.POST))
        return "set_aside"
    form = DecisionForm(view.row, request.POST)
    if not form.is_valid():
        return form
    # Doubtful age means child: that somebody is an adult, the officer says, never a field left empty.
    decision: Decision = replace(form.decision(), plainly_adult=request.POST.get("plainly_adult") == "on")
    if vehicle is not None:
        decision = replace(decision, vehicle=vehicle)
    try:
        presentations.admit(presentation, decision, actor=actor)
    except DeskError as no:
        if no.code == "set_aside_required" and no.params.get("code") == "sample":
            # The random sample looks like any other setting aside: the officer's key does it.
            presentations.set_aside(presentation, actor=actor, host=decision.host)
            return "set_aside"
        if no.code == "has_outcome":
            raise
        if (code := str(no.params.get("code", ""))) in children.CODES:
            form.ask_for_company(code)
        form.add_error(None, word(f"desk:{no.code}", no.params))
        return form
    return "crossed"
