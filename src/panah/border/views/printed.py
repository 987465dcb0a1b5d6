"""The shift report on paper."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from panah.border.desk.reports import ShiftReport, Tally
from panah.journal.heads import SignedHead
from panah.web import formats
from panah.web.ports import staffing
from panah.web.printing import compile_pdf
from panah.web.wording import country, word


def report_pdf(request: HttpRequest, report: ShiftReport, head: SignedHead | None) -> bytes:
    """The report with lines to sign, and the newest signed head of the journal: a copy outside anybody's reach."""
    data = {
        "title": _("Shift report"),
        "post": report.post.name,
        "span": _("From %(start)s to %(end)s")
        % {"start": formats.moment(report.start), "end": formats.moment(report.end)},
        "facts": [
            [_("Presentations"), formats.number(report.total.presentations)],
            [_("Entries"), formats.number(report.total.entries)],
            [_("Exits"), formats.number(report.total.exits)],
            [_("Set aside"), formats.number(report.total.set_aside)],
            [_("Without outcome"), formats.number(report.total.without_outcome)],
            [_("Usual time to outcome"), formats.duration(report.total.median_seconds)],
            [_("Holds placed"), formats.number(report.holds_placed)],
            [_("Holds still open at the end"), formats.number(report.holds_open)],
            [_("Longest hold"), formats.duration(report.longest_hold_seconds)],
            [_("Holds ended"), formats.number(report.holds_released)],
            [_("Refused"), formats.number(report.refused)],
            [_("Crossings written on paper"), formats.number(report.on_paper)],
        ],
        "officers_title": _("By officer"),
        "lanes_title": _("By lane"),
        "second_title": _("Second line, by officer"),
        "second_heads": [_("Name"), _("Taken over"), _("Doubts looked at"), _("Holds ended"), _("Refused")],
        "second": [
            [one.name, *(formats.number(count) for count in (one.taken, one.noted, one.released, one.refused))]
            for one in report.second_line
        ],
        "heads": [
            _("Name"),
            _("Presentations"),
            _("Entries"),
            _("Exits"),
            _("Set aside"),
            _("Taken back"),
            _("Voided"),
            _("Without outcome"),
        ],
        "officers": _rows(report.by_officer),
        "lanes": _rows(report.by_lane),
        "counted": [
            {
                "title": _("By purpose"),
                "heads": [_("Purpose"), _("Crossings")],
                "rows": [[word(f"purpose:{code}"), formats.number(count)] for code, count in report.by_purpose],
            },
            {
                "title": _("By nationality"),
                "heads": [_("Nationality"), _("Crossings")],
                "rows": [
                    [country(code) if code else _("not known"), formats.number(count)]
                    for code, count in report.by_nationality
                ],
            },
        ],
        "sign": [_("Commander going off, name and signature"), _("Commander coming on, name and signature")],
        "head_title": _("The journal at the time of printing"),
        "head_lead": _("Whoever keeps this page can later prove that nothing before this entry was changed."),
        "head": _head(head),
    }
    return compile_pdf("print/shift.typ", data, title=_("Shift report"), account=staffing().account(request))


def _rows(tallies: Sequence[Tally]) -> list[list[str]]:
    return [
        [
            one.name or _("not known"),
            *(
                formats.number(count)
                for count in (
                    one.presentations,
                    one.entries,
                    one.exits,
                    one.set_aside,
                    one.taken_back,
                    one.voided,
                    one.without_outcome,
                )
            ),
        ]
        for one in tallies
    ]


def _head(head: SignedHead | None) -> list[list[str]]:
    if head is None:
        return []
    return [
        [_("Journal"), str(head.journal)],
        [_("Entry in the journal"), str(head.sequence)],
        [_("Digest of the chain"), head.chain.hex()],
        [_("Signature"), head.signature.hex()],
    ]
