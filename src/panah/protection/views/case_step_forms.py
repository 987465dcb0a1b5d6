"""Forms made from what a step of a procedure asks for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from panah.border.views.form_fields import Words
from panah.safeguards.procedures import NO, YES, Field, Step
from panah.safeguards.procedures.asking import LONGEST
from panah.web.forms import Tiles
from panah.web.wording import word

_FEW = 4
_PREFIX = "value_"


def _day(**options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


class StepForm(forms.Form):
    """One step of a procedure: the day, what the step asks for, and room for why.

    Built for the language in use: make it while answering a request.
    """

    on = _day(label=_("On which day"), initial=timezone.localdate)

    def __init__(self, step: Step, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.step = step
        for asked in step.fields:
            self.fields[_PREFIX + asked.name] = _field(asked)
        self.fields["why"] = Words(label=_("Remark"), required=False, rows=2)

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(word("protection:step_in_future"))
        return on

    @property
    def values(self) -> dict[str, str]:
        """What was filled in, by the names of the step's fields, as the rules read it."""
        return {one.name: _said(self.cleaned_data.get(_PREFIX + one.name)) for one in self.step.fields}

    def refuse(self, name: str, code: str) -> None:
        """Say at its field what is wrong with it."""
        place = _PREFIX + name
        self.add_error(place if place in self.fields else None, word(f"step_problem:{code}"))


def _said(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return YES if value else ""
    if isinstance(value, list):
        return " ".join(value)
    return str(value or "").strip()


def _field(asked: Field) -> forms.Field:
    options: dict[str, Any] = {
        "label": _(asked.title),
        "help_text": _(asked.help) if asked.help else "",
        "required": asked.required,
    }
    choices: list[tuple[str, Any]] = [(code, _(title)) for code, title in asked.choices.items()]
    match asked.kind:
        case "date":
            return _day(**options)
        case "text":
            return Words(rows=3, **options | {"max_length": LONGEST["text"]})
        case "confirm":
            return forms.BooleanField(error_messages={"required": word("step_problem:not_confirmed")}, **options)
        case "flag":
            return forms.ChoiceField(
                choices=[(YES, _("Yes")), (NO, _("No"))], widget=Tiles(segmented=True), **options
            )  # fmt: skip
        case "choice" if len(choices) <= _FEW:
            return forms.ChoiceField(choices=choices, widget=Tiles, **options)
        case "choice":
            return forms.ChoiceField(choices=[("", "—"), *choices], **options)
        case "choices":
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **options)
    return forms.CharField(max_length=LONGEST["line"], **options)
