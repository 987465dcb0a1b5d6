"""What the forms of a claim's steps have in common, and those up to the interview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from panah.border.desk.context import Acting
from panah.border.views.form_fields import Words, worded
from panah.journal.facts import Fact
from panah.protection.desk import claim_steps
from panah.protection.facts import claims as facts
from panah.protection.models import Claim
from panah.protection.views import claim_languages

Text = str | Promise
YES = _("Yes")


class Day(forms.DateField):
    """A day, today to begin with where ``today``."""

    def __init__(self, *, today: bool = False, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        initial: Callable[[], dt.date] | None = timezone.localdate if today else None
        super().__init__(**{"widget": widget, "initial": initial} | options)


class PastDay(Day):
    """A day that isn't still to come."""

    def validate(self, value: dt.date | None) -> None:
        super().validate(value)
        if value is not None and value > timezone.localdate():
            raise forms.ValidationError(_("This day lies in the future."))


class ComingDay(Day):
    """A day that isn't over."""

    def validate(self, value: dt.date | None) -> None:
        super().validate(value)
        if value is not None and value < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose today or a later one."))


class Sure(forms.BooleanField):
    """Something that has to be so, and is said by a tick."""

    def __init__(self, label: Text, **options: Any) -> None:
        super().__init__(**{"label": label, "required": False} | options)


class StepForm(forms.Form):
    """One step of a claim. ``probe``: a fact of its kind with all that it needs, to see whether it is allowed."""

    title: ClassVar[Text]
    lead: ClassVar[Text] = ""
    button: ClassVar[Text] = pgettext_lazy("to write it down", "Record")
    done: ClassVar[Text] = _("Recorded.")
    icon: ClassVar[str]
    confirm: ClassVar[Text] = ""
    places: ClassVar[dict[str, str]] = {}
    """Which field a desk's no belongs to, by its code."""

    def __init__(self, row: Claim, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.row = row

    @staticmethod
    def probe(row: Claim) -> Fact:
        """A fact that stands for the step."""
        raise LookupError

    def fact(self, data: dict[str, Any]) -> Fact:
        """What the valid form says."""
        raise LookupError

    def perform(self, *, actor: Acting) -> None:
        """Take the step. ProtectionError as the desk says it."""
        claim_steps.say(self.row.reader, self.row.subject, self.fact(self.cleaned_data), actor=actor)


def day(value: dt.date | None) -> str:
    """ISO, "" for none."""
    return value.isoformat() if value else ""


def _call(row: Claim) -> UUID:
    return UUID(row.calls[-1]["call"]) if row.calls else uuid4()


class CallForm(StepForm):
    """When, where and with whom."""

    title, icon = _("Call to an interview"), "calendar-plus"
    lead = _("Ask the person alone first: language, interpreter, who should ask them, who comes along.")
    button, done = _("Call"), _("Called. Print the letter.")
    places: ClassVar[dict[str, str]] = {"reason_needed": "why"}

    on = Day(label=_("Day"))
    at = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(
        label=_("Place"), max_length=200, help_text=_("As the letter says it: street and room, no name of an office.")
    )
    language = forms.ChoiceField(
        label=_("Language of the interview and of the letter"), choices=claim_languages.choices
    )
    interpreter = forms.ChoiceField(
        label=_("Interpreter: the person wishes"), required=False, choices=lambda: worded("wish", ("any", "F", "M")),
        help_text=_("Never from an embassy, never family, nobody who travels along."),
    )  # fmt: skip
    interviewer = forms.ChoiceField(
        label=_("Who asks: the person wishes"), required=False, choices=lambda: worded("wish", ("any", "F", "M"))
    )
    counsel = forms.CharField(label=_("Lawyer or whoever else comes along"), required=False, max_length=200)
    why = Words(label=_("Why another day than before"), required=False, rows=2)

    def __init__(self, row: Claim, *args: Any, **options: Any) -> None:
        super().__init__(row, *args, **options)
        self.initial["language"] = claim_languages.spoken(row)
        if not row.calls or row.calls[-1]["state"] != "called":
            del self.fields["why"]

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        if on < timezone.localdate():
            raise forms.ValidationError(_("A call is for a day to come."))
        return on

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimCalled(call=uuid4(), on="2000-01-01", at="00:00", place="", language="", why="-")

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimCalled(
            call=uuid4(),
            on=day(data["on"]),
            at=f"{data['at']:%H:%M}",
            place=data["place"],
            language=data["language"],
            interpreter=data["interpreter"].replace("any", ""),
            interviewer=data["interviewer"].replace("any", ""),
            counsel=data["counsel"],
            why=data.get("why", ""),
        )


class NotComeForm(StepForm):
    """Why nobody was heard."""

    title, icon = _("Nobody came, or it couldn't be held"), "calendar-x"
    lead = _("This decides nothing. Whoever didn't come is called again.")

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=lambda: worded("not_come", facts.NotCome.__args__),  # type: ignore[attr-defined]  # of a Literal
    )
    text = Words(label=_("In a few words"), required=False, rows=2)

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimNotCome(call=_call(row), reason="unknown")

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimNotCome(call=_call(self.row), reason=data["reason"], text=data["text"])


class InterviewForm(StepForm):
    """That the person was heard, and who was there. What they said belongs into the case file."""

    title, icon = _("Interviewed"), "messages-square"
    lead = _("What was said is kept as a document of the case, not here.")
    places: ClassVar[dict[str, str]] = {
        "not_understood": "understood", "interpreter_not_independent": "independent", "day_wrong": "on"
    }  # fmt: skip

    on = Day(label=_("Day"), today=True)
    language = forms.ChoiceField(label=_("Language"), choices=claim_languages.choices)
    present = forms.MultipleChoiceField(
        label=_("Who was there"), widget=forms.CheckboxSelectMultiple,
        choices=lambda: worded("present", facts.Present.__args__),  # type: ignore[attr-defined]  # of a Literal
    )  # fmt: skip
    interpreter = forms.CharField(
        label=_("Code of the interpreter"), required=False, max_length=60, help_text=_("A code rather than a name.")
    )
    independent = Sure(_("Asked: the interpreter is from no embassy, isn't family, doesn't travel along"))
    understood = Sure(_("They understood each other, and the record was read back"))

    def __init__(self, row: Claim, *args: Any, **options: Any) -> None:
        super().__init__(row, *args, **options)
        self.initial["language"] = claim_languages.spoken(row)

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("An interview lies in the past."))
        return on

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimInterviewed(on=day(timezone.localdate()), language="", understood=True)

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimInterviewed(
            on=day(data["on"]),
            language=data["language"],
            understood=data["understood"],
            present=tuple(data["present"]),
            interpreter=data["interpreter"],
            independent=data["independent"],
        )


class ChildForm(StepForm):
    """Whether the person is a child, and who cares for them."""

    title, icon = _("Child, guardian, best interests"), "baby"
    lead = _("Nothing is decided about a child before a guardian and a best-interests record are there.")
    places: ClassVar[dict[str, str]] = {"reason_needed": "why"}

    child = forms.ChoiceField(label=_("Under 18?"), choices=lambda: worded("child", ("yes", "doubtful", "no")))
    guardian = forms.CharField(label=_("Guardian"), required=False, max_length=200)
    best_interests_on = PastDay(label=_("Day of the best-interests record"), required=False)
    why = Words(label=_("Why, where it turned out that they are grown up"), required=False, rows=2)

    def __init__(self, row: Claim, *args: Any, **options: Any) -> None:
        super().__init__(row, *args, **options)
        self.initial.update(child=row.child if row.child != "no" else "yes", guardian=row.guardian)
        self.initial["best_interests_on"] = row.best_interests_on or None

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimChild(child="yes")

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimChild(
            child=data["child"],
            guardian=data["guardian"],
            best_interests_on=day(data["best_interests_on"]),
            why=data["why"],
        )
