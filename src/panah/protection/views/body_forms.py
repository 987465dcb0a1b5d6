"""The forms of the directory."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from panah.border.desk.headquarters import own_posts
from panah.border.desk.posts import posts
from panah.journal.carrying import peers
from panah.journal.store import own_journal
from panah.protection.desk.bodies import MONITOR, BodyView
from panah.protection.facts.bodies import BodyDescribed, ChangePart, HoursPart
from panah.safeguards import routes
from panah.web.forms import offer
from panah.web.wording import word

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(r"([a-z]{3})(?:-([a-z]{3}))?\s+(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_SEXES = ("F", "M", "X")
ITSELF = "itself"
"""The choice that a post is its own headquarters."""


class BodyForm(forms.Form):
    """A body as it is from now on."""

    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=200)
    sort = forms.ChoiceField(label=gettext_lazy("Kind of body"))
    state = forms.CharField(
        label=gettext_lazy("State it belongs to"),
        required=False,
        max_length=3,
        help_text=gettext_lazy("Only for a consulate: KAZ"),
    )
    ages = forms.ChoiceField(label=gettext_lazy("For whom"))
    sexes = forms.MultipleChoiceField(
        label=gettext_lazy("Only for"), required=False, widget=forms.CheckboxSelectMultiple
    )
    places = forms.MultipleChoiceField(
        label=gettext_lazy("Only for these posts"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.CharField(
        label=gettext_lazy("Languages spoken there"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"dir": "ltr"}),
        help_text=gettext_lazy("Codes with a comma between: ru, uz, fa-af"),
    )
    hours = forms.CharField(
        label=gettext_lazy("Open"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        help_text=gettext_lazy("One a line: mon-fri 09:00-18:00. Nothing: always."),
    )
    room = forms.IntegerField(
        label=gettext_lazy("Places left"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=gettext_lazy("Nothing: not counted"),
    )
    phone = forms.CharField(label=gettext_lazy("Telephone"), required=False, max_length=200)
    address = forms.CharField(
        label=gettext_lazy("Address"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    remark = forms.CharField(
        label=gettext_lazy("Remark"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, choices in (
            ("sort", [(kind, word(f"body_kind:{kind}")) for kind in (*routes.body_kinds(), MONITOR)]),
            ("ages", [(ages, word(f"ages:{ages}")) for ages in ("any", "child", "adult")]),
            ("sexes", [(sex, word(f"sexes:{sex}")) for sex in _SEXES]),
            ("places", [(str(post.id), post.name) for post in posts()]),
        ):
            offer(self.fields[name], choices)

    def clean_hours(self) -> tuple[HoursPart, ...]:
        return tuple(part for line in self.cleaned_data["hours"].splitlines() if line.strip() for part in _read(line))

    def clean_languages(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(code for code in re.split(r"[,\s]+", self.cleaned_data["languages"].lower()) if code)
        )

    def content(self) -> BodyDescribed:
        """What the valid form says."""
        data = self.cleaned_data
        return BodyDescribed(
            **{name: data[name].strip() for name in ("name", "sort", "ages", "phone", "address", "remark")},
            state=data["state"].strip().upper(),
            languages=data["languages"],
            places=tuple(map(UUID, data["places"])),
            sexes=tuple(data["sexes"]),
            hours=data["hours"],
            room=data["room"],
        )


def initial(body: BodyView) -> dict[str, Any]:
    """A body as the form shows it."""
    return {
        "name": body.name, "sort": body.sort, "state": body.state, "ages": body.ages, "sexes": list(body.sexes),
        "places": [str(place) for place in body.places], "languages": ", ".join(body.languages),
        "hours": "\n".join(written(body)), "room": body.room, "phone": body.phone, "address": body.address,
        "remark": body.remark,
    }  # fmt: skip


def written(body: BodyView) -> list[str]:
    """The hours of a body, a line each."""
    return [f"{DAYS[one.weekday]} {_clock(one.opens)}-{_clock(one.closes)}" for one in body.hours]


class CompetenceForm(forms.Form):
    """What a body is there for."""

    needs = forms.MultipleChoiceField(label=gettext_lazy("There for"), widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The law or agreement that says so"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self.fields["needs"], [(need, word(f"need:{need}")) for need in routes.routes()])

    def content(self, body: UUID) -> ChangePart:
        """What the valid form says."""
        data = self.cleaned_data
        return ChangePart(
            body=body, act="competence", needs=tuple(sorted(data["needs"])), reason=data["reason"].strip()
        )


class KeyForm(forms.Form):
    """The key that what is meant for a body is sealed to."""

    key = forms.CharField(
        label=gettext_lazy("Public key"),
        max_length=80,
        help_text=gettext_lazy("The body reads it out: age1… Compare it by telephone with somebody you know there."),
    )
    journal = forms.UUIDField(
        label=gettext_lazy("Journal of its node"),
        required=False,
        help_text=gettext_lazy("From the card of its node, if it has one"),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def content(self, body: UUID) -> ChangePart:
        """What the valid form says."""
        data = self.cleaned_data
        return ChangePart(
            body=body, act="key", key=data["key"].strip(), journal=data["journal"], reason=data["reason"].strip()
        )


class RevokeForm(forms.Form):
    """That a body isn't there for anything any more."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def content(self, body: UUID) -> ChangePart:
        """What the valid form says."""
        return ChangePart(body=body, act="revoke", reason=self.cleaned_data["reason"].strip())


class HeadquartersForm(forms.Form):
    """Whose receipts a post needs before it refuses anybody."""

    post = forms.ChoiceField(label=gettext_lazy("Post"))
    node = forms.ChoiceField(
        label=gettext_lazy("Headquarters"),
        help_text=gettext_lazy("The node that says before each refusal whether anything is open about the person"),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        nodes = [(peer.journals[-1], peer.name) for peer in peers.everybody() if peer.journals]
        offer(self.fields["post"], [(str(post.id), post.name) for post in own_posts()])
        offer(self.fields["node"], [(ITSELF, _("The post itself")), *nodes])

    def content(self, _body: UUID | None = None) -> ChangePart:
        """What the valid form says."""
        data = self.cleaned_data
        return ChangePart(
            body=UUID(data["post"]),
            act="headquarters",
            journal=None if data["node"] == ITSELF else UUID(data["node"]),
            reason=data["reason"].strip(),
        )


class AsideForm(forms.Form):
    """A letter that no refusal at this node waits for any more."""

    letter = forms.CharField(
        label=gettext_lazy("Letter"),
        max_length=60,
        help_text=gettext_lazy(
            "Nobody is refused here while a letter can't be heard. Try an update first: it may speak of "
            "somebody who must be held. The log names the letter: journal, colon, number."
        ),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def content(self, _body: UUID | None = None) -> ChangePart:
        """What the valid form says."""
        data = self.cleaned_data
        journal, _colon, number = data["letter"].strip().partition(":")
        try:
            named: UUID | None = UUID(journal)
        except ValueError:
            named = None
        return ChangePart(
            body=own_journal(), act="aside", journal=named, key=number[:20], reason=data["reason"].strip()
        )


def _read(line: str) -> list[HoursPart]:
    found = _HOURS.fullmatch(line.strip().lower())
    first, last = (found[1], found[2] or found[1]) if found else ("", "")
    if found is None or first not in DAYS or last not in DAYS or DAYS.index(first) > DAYS.index(last):
        raise forms.ValidationError(_("This line can't be read: %(line)s"), params={"line": line[:40]})
    opens, closes = int(found[3]) * 60 + int(found[4]), int(found[5]) * 60 + int(found[6])
    if not opens < closes <= 1440:
        raise forms.ValidationError(_("It closes before it opens: %(line)s"), params={"line": line[:40]})
    days = range(DAYS.index(first), DAYS.index(last) + 1)
    return [HoursPart(weekday=day, opens=opens, closes=closes) for day in days]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
