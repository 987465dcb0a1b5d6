"""Which node's receipts a post needs, and asking for one where that is another node (S1).

Who is headquarters is said with two signatures (S14), which the floor of protection keeps: it puts the function
``border_headquarters_of`` into the database, which the desk and the triggers ask alike. The question and its answer
are facts that travel like all others: by whatever carries bundles. Where nothing carries them there is no receipt, and
no refusal: the person is held up to the lawful maximum and then admitted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from panah.border.desk import families
from panah.border.desk.posts import PostView, posts
from panah.border.facts.posts import PostDescribed
from panah.border.facts.receipts import ReceiptAsked
from panah.border.facts.refusals import ReceiptPart
from panah.border.models import Presentation
from panah.border.models.receipts import Recall, ReceiptAsk
from panah.journal import store
from panah.journal.carrying import losing
from panah.journal.reading import of_subjects
from panah.journal.record import say
from panah.safeguards.guard.law import law


@dataclass(frozen=True, slots=True)
class Asked:
    """How it stands with a post's question: ``state`` is waiting, given, stale or denied; ``until`` is the end of the
    receipt given, ``why`` are codes of the guard."""

    state: str
    asked: datetime
    answered: datetime | None
    until: datetime | None
    why: tuple[str, ...]


def elsewhere(post: UUID) -> UUID | None:
    """The journal of the other node that is this post's headquarters; None where the post is its own."""
    found, own = _of(post), store.own_head()
    return None if own is not None and found == own.journal else found


def is_here(post: UUID) -> bool:
    """Whether this node is the headquarters of a post that named one."""
    found, own = _of(post), store.own_head()
    return found is not None and own is not None and found == own.journal


def _of(post: UUID) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT border_headquarters_of(%s, NULL)", [post])
        found: UUID | None = cursor.fetchone()[0]
    return found


def own_posts() -> list[PostView]:
    """The posts that this node established itself, in this or an earlier journal of its own."""
    own = store.own_journals()
    known = posts()
    here = {
        entry.subject
        for entry in of_subjects([one.id for one in known])
        if entry.kind == PostDescribed.kind and entry.journal in own
    }
    return [one for one in known if one.id in here]


def ask(row: Presentation, act: str, *, actor: UUID) -> bool:
    """Ask for a receipt; False, and nothing asked, where the post is its own headquarters or one is on its way."""
    if elsewhere(row.post) is None or (
        (found := standing(row, act)) is not None and found.state in ("waiting", "given")
    ):
        return False
    family = tuple(sorted(families.of(row.subject)))
    fact = ReceiptAsked(presentation=row.subject, post=row.post, act=act, family=family)
    say(fact, actor=actor)
    return True


def standing(row: Presentation, act: str) -> Asked | None:
    """What became of the newest question about this person; None where there is none."""
    last = ReceiptAsk.objects.filter(presentation=row.subject, act=act).order_by("-asked", "subject").first()
    if last is None:
        return None
    until: datetime | None = None
    state = "waiting" if last.answered is None else "denied"
    if last.given is not None:
        until = datetime.fromtimestamp(last.given["given"] + law().clocks.receipt, UTC)
        state = "given" if timezone.now() <= until else "stale"
    return Asked(state, last.asked, last.answered, until, tuple(last.why))


def received(row: Presentation, act: str) -> ReceiptPart | None:
    """The newest receipt that this post's headquarters gave on another node, however old: the guard judges its age.
    None where the last answer was no, or a recall came after it."""
    answered = ReceiptAsk.objects.filter(presentation=row.subject, act=act, answered_in=elsewhere(row.post))
    last = answered.order_by("-answered", "subject").first()
    if last is None or last.given is None:
        return None
    if Recall.objects.filter(presentation=row.subject, raised__gte=last.answered).exists():
        return None
    return ReceiptPart.model_validate(last.given)


def speaks_for(part: ReceiptPart, post: UUID) -> bool:
    """Whether a receipt is of the journal that this post's receipts come from, and that node isn't lost."""
    journal = elsewhere(post)
    own = store.own_head()
    wanted = journal or (own.journal if own is not None else None)
    return part.journal == wanted and part.journal not in losing.reaches()
