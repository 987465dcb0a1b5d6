"""Headquarters' side of guard receipts: answering posts, and raising recalls when something is known too late (S1).

Both are done whenever entries came in. What is decided is the guard's (``panah.safeguards.guard.nodes``); here stands
what this node knows.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from panah.border.desk import families, guarding, headquarters, receipts
from panah.border.desk.gather import Handles, is_held
from panah.border.desk.recalls import recalls
from panah.border.facts.receipts import RecallRaised, ReceiptDenied, ReceiptGiven
from panah.border.facts.refusals import RefusalMade
from panah.border.models import Hold, Presentation, Refusal, RefusalProposal
from panah.border.models.persons import REACH, THEIRS
from panah.border.models.receipts import Recall, ReceiptAsk
from panah.border.rules.refusals import never
from panah.journal import store
from panah.journal.entries import Statement
from panah.journal.facts import Fact
from panah.journal.reading import held_back
from panah.journal.record import record
from panah.safeguards.guard import messages, nodes, people
from panah.safeguards.guard.law import law
from panah.safeguards.guard.locks import Lock

_UNSEEN = "unseen"
_RECALLS = UUID("6f6f2a52-6b1b-5d0c-8c0e-6e1f0c9a4b51")

_REFUSED_SINCE = f"""
{REACH}
SELECT r.* FROM reach, border_refusal AS r JOIN border_presentation AS p ON p.subject = r.presentation
WHERE r.made >= %s AND {THEIRS}
"""  # noqa: S608 - built from constants


def after_taking() -> tuple[int, int]:
    """Answers what is asked of this node and raises what is to be recalled; gives how many of each."""
    with transaction.atomic():
        store.take_pen()
        return _answer(), _recall()


def recall(handles: Handles, since: datetime) -> int:
    """Recall whom these find, where they were refused at or after a moment when a question about them was open; what
    question isn't said. Gives how many refusals that concerns."""
    rows = list(Refusal.objects.raw(_REFUSED_SINCE, [*handles, since]))
    due = {uuid5(_RECALLS, f"{one.subject}"): one for one in rows}
    known = set(Recall.objects.filter(subject__in=due).values_list("subject", flat=True))
    now = timezone.now()
    _say(
        [
            Statement(RecallRaised(presentation=one.presentation, post=one.post, refusal=one.subject), subject, now)
            for subject, one in due.items()
            if subject not in known
        ]
    )
    return len(due.keys() - known)


def raised() -> list[Recall]:
    """All recalls that any node raised and that came here, the newest first."""
    return list(Recall.objects.order_by("-raised", "subject"))


def _answer() -> int:
    """Each question once, and of several about one person the newest."""
    oldest = timezone.now() - timedelta(seconds=law().clocks.hold)
    newest: dict[tuple[UUID, str], ReceiptAsk] = {}
    for ask in ReceiptAsk.objects.filter(answered=None, asked__gte=oldest).order_by("asked", "subject"):
        newest[ask.presentation, ask.act] = ask
    answers = [
        Statement(answer, ask.subject, timezone.now())
        for ask in newest.values()
        if headquarters.is_here(ask.post) and (answer := _answer_to(ask)) is not None
    ]
    _say(answers)
    return len(answers)


def _answer_to(ask: ReceiptAsk) -> Fact | None:
    """None where this node doesn't know the person yet: their presentation comes with another bundle."""
    row = Presentation.objects.filter(subject=ask.presentation).first()
    hold = Hold.objects.filter(subject=row.hold).first() if row is not None and row.hold is not None else None
    head = store.own_head()
    if row is None or hold is None or head is None:
        return None
    known = guarding.person_of(row, hold, family=_family(row, map(UUID, ask.family)))
    # Whether the hold they wait under may be released is the post's to show: the token lies there or with a body.
    others = tuple(one for one in known.holds if one.handle != hold.subject.hex)
    if receipts.is_open_unseen(row):
        others += (people.Hold(_UNSEEN, Lock("")),)
    person = replace(known, holds=others)
    now = int(time.time())
    node = nodes.Node(person.handle, holds=others, head=head.sequence)
    (said,) = nodes.answer(node, person, messages.ReceiptAsked(person.handle, ask.act, now), now).tell
    if isinstance(said, messages.ReceiptGiven):
        return ReceiptGiven(receipt=receipts.signed(said.receipt, head.journal))
    assert isinstance(said, messages.ReceiptDenied)
    return ReceiptDenied(why=tuple(dict.fromkeys(reason.code for reason in said.why)))


def _family(row: Presentation, named: Iterable[UUID]) -> frozenset[UUID]:
    """Of the family as known here, and of those whom the post names: about whom something is open. Whoever is proposed
    for refusal too is refused together with them, or nobody is: whether their hold opens, the post alone can tell."""
    proposed = list(RefusalProposal.objects.filter(state="open").values_list("hold", flat=True))
    others = Presentation.objects.filter(subject__in=families.of(row.subject).union(named)).exclude(subject=row.subject)
    return frozenset(one.subject for one in others if receipts.is_open_unseen(one) or is_held(one, but=proposed))


def _recall() -> int:
    due = {uuid5(_RECALLS, f"{about}"): fact for about, fact in _due()}
    known = set(Recall.objects.filter(subject__in=due).values_list("subject", flat=True))
    now = timezone.now()
    _say([Statement(fact, subject, now) for subject, fact in due.items() if subject not in known])
    return len(due.keys() - known)


def _due() -> Iterator[tuple[UUID, RecallRaised]]:
    """A receipt given that lives while something is open; a refusal made while it was; one kept back for that. Each
    with what it is about: whoever was recalled once is recalled again for what comes after."""
    clocks = law().clocks
    living = timezone.now() - timedelta(seconds=clocks.receipt + clocks.skew)
    for ask in ReceiptAsk.objects.filter(given__isnull=False, answered__gte=living).order_by("asked"):
        row = Presentation.objects.filter(subject=ask.presentation).first()
        if row is not None and (
            receipts.is_open_unseen(row)
            or is_held(row, but=[row.hold] if row.hold else [])
            or _family(row, map(UUID, ask.family))
        ):
            yield ask.subject, RecallRaised(presentation=row.subject, post=row.post)
    for made in recalls():
        yield made.subject, RecallRaised(presentation=made.presentation, post=made.post, refusal=made.subject)
    for kept in held_back(RefusalMade.kind):
        refused = kept.fact.content
        row = Presentation.objects.filter(subject=refused.presentation).first()
        if row is None or not (
            is_held(row, but=[refused.hold])
            or families.waiting(row.subject, at=kept.happened)
            or never(leaving=row.direction == "exit", let_in=families.let_in(row.subject, at=kept.happened))
        ):
            continue
        yield kept.subject, RecallRaised(presentation=row.subject, post=refused.post, refusal=kept.subject)


def _say(statements: list[Statement]) -> None:
    head = store.own_head()
    if statements and head is not None:
        record(statements, actor=head.journal)
