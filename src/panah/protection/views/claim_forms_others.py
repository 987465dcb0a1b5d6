"""Forms of what else happens to a claim: a new certificate, somebody missing, a transfer, a family, a person twice."""

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
from panah.protection.desk import claim_certificates, claim_steps, claims
from panah.protection.desk.bodies import bodies
from panah.protection.facts import claims as facts
from panah.protection.models import Claim
from panah.protection.views.claim_forms import ComingDay, PastDay, StepForm, Sure, day
from panah.web.forms import offer

SEARCH_DAYS = 30
_ANY_DAY = "2000-01-01"


class RenewForm(StepForm):
    """A new certificate."""

    title, icon, button = _("Extend the certificate"), "file-badge", _("Extend")
    lead = _("The new one is valid from today and says so. Take the old one back if you can.")
    done = _("Extended. Print the new certificate.")

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimCertified(issued_on=_ANY_DAY, valid_until=_ANY_DAY)

    def perform(self, *, actor: Acting) -> None:
        claim_certificates.renew(self.row.reader, self.row.subject, actor=actor)


class MissingForm(StepForm):
    """Nobody knows where they are."""

    title, icon = _("The person can't be found"), "search-x"
    lead = _(
        "That closes nothing and lets nothing go. Somebody searches, and nothing is decided against them meanwhile."
    )

    since = PastDay(label=_("Since when"), today=True)
    search_until = ComingDay(
        label=_("Look again by"), initial=lambda: timezone.localdate() + dt.timedelta(days=SEARCH_DAYS)
    )
    why = Words(label=_("What is known"), required=False, rows=2)

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimMissing(since=_ANY_DAY, search_until=_ANY_DAY)

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimMissing(since=day(data["since"]), search_until=day(data["search_until"]), why=data["why"])


class SearchForm(StepForm):
    """What was done to find them."""

    title, icon = _("Searched, or found"), "search"
    lead = _("Ask family, lawyer, shelter, UNHCR. Never the authorities of the country they fled.")

    what = Words(label=_("What was done"), rows=2)
    found = Sure(_("Found: it goes on where it stood. A rejection is handed over anew"))
    search_until = ComingDay(label=_("Look again by"), required=False)

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimSearched(what="-")

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimSearched(what=data["what"], found=data["found"], search_until=day(data["search_until"]))


class DiedForm(StepForm):
    """A death, certified."""

    title, icon = _("The person died"), "flower"
    confirm = _("This ends the claim. Record it?")
    places: ClassVar[dict[str, str]] = {"certificate_needed": "certificate"}

    on = PastDay(label=_("Day"))
    certificate = forms.CharField(label=_("Number of the death certificate"), max_length=200)

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimDied(on=_ANY_DAY, certificate="-")

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimDied(on=day(data["on"]), certificate=data["certificate"])


class DeathCorrectedForm(StepForm):
    """A death that was none."""

    title, icon = _("They live: the death is wrong"), "heart-pulse"
    lead = _("The claim stands again as before, and where it had let go the post holds the person again.")

    why = Words(label=_("How that is known"), rows=2)

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimDeathCorrected(why="-")

    def fact(self, data: dict[str, Any]) -> Fact:
        return facts.ClaimDeathCorrected(why=data["why"])


class TransferForm(StepForm):
    """To another region or body."""

    title, icon, button = _("Transfer"), "send-to-back", _("Transfer")
    lead = _("To another region it stays yours. To another body everything goes along, and it alone decides then.")
    confirm = _("Transfer the claim?")
    places: ClassVar[dict[str, str]] = {"region_needed": "region", "nobody_reads": "to", "body_unknown": "to"}

    to = forms.ChoiceField(label=_("To which body"), required=False)
    region = forms.CharField(label=_("Or to which region"), required=False, max_length=200)
    why = Words(label=_("Why"), rows=2)

    def __init__(self, row: Claim, *args: Any, **options: Any) -> None:
        super().__init__(row, *args, **options)
        others = [
            (str(one.id), one.name) for one in bodies() if one.sort in claims.AUTHORITIES and one.id != row.reader
        ]
        offer(self.fields["to"], [("", _("It stays here")), *others])

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimTransferred(region="-", why="-")

    def perform(self, *, actor: Acting) -> None:
        data = self.cleaned_data
        if data["to"]:
            claim_steps.transfer(self.row.reader, self.row.subject, UUID(data["to"]), data["why"], actor=actor)
            return
        fact = facts.ClaimTransferred(region=data["region"], why=data["why"])
        claim_steps.say(self.row.reader, self.row.subject, fact, actor=actor)


class _OtherForm(StepForm):
    number = forms.CharField(label=_("Number of the other claim"), max_length=40)
    places: ClassVar[dict[str, str]] = {"claim_itself": "number", "reason_needed": "why"}

    def clean_number(self) -> UUID:
        found = Claim.objects.for_body(self.row.reader).filter(number__iexact=self.cleaned_data["number"].strip())
        if not found:
            raise forms.ValidationError(_("No claim here has this number."))
        return found[0].subject


class FamilyForm(_OtherForm):
    """Another claim of the family."""

    title, icon = _("Family"), "users"
    lead = _(
        "Each grown-up member is asked alone, whether they want to be here as a family and have a claim of their own."
    )

    relation = forms.ChoiceField(
        label=_("The other is this person's"),
        choices=lambda: worded("relation", facts.Relation.__args__),  # type: ignore[attr-defined]  # of a Literal
    )
    dependant = Sure(_("The other depends on this person"))
    asked_alone = PastDay(label=_("This person was asked alone on"), required=False)
    apart = Sure(_("They want to be kept apart"))

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimLinked(other=row.subject, relation="other")

    def perform(self, *, actor: Acting) -> None:
        data = self.cleaned_data
        claim_steps.link(
            self.row.reader, self.row.subject, data["number"], data["relation"], dependant=data["dependant"],
            asked_alone=day(data["asked_alone"]), apart=data["apart"], actor=actor,
        )  # fmt: skip


class SameForm(_OtherForm):
    """One person, two claims."""

    title, icon = _("Two claims of one person"), "combine"
    lead = _("Both stay as they are. While one of them is open, neither lets go.")

    same = forms.TypedChoiceField(
        label=_("The other claim"),
        choices=(("yes", _("is of the same person")), ("no", _("is of somebody else, after all"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    why = Words(label=_("How that is known"), rows=2)

    @staticmethod
    def probe(row: Claim) -> Fact:
        return facts.ClaimSame(other=row.subject, same=True, why="-")

    def perform(self, *, actor: Acting) -> None:
        data = self.cleaned_data
        claim_steps.same_person(
            self.row.reader, self.row.subject, data["number"], data["same"], data["why"], actor=actor
        )
