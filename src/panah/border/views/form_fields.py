"""Form fields and choices that several screens of the border share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from panah import movements
from panah.border.rules import cells
from panah.border.rules.sheets import CellError
from panah.web.wording import country, word

DIRECTIONS = (("entry", _("Entry")), ("exit", _("Exit")))
SEXES = (("", _("Not known")), ("F", _("Female")), ("M", _("Male")), ("X", _("Unspecified")))


def worded(prefix: str, codes: Iterable[str]) -> list[tuple[str, Any]]:
    """Choices from codes, each in words of the language in use when it is shown."""
    say = lazy(lambda code: word(f"{prefix}:{code}"), str)
    return [(code, say(code)) for code in codes]  # type: ignore[no-untyped-call]  # what lazy gives has no types


def purposes() -> list[tuple[str, Any]]:
    """Every purpose, as the booth orders them."""
    return worded("purpose", movements.purposes())


def means() -> list[tuple[str, Any]]:
    """Every means of crossing."""
    return worded("means", movements.means())


def capacities() -> list[tuple[str, Any]]:
    """Every quality in which somebody crosses."""
    return worded("capacity", movements.capacities())


class StateField(forms.CharField):
    """A state by its code of two or three letters or its name; gives three letters."""

    def __init__(self, **options: Any) -> None:
        attributes = {"autocomplete": "off", "spellcheck": "false", "list": "states", "autocapitalize": "characters"}
        settings: dict[str, Any] = {"max_length": 60, "widget": forms.TextInput(attrs=attributes)}
        super().__init__(**settings | options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return cells.state(text)
        except CellError:
            raise ValidationError(_("No state or authority has this code or name."), code="unknown_state") from None


class MomentField(forms.DateTimeField):
    """Day and time at the post, to the minute."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M")
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"]
        settings: dict[str, Any] = {"widget": widget, "input_formats": formats}
        super().__init__(**settings | options)

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except OverflowError:
            raise ValidationError(_("Enter a valid date/time."), code="invalid") from None


class Words(forms.CharField):
    """A few lines in the officer's words."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        settings: dict[str, Any] = {"max_length": 2000, "widget": forms.Textarea(attrs={"rows": rows})}
        super().__init__(**settings | options)


def states() -> list[tuple[str, str]]:
    """Codes and names for the list that a StateField offers: those of the region first."""
    region = ("AFG", "AZE", "CHN", "IRN", "KAZ", "KGZ", "PAK", "RUS", "TJK", "TKM", "TUR", "UZB", "XXA", "XXB", "XXX")
    return [(code, country(code)) for code in region]
