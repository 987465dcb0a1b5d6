"""What the guard is asked: about whom, as this node knows them, and how the act would be done."""

from __future__ import annotations

import time
from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from panah.border.desk import families, receipts, tokens
from panah.border.desk.gather import gather, keys_in
from panah.border.desk.posts import post
from panah.border.facts.parts import DocumentPart
from panah.border.facts.refusals import ReceiptPart, RefusalPart
from panah.border.models import Hold, Presentation
from panah.border.rules import documents
from panah.border.rules.refusals import standing_of, years_of
from panah.people import acts
from panah.people.act_signature import ActSignature
from panah.safeguards import children, refusals
from panah.safeguards.guard import people
from panah.safeguards.guard.context import Context, Conversation, Ground, Notice, Signature
from panah.safeguards.guard.locks import Lock


def person_of(
    row: Presentation, hold: Hold, *, plainly_adult: bool = False, family: Iterable[UUID] = ()
) -> people.Person:
    """What this node knows. The hold they wait under counts as answered where its token is the second line's own, and
    wasn't given back to let them in alone, and nothing is known under seal: that looks like any open question, and says
    no more. Every other open hold of theirs stands in the way, whatever it is about. ``family`` are members about whom
    something is open: families are decided together, so that this is asked where a refusal is made, not where one is
    proposed. Whom of the family a refusal would leave is always asked."""
    document = DocumentPart.model_validate(row.document)
    here = post(row.post)
    now = timezone.now()
    known = gather(
        *keys_in(row),
        now=now,
        today=now.astimezone(here.zone).date(),
        but=row.subject,
    )
    others = Hold.objects.filter(released__isnull=True).exclude(subject=hold.subject)
    others = others.filter(
        presentation__in=[row.subject, *(one.subject for one in known.recent if one.hold_until is not None)]
    )
    ours = tokens.of(hold) is not None and not receipts.is_open_unseen(row)
    return people.Person(
        handle=receipts.handle_of(row),
        standing=standing_of(document, here.country, frozenset(one.capacity for one in known.crossings)),
        years=years_of(
            children.age_on(documents.birth_for_age(document), now.astimezone(here.zone).date()),
            plainly_adult=plainly_adult,
        ),
        holds=(
            people.Hold(hold.subject.hex, Lock(hold.lock), released=ours),
            *(people.Hold(one.subject.hex, Lock(one.lock)) for one in others),
        ),
        set_aside=int(hold.placed.timestamp()),
        hold_until=int(hold.until.timestamp()),
        family=families.ties_of(family) + families.let_in(row.subject),
        leaving=row.direction == "exit",
    )


def of_refusal(
    content: RefusalPart,
    first: ActSignature,
    second: ActSignature,
    second_role: str,
    receipt: ReceiptPart | None,
) -> Context:
    """How a refusal would be done, with both signatures and headquarters' receipt."""
    return Context(
        now=int(time.time()),
        role="second_line",
        signatures=tuple(
            Signature(officer=str(one.staff), role=role, verified=acts.holds(one))
            for one, role in ((first, "second_line"), (second, second_role))
        ),
        conversation=Conversation(content.language, understood=True),
        grounds=(Ground(content.ground, in_law=refusals.in_law(post(content.post).country, content.ground)),),
        notice=Notice(frozenset({content.language, content.notice_language}), remedy=True),
        receipt=None if receipt is None else receipts.receipt_of(receipt),
        genuine=receipt is not None and receipts.is_genuine(receipt, content.post),
        head=0 if receipt is None else receipt.head,
        alone=content.asked_alone,
        own_words=bool(content.own_words),
    )
