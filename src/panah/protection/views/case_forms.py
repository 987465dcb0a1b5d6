"""The forms of a case file. What a desk says no to appears at the field it is about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from panah.protection.desk.case_entries import OUTCOMES, RELATIONS, SERVICES
from panah.protection.desk.case_work import REASONS
from panah.web.forms import offer
from panah.web.wording import word

PLACES = {
    "worker_unknown": "worker",
    "relation_unknown": "relation",
    "person_needed": "name",
    "case_unknown": "other",
    "same_case": "other",
    "asked_alone_needed": "asked_alone",
    "treatment_needed": "regimen",
    "service_unknown": "sort",
    "reason_needed": "why",
    "transfer_not_accepted": "reason",
    "matter_open": "reason",
    "title_needed": "title",
    "document_empty": "file",
    "document_too_long": "file",
    "document_sort": "file",
}
"""At which field a form says what a desk said no to."""


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, picked or typed."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def text_field(label: Any, rows: int = 3, longest: int = 8000, **more: Any) -> forms.CharField:
    """Some lines in somebody's own words and direction."""
    return forms.CharField(
        label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **more
    )


def line_field(label: Any, **more: Any) -> forms.CharField:
    """A few words."""
    return forms.CharField(
        label=label, max_length=200, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}), **more
    )


class CaseForm(forms.Form):
    """A form of a body: ``workers`` are its people by id, where the form lets somebody be chosen."""

    def __init__(self, *args: Any, workers: dict[UUID, str] | None = None, me: UUID | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        if "worker" in self.fields:
            field = self.fields["worker"]
            nobody = [] if field.required else [("", _("Nobody yet"))]
            offer(field, nobody + [(str(id), name) for id, name in (workers or {}).items()])
            field.initial = str(me) if me and field.required else None

    def chosen_worker(self) -> UUID | None:
        """Who was chosen."""
        chosen = self.cleaned_data.get("worker") or ""
        return UUID(chosen) if chosen else None

    def refuse(self, code: str, sentence: str) -> bool:
        """Say no at the field it is about; False where it is about none of this form's."""
        place = PLACES.get(code)
        if place not in self.fields:
            return False
        self.add_error(place, sentence)
        return True


class NoteForm(CaseForm):
    """A note."""

    text = text_field(_("Note"), 4)


class PersonForm(CaseForm):
    """A person of the case."""

    relation = forms.ChoiceField(label=_("Who they are to this person"))
    name = line_field(_("Name"), required=False)
    birth_date = line_field(_("Date of birth"), required=False)
    other = line_field(
        _("Number of their case here"), required=False, help_text=_("If your body has a case about them, too.")
    )
    asked_alone = forms.BooleanField(label=_("Each was asked alone"), required=False)
    together = forms.ChoiceField(label=_("Staying together"), required=False)
    remark = text_field(_("Remark"), 2, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self.fields["relation"], [(one, word(f"case_relation:{one}")) for one in RELATIONS])
        offer(
            self.fields["together"],
            [("", _("Not asked yet")), *((one, word(f"together:{one}")) for one in ("yes", "no"))],
        )


class ServiceForm(CaseForm):
    """What was done, with the treatment that must not break off."""

    sort = forms.ChoiceField(label=_("What was done"))
    on = day_field(pgettext_lazy("date", "On"))
    by = line_field(_("By whom"), required=False)
    remark = text_field(_("Remark"), 2, required=False)
    regimen = line_field(_("Medicine or regimen"), required=False, help_text=_("For tuberculosis such as 2HRZE/4HR."))
    started = day_field(_("Begun on"), required=False)
    taken = forms.IntegerField(label=_("Doses taken so far"), required=False, min_value=0, max_value=5000)
    planned = forms.IntegerField(label=_("Doses in all"), required=False, min_value=0, max_value=5000)
    next_due = day_field(_("Next dose"), required=False)
    from_place = line_field(_("Continues from"), required=False, help_text=_("The post, town or clinic before."))
    to_place = line_field(_("Continues at"), required=False, help_text=_("Where it goes on."))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self.fields["sort"], [(one, word(f"service:{one}")) for one in SERVICES])
        self.fields["on"].initial = timezone.localdate


class AppointmentForm(CaseForm):
    """When and where the person is expected."""

    on = day_field(pgettext_lazy("date", "On"))
    at = forms.TimeField(
        label=pgettext_lazy("time", "At"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    place = line_field(pgettext_lazy("place", "Where"), required=False)
    about = line_field(_("About"), required=False, help_text=_("For you. It isn't printed on the slip."))
    worker = forms.ChoiceField(label=pgettext_lazy("a person", "With"), required=False)


class EndForm(CaseForm):
    """What became of an appointment."""

    entry = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("What became of it"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self.fields["outcome"], [(one, word(f"appointment:{one}")) for one in OUTCOMES])


class TaskForm(CaseForm):
    """What somebody has to do."""

    what = line_field(_("What"))
    worker = forms.ChoiceField(label=_("Who"))
    until = day_field(_("Until"))


class DoneForm(CaseForm):
    """A task is done."""

    entry = forms.UUIDField(widget=forms.HiddenInput)


class DescribeForm(CaseForm):
    """Who the case is about, as far as it is known by now."""

    name = line_field(_("Name"), required=False)
    birth_date = line_field(_("Date of birth"), required=False)
    language = line_field(_("Language"), required=False)


class AssignForm(CaseForm):
    """Who works on the case."""

    worker = forms.ChoiceField(label=_("Who works on it"), required=False)


class LinkForm(CaseForm):
    """An open matter about the same person."""

    matter = forms.UUIDField(widget=forms.HiddenInput)
    sure = forms.BooleanField(label=_("I have made sure that it is about the same person"))


class UnlinkForm(CaseForm):
    """Why the case isn't about its matter."""

    matter = forms.UUIDField(widget=forms.HiddenInput)
    why = text_field(_("Why"), 2)


class ConcludeForm(CaseForm):
    """Nothing stands in the way any more."""

    why = text_field(_("Why"), 2)


class CloseForm(CaseForm):
    """Why the case is closed."""

    reason = forms.ChoiceField(label=_("Why"))
    why = text_field(_("In a few words"), 2, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self.fields["reason"], [(one, word(f"case_reason:{one}")) for one in REASONS])


class ReopenForm(CaseForm):
    """What is new."""

    why = text_field(_("What is new"), 2)


class UploadForm(CaseForm):
    """A document."""

    title = line_field(_("What it is"))
    file = forms.FileField(
        label=pgettext_lazy("on a computer", "File"),
        help_text=_("PDF, JPEG, PNG or plain text, 4 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.txt"}),
    )
