"""The forms of a refusal and of a withdrawal: how the person was heard, and what it rests on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from panah.border.desk import noticing
from panah.border.desk.holds import HoldView
from panah.border.desk.posts import post
from panah.border.facts.refusals import PresentationWithdrew, RefusalPart
from panah.safeguards import refusals
from panah.web.forms import Tiles, offer
from panah.web.languages import LANGUAGES

UNDERSTOOD = (
    ("said_back", gettext_lazy("Said it back in own words")),
    ("speaks_it", gettext_lazy("Speaks it freely")),
    ("interpreter", gettext_lazy("Through an interpreter")),
)
FEAR = (
    ("no", gettext_lazy("Asked alone: no fear to go back")),
    ("yes", gettext_lazy("Yes, or not sure")),
)
_AREA = {"rows": 3}


def offered(place: UUID) -> tuple[refusals.Ground, ...]:
    """The grounds that the law of the post's country offers; none for a country whose law isn't there."""
    found = refusals.ground_lists().get(post(place).country)
    return found.offered() if found else ()


def ground_text(place: UUID, code: str) -> str:
    """A ground in words, in the language in use; its code where the list has changed since."""
    found = refusals.ground_lists().get(post(place).country)
    listed = found.grounds.get(code) if found else None
    return _(listed.text) if listed else code


class SpokenForm(forms.Form):
    """In which language an officer and a person spoke, and how that was checked."""

    language = forms.CharField(
        label=gettext_lazy("Language you spoke"), max_length=40, help_text=gettext_lazy("One the person understands")
    )
    understood = forms.ChoiceField(
        label=gettext_lazy("How you know they understand"), choices=UNDERSTOOD, widget=Tiles(segmented=True)
    )
    interpreter = forms.CharField(
        label=gettext_lazy("Code of the interpreter"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Never a name, never somebody from an embassy"),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("understood") == "interpreter" and not given.get("interpreter", "").strip():
            self.add_error("interpreter", _("Write the interpreter's code."))
        return given


class HeardForm(SpokenForm):
    """How the person was heard: also that they were asked alone, and what they say."""

    own_words = forms.CharField(
        label=gettext_lazy("What the person says, in their own words"),
        max_length=2000,
        widget=forms.Textarea(attrs=_AREA),
    )
    fear = forms.ChoiceField(
        label=gettext_lazy("Asked alone, without the others: are you afraid to go back?"),
        choices=FEAR,
        widget=Tiles(),
    )

    @property
    def feared(self) -> bool:
        """Whether the person said that they are afraid, whatever else is filled in."""
        return self.is_bound and self.data.get("fear") == "yes"

    @property
    def words(self) -> str:
        """What the person said."""
        return str(self.data.get("own_words", "")).strip()[:2000]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("fear") == "yes":
            self.add_error("fear", _("Then this way is closed. Any fear, in any words, is enough: hear the person."))
        return given


class WithdrawForm(HeardForm):
    """Somebody wants to go back of their own will."""

    def fact(self) -> PresentationWithdrew:
        """What is recorded."""
        given = self.cleaned_data
        return PresentationWithdrew(
            language=given["language"],
            understood=given["understood"],
            interpreter=given["interpreter"],
            asked_alone=True,
            asked_fear=True,
            own_words=given["own_words"],
        )


class RefuseForm(HeardForm):
    """A refusal: the ground of the law's list, and what it rests on."""

    ground = forms.ChoiceField(label=gettext_lazy("Ground of the law"), widget=forms.RadioSelect)
    facts = forms.CharField(
        label=gettext_lazy("What it rests on"),
        max_length=2000,
        widget=forms.Textarea(attrs=_AREA),
        help_text=gettext_lazy("What you saw or found, in your own language."),
    )
    notice_language = forms.ChoiceField(
        # Never chosen beforehand: it is the person's, not the screen's.
        label=gettext_lazy("Language of the notice for the person"),
        choices=[("", "–"), *LANGUAGES],
    )
    facts_told = forms.CharField(
        label=gettext_lazy("What it rests on, in the language of the notice"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=_AREA),
        help_text=gettext_lazy(
            "For the person's copy. Needed unless the notice is in the language of your screen;"
            " let the interpreter help."
        ),
    )
    advisories = forms.BooleanField(
        label=gettext_lazy("I asked the person alone what awaits them there, and wrote their words down"),
        error_messages={"required": gettext_lazy("Ask the person alone about that country first.")},
    )
    field_order = (
        *("language", "understood", "interpreter", "fear", "own_words"),
        *("ground", "facts", "notice_language", "facts_told"),
    )

    def __init__(self, hold: HoldView, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hold = hold
        self.noticed = noticing.before_sending_back(hold.presentation)
        if not self.noticed:
            del self.fields["advisories"]
        offer(self.fields["ground"], [(ground.id, _(ground.text)) for ground in offered(hold.post)])

    def clean(self) -> dict[str, Any]:
        """The person's copy is in the person's language, also what it rests on (S2)."""
        given = super().clean()
        wanted = given.get("notice_language")
        if wanted and wanted != get_language() and not given.get("facts_told"):
            self.add_error("facts_told", _("Write it in the language of the notice, too: the person reads it there."))
        return given

    def content(self) -> RefusalPart:
        """What both officers sign."""
        given = self.cleaned_data
        return RefusalPart(
            presentation=self.hold.presentation.subject,
            hold=self.hold.id,
            post=self.hold.post,
            ground=given["ground"],
            facts=given["facts"],
            facts_told=given["facts_told"],
            language=given["language"],
            understood=given["understood"],
            interpreter=given["interpreter"],
            notice_language=given["notice_language"],
            own_words=given["own_words"],
            asked_alone=True,
            asked_fear=True,
            advisories=noticing.countries_of(self.noticed),
        )
