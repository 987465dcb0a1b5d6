"""The copy of what is held about a person, on paper, in their language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from panah.border.desk import parties
from panah.border.desk.posts import posts
from panah.border.views.refusal_forms import ground_text
from panah.protection.desk.copies import Held
from panah.web import formats, languages
from panah.web.ports import staffing
from panah.web.printing import compile_pdf
from panah.web.wording import country, word

if TYPE_CHECKING:
    from panah.border.models import Presentation

# Whether somebody is on a list isn't said at a post, by whatever door; the monitor may be asked.
_NOT_SAID = frozenset({"watchlist"})


def copy_pdf(request: HttpRequest, what: Held, language: str) -> bytes:
    """One document, however long the history."""
    account = staffing().account(request)
    with translation.override(languages.get(language).code):
        return compile_pdf("print/copy.typ", _data(what), title=_("What is held about you"), account=account)


def _data(what: Held) -> dict[str, Any]:
    document = what.document
    names = {post.id: post.name for post in posts()}
    return {
        "title": _("What is held about you"),
        "lead": _(
            "This is everything that the border service holds about the holder of this document and may give here."
        ),
        "facts": [
            [_("Name"), parties.name_of(what.document.model_dump()) or "–"],
            [_("Date of birth"), formats.partial_date(document.birth_date) or "–"],
            [_("Sex"), {"F": _("Female"), "M": _("Male"), "X": _("Unspecified")}.get(document.sex, "–")],
            [_("Nationality"), country(document.nationality) if document.nationality else "–"],
            [_("Issued by"), country(document.issuer) if document.issuer else "–"],
            [_("Document number"), document.number or "–"],
            [_("Valid to"), formats.partial_date(document.expiry_date) or "–"],
            [_("Zone of the document"), _("kept as it was read") if document.mrz else _("none")],
        ],
        "presentations": _("When you came to the line"),
        "presented": {
            "heads": [
                _("When"),
                _("Post"),
                _("Direction"),
                _("What became of it"),
                _("What the checks said"),
                f"{_('Invited by')} · {_('Address of stay')}",
            ],
            "rows": [_presented(row, names) for row in what.presentations],
        },
        "crossings": _("Your crossings"),
        "crossed": {
            "heads": [_("When"), _("Post"), _("Direction"), _("Purpose"), _("Told to leave by"), _("State")],
            "rows": [
                [
                    formats.moment(one.happened),
                    names.get(one.post, "–"),
                    word(f"direction:{one.direction}"),
                    word(f"purpose:{one.purpose}"),
                    formats.day(one.leave_by) if one.leave_by else "–",
                    word(f"crossing:{one.status}"),
                ]
                for one in what.history.crossings
            ],
        },
        "stays": _("Your stays"),
        "stayed": {
            "heads": [_("Entered"), _("Left"), _("Told to leave by")],
            "rows": [
                [
                    formats.day(one.entered) if one.entered else _("not known"),
                    formats.day(one.left) if one.left else _("not known"),
                    formats.day(one.leave_by) if one.leave_by else "–",
                ]
                for one in what.history.stays
            ],
        },
        "refusals": _("Refusal of entry"),
        "refused": {
            "heads": [_("When"), _("Post"), _("Ground of the law"), _("What it rests on"), _("You say")],
            "rows": [
                *(
                    [
                        formats.moment(one.made),
                        names.get(one.post, "–"),
                        ground_text(one.post, one.ground),
                        one.content.get("facts_told") or one.content["facts"],
                        one.content["own_words"],
                    ]
                    for one in what.refusals
                ),
                *(
                    [formats.moment(one.at), names.get(one.post, "–"), word("outcome:withdrew"), "–", one.own_words]
                    for one in what.went_back
                ),
            ],
        },
        "searches": _("When you or your things were searched"),
        "searched": {
            "heads": [_("When"), _("What was searched"), _("Why"), _("What came of it")],
            "rows": [
                [
                    formats.moment(one.happened),
                    ", ".join(word(f"searched:{code}") for code in one.searched),
                    word(f"search_why:{one.why}"),
                    word(f"search_result:{one.result}"),
                ]
                for one in what.searches
            ],
        },
        "corrections": _("What you said is wrong"),
        "corrected": {
            "heads": [_("When"), _("What is wrong"), _("Held"), _("You say"), _("What holds")],
            "rows": [
                [
                    formats.day(one.asked),
                    word(f"correction_part:{one.part}"),
                    one.held or "–",
                    one.should_be,
                    _("not decided yet")
                    if one.made is None
                    else _("what you say")
                    if one.made
                    else _("what was held: %(why)s") % {"why": one.why},
                ]
                for one in what.corrections
            ],
        },
        "none": _("Nothing is held."),
        "notes": [
            *(
                [_("Older entries are left out here: %(count)s.") % {"count": formats.number(what.more)}]
                if what.more
                else []
            ),
            _(
                "What you may have said to a trained officer or a body of protection is sealed and not here: "
                "nobody at the border can read it. Ask that body."
            ),
            _(
                "Whether somebody is on a list of sought persons isn't said at a post. The independent monitor can "
                "look and answer you."
            ),
            _(
                "If something is wrong, say so here or to the monitor. You may also ask the monitor why you were "
                "stopped. Both are free."
            ),
        ],
    }


def _presented(row: Presentation, names: dict[Any, str]) -> list[str]:
    found = [
        word(f"finding:{one['code']}", one.get("params", {}))
        for one in row.findings
        if one["area"] not in _NOT_SAID and one["state"] in ("amber", "red")
    ]
    return [
        formats.moment(row.opened),
        names.get(row.post, "–"),
        word(f"direction:{row.direction}"),
        word(f"outcome:{row.outcome}") if row.outcome else _("open"),
        "; ".join(found) or "–",
        " · ".join(said for name in ("sponsor", "address") if (said := (row.host or {}).get(name))) or "–",
    ]
