"""The paper form, once: its sections in the order of the paper, for printing and for keying in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from panah.border.desk import forms as desk
from panah.border.desk.decision import LONGEST_ADDRESS, LONGEST_SPONSOR
from panah.border.desk.forms import Keyed
from panah.border.desk.posts import PostView
from panah.border.facts.parts import AccompanimentPart, HostPart
from panah.border.models import PaperForm
from panah.border.views.document_form import DocumentForm
from panah.border.views.form_fields import DIRECTIONS, MomentField, capacities, means, purposes, worded
from panah.safeguards import children
from panah.web.forms import Tiles, offer


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form under one letter: the names of its fields, in order."""

    letter: str
    title: str | Promise
    fields: tuple[str, ...]


SECTIONS = (
    Section("A", _("Form, time and place"), ("number", "happened", "direction", "lane")),
    Section("B", _("Document"), ("kind", "issuer", "document_number", "expiry_date")),
    Section(
        "C",
        _("Person"),
        ("surname", "given_names", "native_name", "nationality", "birth_date", "sex", "description"),
    ),
    Section("D", _("Journey"), ("capacity", "purpose", "means", "stamp", "sponsor", "address")),
    Section("E", _("A child: with whom, and by whose consent"), ("adult_name", "relation", "authority", "child_paper")),
    Section("F", _("Outcome"), ("outcome", "officer_on_paper")),
)


class FormFields(DocumentForm):
    """Everything that stands on the paper form, in its order: the keyboard alone is enough."""

    number = forms.CharField(
        label=_("Number of the form"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autofocus": True, "autocomplete": "off", "spellcheck": "false", "inputmode": "text", "dir": "ltr"}
        ),
        help_text=_("The digits are enough, or scan the square code."),
    )
    happened = MomentField(label=_("Day and time on the form"))
    direction = forms.ChoiceField(label=_("Direction"), choices=DIRECTIONS, widget=Tiles(segmented=True))
    lane = forms.ChoiceField(label=_("Lane"), required=False)
    capacity = forms.ChoiceField(label=_("Crosses as"), choices=capacities, initial="traveller")
    purpose = forms.ChoiceField(label=_("Purpose"), choices=purposes, initial="not_asked")
    means = forms.ChoiceField(label=_("Means"), choices=means, initial="not_asked")
    stamp = forms.CharField(label=_("Stamp number"), max_length=40, required=False)
    sponsor = forms.CharField(label=_("Invited by"), max_length=LONGEST_SPONSOR, required=False)
    address = forms.CharField(label=_("Address of stay"), max_length=LONGEST_ADDRESS, required=False)
    adult_name = forms.CharField(label=_("Name of the adult"), max_length=200, required=False)
    relation = forms.ChoiceField(label=_("Relation"), required=False)
    authority = forms.ChoiceField(label=_("Consent shown by"), required=False)
    child_paper = forms.CharField(label=_("Paper of consent"), max_length=200, required=False)
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=lambda: worded("form_outcome", desk.OUTCOMES),
        widget=Tiles(segmented=True, keys={"crossed": "Alt+1", "set_aside": "Alt+2"}),
    )
    officer_on_paper = forms.CharField(label=_("Officer who signed the form"), max_length=200, required=False)

    field_order = [name for section in SECTIONS for name in section.fields]

    def __init__(self, post: PostView, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        nothing = [("", "–")]
        offer(self.fields["lane"], nothing + [(lane.code, lane.label) for lane in post.lanes])
        offer(self.fields["relation"], nothing + worded("relation", children.RELATIONS))
        shown = (children.NOT_SHOWN, *children.AUTHORITIES)
        offer(self.fields["authority"], nothing + worded("authority", shown))
        if self.initial.get("number"):
            self.fields["happened"].widget.attrs["autofocus"] = True
            del self.fields["number"].widget.attrs["autofocus"]

    @property
    def sections(self) -> Iterator[tuple[Section, list[BoundField]]]:
        """The sections with their fields, for the screen."""
        return ((section, [self[name] for name in section.fields]) for section in SECTIONS)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("relation") and not given.get("authority"):
            given["authority"] = children.NOT_SHOWN
        if given.get("adult_name") and not given.get("relation"):
            self.add_error("relation", _("Say in what relation the adult is to the child."))
        return given

    def keyed(self) -> Keyed:
        """The form as the desk wants it; after ``is_valid``."""
        given = self.cleaned_data
        company = None
        if given["relation"]:
            company = AccompanimentPart(
                relation=given["relation"],
                authority=given["authority"],
                adult_name=given["adult_name"],
                paper=given["child_paper"],
            )
        plain = ("direction", "lane", "outcome", "capacity", "purpose", "means", "stamp", "officer_on_paper")
        return Keyed(
            number=given["number"],
            happened=given["happened"].astimezone(UTC),
            paper=self.paper(),
            accompaniment=company,
            host=HostPart(sponsor=given["sponsor"], address=given["address"]),
            **{name: given[name] for name in plain},
        )


def initial_of(row: PaperForm) -> dict[str, Any]:
    """What a form holds already, to be keyed again."""
    content = row.content
    company = content.get("accompaniment") or {}
    host = content.get("host") or {}
    document = dict(content.get("document", {}))
    document["document_number"] = document.pop("number", "")
    return (
        document
        | {name: content.get(name, "") for name in ("direction", "lane", "capacity", "purpose", "means", "stamp")}
        | {
            "number": row.number,
            "happened": _to_the_minute(row.happened),
            "outcome": content.get("outcome", "crossed"),
            "officer_on_paper": content.get("officer_on_paper", ""),
            "adult_name": company.get("adult_name", ""),
            "relation": company.get("relation", ""),
            "authority": company.get("authority", ""),
            "child_paper": company.get("paper", ""),
            "sponsor": host.get("sponsor", ""),
            "address": host.get("address", ""),
        }
    )


def _to_the_minute(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment).replace(second=0, microsecond=0) if moment else None
