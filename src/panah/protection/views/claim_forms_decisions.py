"""Forms of a claim's decision, its service, appeals, and the status that follows."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from panah.border.desk.context import Acting
from panah.border.views.form_fields import Words, worded
from panah.journal.facts import Fact
from panah.protection.desk import claim_steps
from panah.protection.desk.groups import in_force
from panah.protection.facts import claims as facts
from panah.protection.models import Claim
from panah.protection.views import claim_languages
from panah.protection.views.claim_forms import Day, PastDay, StepForm, Sure, day
from panah.web.forms import offer
from panah.web.wording import word

_ANY_DAY = "2000-01-01"


def _whole(outcome: facts.Outcome) -> Fact:
    return facts.ClaimDecided(outcome=outcome, why="-", counsel_offered=True)


class DecideForm(StepForm):
    """A decision about a claim."""

    title, icon, button, done = _("Decide"), "gavel", _("Decide"), _("Decided. Hand it over, and record that.")
    lead = _("A rejection lets nobody be sent back: it has to be served, and the time to appeal to be over.")
    confirm = _("The decision is recorded and can't be taken away. Decide?")
    places: ClassVar[dict[str, str]] = {
        "counsel_needed": "counsel_offered", "withdrawal_incomplete": "in_person", "interview_needed": "outcome",
        "child_first": "outcome", "reason_needed": "why", "group_unknown": "group",
    }  # fmt: skip

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=lambda: worded("claim_outcome", claim_steps.OUTCOMES), widget=forms.RadioSelect
    )
    group = forms.TypedChoiceField(
        label=_("Recognised as one of a declared group"), required=False, coerce=UUID, empty_value=None
    )
    why = Words(label=_("Why"), rows=4, max_length=4000, help_text=_("The letter gives these reasons to the person."))
    in_person = Sure(_("Withdrawn: the person came here, and was asked alone"))
    own_will = Sure(_("Withdrawn: nobody pressed them, and they know what follows"))
    counsel_offered = Sure(_("Withdrawn: a lawyer was offered"))
    understood = Sure(_("Withdrawn: explained in a language they understand"))

    def __init__(self, row: Claim, *args: Any, **options: Any) -> None:
        super().__init__(row, *args, **options)
        declared = [(str(one.subject), one.name) for one in in_force(timezone.localdate())]
        offer(self.fields["group"], [("", "–"), *declared])
        if not declared:
            del self.fields["group"]
        if not self.is_bound:
            self._offer(row)

    def _offer(self, row: Claim) -> None:
        """Only what can be decided now, and of the rest why it can't."""
        no = {one: code for one in claim_steps.OUTCOMES if (code := claim_steps.forbids(row, _whole(one)))}
        field = self.fields["outcome"]
        offered = field.choices  # type: ignore[attr-defined]  # a choice field
        offer(field, [one for one in offered if one[0] not in no])
        field.help_text = " ".join(word(f"protection:{code}") for code in dict.fromkeys(no.values()))
        if "withdrawn" in no:
            for name in ("in_person", "own_will", "counsel_offered", "understood"):
                del self.fields[name]

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimDecided(outcome="admitted", why="-")

    def perform(self, *, actor: Acting) -> None:
        claim_steps.decide(self.row.reader, self.row.subject, actor=actor, **self.cleaned_data)


class WithdrawForm(DecideForm):
    """The same where only the person can still end it."""

    title, icon, button, done = _("The person withdraws the claim"), "undo-2", _("Withdrawn"), _("Recorded.")
    lead = _("Only the person can, here, asked alone, after a lawyer was offered.")
    confirm = _("From then on this claim protects nobody from being sent back. Withdrawn?")

    def __init__(self, row: Claim, *args: Any, **options: Any) -> None:
        super().__init__(row, *args, **options)
        self.fields.pop("group", None)
        del self.fields["outcome"]

    @staticmethod
    def probe(row: Claim) -> Fact:
        return _whole("withdrawn")

    def perform(self, *, actor: Acting) -> None:
        claim_steps.decide(self.row.reader, self.row.subject, "withdrawn", actor=actor, **self.cleaned_data)


class ServeForm(StepForm):
    """That the decision was handed over and explained."""

    title, icon, button = _("Record that it was handed over"), "hand-helping", _("Handed over")
    lead = _("The time to appeal begins on this day.")
    places: ClassVar[dict[str, str]] = {"service_incomplete": "understood", "day_wrong": "on"}

    on = Day(label=_("Day"), today=True)
    how = forms.ChoiceField(
        label=_("How"),
        choices=lambda: worded("served", facts.How.__args__),  # type: ignore[attr-defined]  # of a Literal
    )
    language = forms.ChoiceField(label=_("Language it was explained in"), choices=claim_languages.choices)
    understood = Sure(_("The person understood the decision"))
    remedy_explained = Sure(_("Told how, where and until when to appeal, and who helps with it"))

    def __init__(self, row: Claim, *args: Any, **options: Any) -> None:
        super().__init__(row, *args, **options)
        self.initial["language"] = claim_languages.spoken(row)

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimServed(
            on=day(timezone.localdate()), how="in_person", language="", understood=True, remedy_explained=True,
            appeal_until="",
        )  # fmt: skip

    def perform(self, *, actor: Acting) -> None:
        claim_steps.serve(self.row.reader, self.row.subject, actor=actor, **self.cleaned_data)


class AppealForm(StepForm):
    """That somebody went against the decision."""

    title, icon, button = _("An appeal was lodged"), "scale", _("Lodged")
    lead = _("Until it is decided nobody is let go, however late it came.")
    places: ClassVar[dict[str, str]] = {"leave_needed": "leave_asked"}

    on = PastDay(label=_("Day it was lodged"), today=True)
    by = forms.ChoiceField(
        label=_("By whom"),
        choices=lambda: worded("appealed_by", facts.By.__args__),  # type: ignore[attr-defined]  # of a Literal
    )
    court = forms.CharField(label=_("To which body or court"), max_length=200)
    leave_asked = Sure(_("It came late, and leave is asked for"))

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimAppealed(on=dt.date.max.isoformat(), by="person", leave_asked=True)

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimAppealed(
            on=day(data["on"]), by=data["by"], court=data["court"], leave_asked=data["leave_asked"]
        )


class LeaveForm(StepForm):
    """Whether a late appeal is heard."""

    title, icon = _("Whether the late appeal is heard"), "scale"

    on = PastDay(label=_("Day"), today=True)
    given = forms.TypedChoiceField(
        label=_("Leave"),
        choices=(("yes", _("Given: the appeal is heard")), ("no", _("Not given"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    why = Words(label=_("Why"), rows=2)

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimLeaveDecided(on=_ANY_DAY, given=True, why="-")

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimLeaveDecided(on=day(data["on"]), given=data["given"], why=data["why"])


class CourtForm(StepForm):
    """What the court decided."""

    title, icon = _("The appeal was decided"), "scale"
    lead = _("A decision that is upheld has to be handed over too; where a court is left, a new time begins.")

    on = PastDay(label=_("Day"), today=True)
    outcome = forms.ChoiceField(
        label=_("Outcome"), widget=forms.RadioSelect,
        choices=lambda: worded("appeal", facts.AppealOutcome.__args__),  # type: ignore[attr-defined]  # of a Literal
    )  # fmt: skip
    court = forms.CharField(label=_("Which body or court"), max_length=200, required=False)
    why = Words(label=_("Why"), rows=3)

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimAppealDecided(on=_ANY_DAY, outcome="upheld", why="-")

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimAppealDecided(
            on=day(data["on"]), outcome=data["outcome"], court=data["court"], why=data["why"]
        )


class ConcludeForm(StepForm):
    """The authority lets go."""

    title, icon, button = _("Let go: the time to appeal is over"), "lock-open", _("Let go")
    lead = _("Only if nobody appealed. Ask the court's office first: an appeal may have been lodged on the last day.")
    confirm = _("From then on this claim protects nobody from being sent back. Let go?")
    done = _("Nothing of this claim stands in the way any more.")

    why = Words(label=_("Why, and who was asked"), rows=2)

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimConcluded(why="-")

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimConcluded(why=data["why"])


class StatusForm(StepForm):
    """The document of a status, given or extended."""

    title, icon = _("Give or extend the status document"), "book-user"
    places: ClassVar[dict[str, str]] = {"days_reversed": "valid_until"}

    document = forms.CharField(label=_("Number of the document"), max_length=200)
    valid_from = Day(label=_("Valid from"), today=True)
    valid_until = Day(label=_("Valid until"))
    travel_document = forms.CharField(
        label=_("Convention travel document"), required=False, max_length=200,
        help_text=_("Its number, where one was given."),
    )  # fmt: skip

    def __init__(self, row: Claim, *args: Any, **options: Any) -> None:
        super().__init__(row, *args, **options)
        self.initial.update(document=row.status_document, travel_document=row.travel_document)

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimStatusSet(document="-", valid_from=_ANY_DAY, valid_until=_ANY_DAY)

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimStatusSet(
            document=data["document"],
            valid_from=day(data["valid_from"]),
            valid_until=day(data["valid_until"]),
            travel_document=data["travel_document"],
        )


class StatusEndForm(StepForm):
    """A status ended, and what that doesn't settle."""

    title, icon = _("The status ends"), "circle-slash"
    lead = _(
        "The end of a status settles no other risk: torture, return into danger. The claim is open again and these are"
        " asked about, in an interview of their own. Only a new nationality closes it."
    )

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=lambda: worded("status_end", facts.EndGround.__args__),  # type: ignore[attr-defined]  # of a Literal
    )
    on = Day(label=_("Day"), today=True)
    why = Words(label=_("Why"), rows=3)

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimStatusEnded(ground="ceased", on=_ANY_DAY, why="-")

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimStatusEnded(ground=data["ground"], on=day(data["on"]), why=data["why"])


class ReopenForm(StepForm):
    """Something new."""

    title, icon, button = _("Open it again"), "rotate-ccw", _("Open again")
    lead = _("Anything new is enough to look at it again. Print a new certificate afterwards.")

    new = Words(label=_("What is new, in the person's words"), rows=3)
    sur_place = Sure(_("It happened after they left their country"))

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimReopened(new="-")

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimReopened(new=data["new"], sur_place=data["sur_place"])
