"""Where a case stands in its procedure, in words: what is next, what may be done, what not yet and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from babel.lists import format_list
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from panah.people.desk.names import names_of
from panah.protection.desk import case_matters
from panah.protection.desk.bodies import BodyView
from panah.protection.desk.case_deciding import Deciding
from panah.protection.desk.case_steps import Standing
from panah.protection.models import Case, CaseStep
from panah.protection.views.case_forms import ConcludeForm
from panah.safeguards import procedures
from panah.safeguards.procedures import YES, Course, Field, Lack, Procedure, Step, Taken
from panah.web import formats
from panah.web.languages import babel_locale
from panah.web.wording import word

_SOON = 7


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as it is offered: its words, where to record it (empty where it can't be yet) and why not."""

    code: str
    title: str
    help: str
    url: str = ""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Next:
    """A step that has its day."""

    offer: Offer
    by: dt.date
    colour: str
    when: str


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken: what was filled in with it, by whom, and whether it counts: ``earlier`` than
    the case was opened again, or ``aside`` as what it needs wasn't there."""

    title: str
    on: dt.date
    by: str
    told: tuple[tuple[str, str], ...]
    why: str
    aside: bool
    earlier: bool


def address(row: Case) -> str:
    """Where a case's course stands: a part of its page."""
    return f"{reverse('protection:case', args=[row.subject])}?part=steps"


def fill(row: Case, body: BodyView) -> dict[str, Any]:
    """All of a case's course, for the part of its page."""
    procedure = procedures.get(row.procedure)
    decides = Deciding(row, body)
    stands, course = decides.stands, decides.course
    due = {one.step for one in course.due}
    steps = {one.code: one for one in procedure.steps}
    able = row.closed is None and row.claim is None
    can = [steps[code] for code in course.allowed if code not in due] if able else []
    return {
        "procedure_title": gettext(procedure.title),
        "next": _next(row, procedure, course, able) if row.closed is None else [],
        "running": [
            {"title": word(f"waiting:{procedure.code}.{one.code}"), "until": one.until} for one in course.running
        ],
        "can": [offer(row, one) for one in can if not one.rare],
        "rare": [offer(row, one) for one in can if one.rare],
        "later": [
            Offer(code, gettext(steps[code].title), "", why=why(procedure, course.lacks[code]))
            for code in (course.later if row.closed is None else ())
            if code not in due and not steps[code].rare
        ],
        "done": _done(row, procedure, course, stands),
        "course": course,
        "lost": row.closed is None and is_lost(course),
        "holds_matter": decides.matter_open,
        "perhaps": row.matter is None and row.closed is None and bool(case_matters.linkable(row)),
        **letting_go(decides),
        "way": word(f"way:{procedure.code}.{course.way}") if course.way else "",
        "not_let_go": [_reason(procedure, code) for code in course.why],
        "from_memory": any(not one.source.checked for one in procedure.steps),
        "source": str(procedure.source),
        "conclude": ConcludeForm(auto_id="conclude-%s"),
    }


def is_lost(course: Course) -> bool:
    """Whether nobody knows where the person is."""
    said = (one.step for one in reversed(course.done) if one not in course.aside)
    return next((step for step in said if step in ("disappeared", "found")), "") == "disappeared"


def letting_go(decides: Deciding) -> dict[str, Any]:
    """Whether the matter of a case may be let go now, and else what comes first; empty where the procedure says it."""
    code, row = decides.in_the_way, decides.row
    return {
        "may_conclude": not code and row.closed is None and row.matter is not None,
        "first": word(f"protection:{code}") if code not in ("", "not_let_go_yet") else "",
    }


def offer(row: Case, step: Step) -> Offer:
    """A step that may be taken now."""
    page = reverse("protection:case-step", args=[row.subject, step.code])
    return Offer(step.code, gettext(step.title), gettext(step.help) if step.help else "", page)


def why(procedure: Procedure, lacks: Sequence[Lack]) -> tuple[str, ...]:
    """Why a step can't be taken, a sentence each."""
    return tuple(_lack(procedure, one) for one in lacks)


def values_told(step: Step, values: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """What was filled in, as it is read: label and words."""
    pairs = ((asked, values.get(asked.name, "")) for asked in step.fields)
    return tuple((gettext(asked.title), _value(asked, value)) for asked, value in pairs if value)


def _next(row: Case, procedure: Procedure, course: Course, able: bool) -> list[Next]:
    found = []
    today = timezone.localdate()
    for one in course.due:
        step = procedure.step(one.step)
        offered = offer(row, step)
        if step.code not in course.allowed or not able:
            offered = Offer(step.code, offered.title, offered.help, why=why(procedure, course.lacks.get(step.code, ())))
        days = (one.by - today).days
        colour = "red" if one.late else "amber" if days <= _SOON else "neutral"
        found.append(Next(offered, one.by, colour, _when(days)))
    return found


def _when(days: int) -> str:
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": formats.number(-days)}
    if days == 0:
        return gettext("Today")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": formats.number(days)}


def _done(row: Case, procedure: Procedure, course: Course, stands: Standing) -> list[Done]:
    rows = {str(one.pk): one for one in CaseStep.objects.for_body(row.reader).filter(subject=row.subject)}
    names = names_of([one.actor for one in rows.values()])
    aside, earlier = {one.id for one in course.aside}, {one.id for one in stands.earlier}
    return [
        _told_one(procedure, one, rows.get(one.id), names, aside=one.id in aside, earlier=one.id in earlier)
        for one in reversed((*stands.earlier, *course.done))
    ]


def _told_one(
    procedure: Procedure, taken: Taken, written: CaseStep | None, names: dict[UUID, str], **counts: bool
) -> Done:
    step = next((one for one in procedure.steps if one.code == taken.step), None)
    return Done(
        title=word(f"procedure_step:{procedure.code}.{taken.step}"),
        on=taken.on,
        by=names.get(written.actor, "") if written else "",
        told=values_told(step, dict(taken.values)) if step else (),
        why=written.why if written else "",
        **counts,
    )


def _value(asked: Field, value: str) -> str:
    if asked.kind in ("choice", "choices"):
        return " · ".join(gettext(asked.choices.get(code, code)) for code in value.split())
    if asked.kind in ("flag", "confirm"):
        return gettext("Yes") if value == YES else gettext("No")
    return formats.partial_date(value) if asked.kind == "date" else value


def _titles(procedure: Procedure, codes: Iterable[str]) -> str:
    return _either([word(f"procedure_step:{procedure.code}.{code}") for code in codes])


def _either(parts: Sequence[str]) -> str:
    return str(format_list(parts, style="or", locale=babel_locale(get_language()))) if parts else ""


def _lack(procedure: Procedure, lack: Lack) -> str:
    steps = _titles(procedure, lack.steps)
    if lack.code == "needs" and lack.field and len(lack.steps) == 1:
        asked = procedure.step(lack.steps[0]).field(lack.field)
        if asked is not None and lack.values:
            values = [gettext(asked.choices.get(value, value)) for value in lack.values]
            named = {"field": gettext(asked.title), "values": _either(values)}
            return word("lack:needs_value", {"steps": steps, **named})
    if lack.code == "waits":
        shown = [code for code in lack.steps if procedure.step(code).ends != "died"]
        params = {"time": word(f"waiting:{procedure.code}.{lack.waiting}"), "until": lack.until}
        return word("lack:waits_or" if shown else "lack:waits", {**params, "steps": _titles(procedure, shown)})
    if lack.code == "ended" and lack.steps:
        return word("lack:ended_or", {"steps": steps})
    return word(f"lack:{lack.code}", {"steps": steps})


def _reason(procedure: Procedure, code: str) -> str:
    kind, _colon, name = code.partition(":")
    return word(f"{kind}:{procedure.code}.{name}")
