"""From the desk's values to what the API gives."""

from __future__ import annotations

from collections.abc import Iterable

from panah.border.api.schemas import (
    AdviceOut,
    FindingOut,
    PresentationOut,
    ReasonOut,
    ReceiptOut,
    Recorded,
    StayOut,
)
from panah.border.desk.presentations import PresentationView
from panah.border.rules.advice import Advice
from panah.border.rules.findings import Finding
from panah.border.words.sentences import sentence
from panah.journal.heads import sign_head
from panah.stays import Assessment, Reason
from panah.web.wording import word


def advice_out(advice: Advice) -> AdviceOut:
    """The advice, worded in the language of the request."""
    stay = advice.stay
    return AdviceOut(
        findings=[_finding(one) for one in advice.findings],
        unknown=[sentence(one) for one in advice.unknown],
        leave_by=advice.leave_by,
        days_used=stay.days_used if stay else None,
        days_left=stay.days_left if stay else None,
    )


def _finding(one: Finding) -> FindingOut:
    return FindingOut(
        area=one.area,
        state=one.state,
        code=one.code,
        params=dict(one.params),
        source=one.source,
        text=sentence(one),
    )


def acknowledged(answer: Recorded) -> bytes:
    """The answer's bytes with the journal's signed head, which covers what the open transaction recorded."""
    head = sign_head()
    if head is not None:
        answer.receipt = ReceiptOut(
            journal=head.journal,
            sequence=head.sequence,
            clock=head.clock,
            chain=head.chain.hex(),
            key=head.key.hex(),
            signature=head.signature.hex(),
        )
    return answer.model_dump_json().encode()


def presented(view: PresentationView, advice: Advice) -> PresentationOut:
    """A presentation as it stands, with this advice."""
    return PresentationOut(
        presentation=view.row.subject,
        opened=view.row.opened,
        direction="entry" if view.row.direction == "entry" else "exit",
        outcome=view.row.outcome,
        must_set_aside=advice.must_set_aside,
        advice=advice_out(advice),
    )


def assessed(found: Assessment) -> StayOut:
    """An assessment with its reasons in words."""
    return StayOut(
        days_used=found.days_used,
        days_left=found.days_left,
        leave_by=found.leave_by,
        first_day_back=found.first_day_back,
        overstay_days=found.overstay_days,
        irregular_since=found.irregular_since,
        irregular_step=found.irregular_step,
        why=_reasons(found.why),
        doubts=_reasons(found.doubts),
    )


def _reasons(reasons: Iterable[Reason]) -> list[ReasonOut]:
    return [
        ReasonOut(
            code=reason.code,
            params={
                key: value if value is None or isinstance(value, str | int) else str(value)
                for key, value in reason.params.items()
            },
            text=word(f"stays:{reason.code}", reason.params),
        )
        for reason in reasons
    ]
