"""Forms of people."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from panah.people import words
from panah.people.models import Organisation
from panah.people.ports import PostInfo, posts
from panah.people.roles import STAFF_ROLES
from panah.people.signing import Place
from panah.web.forms import offer

_PLAIN = {"autocapitalize": "none", "spellcheck": "false"}


class SignInForm(forms.Form):
    """User name and password, or the one-time code in the password's place."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput({**_PLAIN, "autocomplete": "username webauthn", "autofocus": True, "dir": "ltr"}),
    )
    password = forms.CharField(
        label=_("Password or one-time code"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "dir": "ltr"}),
    )


class PasswordForm(forms.Form):
    """The password of whoever is known already."""

    password = forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "autofocus": True, "dir": "ltr"}),
    )


class CodeForm(forms.Form):
    """Six digits from an authenticator app."""

    code = forms.CharField(
        label=_("Code from the app"),
        max_length=12,
        widget=forms.TextInput(
            {
                **_PLAIN,
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autofocus": True,
                "dir": "ltr",
                "class": "mono",
            }
        ),
    )


class RecoveryForm(forms.Form):
    """One of the recovery codes."""

    recovery = forms.CharField(
        label=_("Recovery code"),
        max_length=30,
        help_text=_("One of the codes you printed or wrote down. Each works once."),
        widget=forms.TextInput({**_PLAIN, "autocomplete": "off", "dir": "ltr", "class": "mono"}),
    )


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    new = forms.CharField(
        label=_("New password"),
        max_length=1000,
        strip=False,
        help_text=_("At least 12 characters. A few words that belong together only for you are best."),
        widget=forms.PasswordInput({"autocomplete": "new-password", "autofocus": True, "dir": "ltr"}),
    )
    again = forms.CharField(
        label=_("The same once more"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password", "dir": "ltr"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            raise ValidationError({"again": _("This is not the same as above.")})
        return cleaned


class PlaceForm(forms.Form):
    """Post and lane in one choice: ``<post>/<lane>``, or "-" for no post."""

    place = forms.ChoiceField(label=_("Where do you work now?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = []
        for place in places:
            choices += _lanes_of(place.post) if place.post else [("-", _("Not at a post"))]
        offer(self.fields["place"], choices)


def _lanes_of(post: PostInfo) -> list[tuple[str, Any]]:
    """A post as a whole, then each of its lanes: ``<post>/<lane>``."""
    name = post.name or _("A post")
    return [(f"{post.id}/", name), *((f"{post.id}/{lane}", f"{name} · {lane}") for lane in post.lanes)]


def _organisations() -> list[tuple[str, str]]:
    rows = Organisation.objects.filter(closed=None).order_by("name").values_list("subject", "name")
    return [(str(subject), name) for subject, name in rows]


def _post_choices() -> list[tuple[str, str]]:
    return [(str(post.id), post.name) for post in posts().all()]


class HireForm(forms.Form):
    """A new staff member with a user name."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    family_name = forms.CharField(
        label=_("Family name"),
        max_length=200,
        required=False,
        help_text=_("So that a look at a relative's file is noticed."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    organisation = forms.ChoiceField(label=_("Organisation"), choices=_organisations)
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("Small letters, digits, dots and dashes."),
        widget=forms.TextInput({**_PLAIN, "autocomplete": "off", "dir": "ltr"}),
    )


class RenameForm(forms.Form):
    """Another name for a staff member."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    family_name = forms.CharField(
        label=_("Family name"), max_length=200, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )


COUNTRY = "country"


class GrantForm(forms.Form):
    """A role, with a post where it is one of a post."""

    role = forms.ChoiceField(label=_("Role"), choices=lambda: [(role, words.ROLE_NAMES[role]) for role in STAFF_ROLES])
    post = forms.ChoiceField(label=_("Where"), choices=lambda: [(COUNTRY, _("The whole country")), *_post_choices()])


class ReasonForm(forms.Form):
    """A reason in a few words."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class OrganisationForm(forms.Form):
    """An organisation."""

    name = forms.CharField(
        label=pgettext_lazy("of a thing", "Name"), max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    type = forms.ChoiceField(label=_("Kind"), choices=lambda: list(words.ORGANISATION_TYPES.items()))


class DeviceForm(forms.Form):
    """A machine that may use the API."""

    name = forms.CharField(
        label=pgettext_lazy("of a thing", "Name"),
        max_length=200,
        help_text=_("Such as: e-gate 3, arrivals hall."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    place = forms.ChoiceField(
        label=_("Where it stands"),
        choices=lambda: [choice for post in posts().all() for choice in _lanes_of(post)],
        help_text=_("A gate or kiosk that admits needs a lane of its own."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=lambda: list(words.SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing the device may do.")},
    )


class AnswerForm(forms.Form):
    """What came of an alarm."""

    answer = forms.ChoiceField(label=_("Answer"), choices=lambda: list(words.ANSWERS.items()), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In words"),
        max_length=500,
        help_text=_("What you asked, whom, and what they said. No names of travellers."),
        widget=forms.Textarea({"rows": 3}),
    )
