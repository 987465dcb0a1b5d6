"""The procedures of bodies in words: their titles are English texts of the data, translated like any other."""

from django.utils.functional import Promise, keep_lazy_text
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from panah.safeguards.procedures import procedures


@keep_lazy_text
def _not_yet(title: str | Promise) -> str:
    return str(_("Not yet: %(step)s") % {"step": title})


@keep_lazy_text
def _running(title: str | Promise) -> str:
    return str(_("Runs: %(time)s") % {"time": title})


@keep_lazy_text
def _unsettled(title: str | Promise) -> str:
    return str(_("Not settled: %(step)s") % {"step": title})


def _table() -> dict[str, str | Promise]:
    found: dict[str, str | Promise] = {}
    for one in procedures().values():
        found[f"procedure:{one.code}"] = gettext_lazy(one.title)
        for step in one.steps:
            title = gettext_lazy(step.title)
            found[f"procedure_step:{one.code}.{step.code}"] = title
            found[f"needs:{one.code}.{step.code}"] = _not_yet(title)
            found[f"unsettled:{one.code}.{step.code}"] = _unsettled(title)
        for waiting in one.waitings:
            title = gettext_lazy(waiting.title)
            found[f"waiting:{one.code}.{waiting.code}"] = title
            found[f"waits:{one.code}.{waiting.code}"] = _running(title)
        for way in one.ways:
            found[f"way:{one.code}.{way.code}"] = gettext_lazy(way.title)
    return found


PROCEDURES: dict[str, str | Promise] = _table() | {
    "step_problem:missing": _("Fill this in."),
    "step_problem:not_confirmed": _("Only if it is so can this be recorded."),
    "step_problem:no_date": _("This is no day."),
    "step_problem:no_choice": _("Choose one of these."),
    "step_problem:too_long": _("This is too long."),
    "step_problem:unknown": _("This step doesn't ask for it."),
    "lack:needs": _("First: %(steps)s"),
    "lack:needs_value": _("First: %(steps)s (%(field)s – %(values)s)"),
    "lack:waits": _("%(time)s runs until %(until)s"),
    "lack:waits_or": _("%(time)s runs until %(until)s, unless: %(steps)s"),
    "lack:excluded": _("Not after: %(steps)s"),
    "lack:ended": _("The procedure has ended."),
    "lack:ended_or": _("The procedure has ended. It can begin again with: %(steps)s"),
    "lack:taken": _("This is done."),
}
