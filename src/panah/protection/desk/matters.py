"""Matters: opened behind the booth, seen by the bodies alone, let go by the competent one.

What is said at a hold goes into the envelopes that passing somebody on always leaves: see ``letter_at_hold``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from panah.border.desk import tokens
from panah.border.desk.context import Acting
from panah.border.desk.envelopes import WITH_HOLD
from panah.border.desk.holds import HoldView, holder, pass_on
from panah.border.desk.holds import get as hold_view
from panah.border.desk.locks import one_at_a_time
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.sealing import keep, letter
from panah.protection.apply.matters import holding_of
from panah.protection.desk import given, returns
from panah.protection.desk.bodies import BodyView, bodies, competent
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.matters import (
    MatterLetGo,
    MatterOpenAgain,
    MatterOpenHere,
    MatterSettled,
    MatterSuspected,
    ShareEntrusted,
    ShareReturned,
)
from panah.protection.models import Claim, Matter

unsaid: list[Callable[[Matter], bool]] = []
"""Who says first what is still unsaid of a matter, before anything is decided about it; whether that changed it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A matter, the body that is told of it, and the letter that does."""

    matter: UUID
    body: UUID
    letter: Statement


def open_matter(
    hold: UUID,
    category: str,
    *,
    said: str = "",
    noticed: Sequence[str] = (),
    remark: str = "",
    also: Sequence[Statement] = (),
    actor: Acting,
) -> UUID:
    """Tell the competent body that somebody held may need protection, and give it a share in the hold's token.

    ``category`` is one of the guard's; ``said`` the person's own words; ``also`` are sealed statements that go into the
    same letter. For everybody without a key the hold was passed on (with ``remark``), no more; the officer may take it
    again. Any number of matters may be opened at one hold: all their bodies must let go before the second line can
    release. Gives the matter's id.

    Border DeskError as ``pass_on``; ProtectionError ``category_unknown``, ``nobody_competent``, ``nobody_reads`` (no
    competent body has a key: the hold stays as it is).
    """
    with one_at_a_time(hold), transaction.atomic():
        told = _told(hold, category, said, noticed, also, actor)
        pass_on(hold, remark, actor=actor, letters=[told.letter])
    return told.matter


def open_matters(
    hold: UUID,
    categories: Sequence[str],
    *,
    said: str = "",
    also: Sequence[Statement] = (),
    letters: Sequence[Statement] = (),
    actor: Acting,
) -> list[Told]:
    """Several matters of one person at once, each told to its own body; all or none. ``letters`` go with them, so that
    the person is passed on once, whoever is told. Raises as ``open_matter``."""
    with one_at_a_time(hold), transaction.atomic():
        opened = [_told(hold, category, said, (), also, actor) for category in categories]
        pass_on(hold, actor=actor, letters=[*(told.letter for told in opened), *letters])
    return opened


def _told(
    hold: UUID, category: str, said: str, noticed: Sequence[str], also: Sequence[Statement], actor: Acting
) -> Told:
    """A new matter, and the letter that tells the competent body of it."""
    body, suspected = suspicion(hold_view(hold), category, said, noticed)
    matter, now = uuid4(), timezone.now()
    share = ShareEntrusted(hold=hold, share=tokens.take_share(hold).hex(), reply_to=keyring.node().public)
    statements = [Statement(suspected, matter, now), Statement(share, matter, now), *also]
    return Told(matter, body.id, letter_at_hold(statements, [body], actor=actor))


def suspicion(
    view: HoldView, category: str, said: str, noticed: Sequence[str] = ()
) -> tuple[BodyView, MatterSuspected]:
    """The body competent for a need of whoever is, or was, under this hold, and what it is told. Raises as
    ``open_matter``."""
    body = competent(category, view.post)
    if body is None:
        raise ProtectionError("nobody_competent")
    if not body.key:
        raise ProtectionError("nobody_reads", {"body": body.name})
    return body, MatterSuspected(
        hold=view.id,
        presentation=view.presentation.subject,
        post=view.post,
        category=category,
        competent=body.id,
        said=said,
        noticed=tuple(noticed),
    )


def letter_at_hold(statements: Sequence[Statement], to: Sequence[BodyView], *, actor: Acting) -> Statement:
    """A letter about somebody held to some bodies, to go along when the person is passed on.

    ProtectionError ``nobody_reads`` where one of them has no key.
    """
    silent = [body.name for body in to if not body.key]
    if silent:
        raise ProtectionError("nobody_reads", {"body": silent[0]})
    return letter(statements, to=[body.key for body in to], actor=actor.id, at_least=WITH_HOLD)


def say_as_body(
    body: UUID, statements: Sequence[Statement], *, to: Sequence[str] = (), actor: UUID, at_least: int = 0
) -> None:
    """Say something under seal as a body at home on this node: to itself, and to the keys ``to``.

    ProtectionError ``body_not_here`` where it isn't at home here.
    """
    keep([letter(statements, to=[_own(body).public, *to], actor=actor, at_least=at_least)])


def matters_of(body: UUID) -> QuerySet[Matter]:
    """What a body at home here was told of, the newest first."""
    return Matter.objects.for_body(body).order_by("-opened", "subject")


def matter_of(body: UUID, matter: UUID) -> Matter:
    """One matter of a body; ProtectionError ``matter_unknown``."""
    row = Matter.objects.for_body(body).filter(subject=matter).first()
    if row is None:
        raise ProtectionError("matter_unknown")
    return row


def at_hold(body: UUID, hold: UUID | None, categories: Collection[str]) -> Matter | None:
    """What a body was told of somebody at a hold, of one of these categories; the open ones first."""
    if hold is None:
        return None
    found = Matter.objects.for_body(body).filter(hold=hold, category__in=categories)
    return found.order_by(F("let_go").asc(nulls_first=True), "opened", "subject").first()


def in_turn(body: UUID, matter: UUID) -> Matter:
    """One matter of a body, for whoever decides about it now (``one_at_a_time``). Raises as ``matter_of``."""
    row = matter_of(body, matter)
    changed = [say(row) for say in unsaid]
    return matter_of(body, matter) if any(changed) else row


def corrected(matter: Matter) -> bool:
    """Whether the post found since that the hold was begun under another person's file: what was said is theirs whose
    hold it is now, what was taken from a document may not be."""
    return whose(matter) != matter.presentation


def whose(matter: Matter) -> UUID:
    """The presentation of whoever said it, as far as this node knows: whose hold it is now, where that was begun under
    another person's file."""
    return holder(matter.hold) or matter.presentation


def let_go(body: UUID, matter: UUID, why: str, *, admit: bool = False, actor: Acting) -> None:
    """Nothing of this matter stands in the way of an outcome any more: the body sends its shares back to the posts, and
    what it asked of them is over. With ``admit`` the person was given protection: the holds open to let them in alone.

    Only the desk that knows the guard's state of the matter calls this. ProtectionError ``matter_unknown``,
    ``matter_let_go``, ``no_share`` (it has no say in a hold, handed that on, or was revoked: S14), ``reason_needed``.
    """
    if not why.strip():
        raise ProtectionError("reason_needed")
    with one_at_a_time(matter):
        row = in_turn(body, matter)
        if row.let_go is not None:
            raise ProtectionError("matter_let_go")
        if not holding_of(row).has_say or any(one.id == body and one.revoked for one in bodies()):
            raise ProtectionError("no_share")
        with transaction.atomic():
            give_back(row, why.strip(), actor.id, admit=admit)


def hold_again(body: UUID, matter: UUID, *, actor: Acting) -> None:
    """What was let go of, or handed on, is open here again: the posts are asked under seal, and give a share in the
    hold under which the person is, or comes next. Nothing changes where it is open here, or has to do with no post.

    ProtectionError ``matter_unknown``, ``body_not_here``.
    """
    with one_at_a_time(matter):
        ask_anew(in_turn(body, matter), actor.id)


def keep_open(body: UUID, matter: UUID, *, actor: UUID) -> None:
    """The same for what was opened here just now: where the matter is open, whoever lets go of it on another node of
    the body without knowing of this leaves it open. Raises as ``hold_again``."""
    with one_at_a_time(matter):
        row = in_turn(body, matter)
        if row.let_go is not None or row.passed_to is not None:
            ask(row, actor)
        else:
            said = Statement(MatterOpenHere(opening=uuid4()), matter, timezone.now())
            say_as_body(body, [said], actor=actor)


def ask_anew(row: Matter, actor: UUID) -> None:
    """Ask for what was let go of, or handed on; nothing of what is open here."""
    if row.let_go is not None or row.passed_to is not None:
        ask(row, actor)


def ask(row: Matter, actor: UUID) -> None:
    """Ask every post that has to do with a matter for a share in whichever hold the person is under, or comes next."""
    posts = holding_of(row).posts
    if not posts:
        return
    own = _own(row.reader).public
    fact = MatterOpenAgain(presentation=whose(row), reply_to=own, ask=uuid4())
    said = Statement(fact, row.subject, timezone.now())
    with transaction.atomic():
        # Who said it is for the body alone.
        keep([letter([said], to=[one], actor=row.reader) for one in posts])
        keep([letter([said], to=[own], actor=actor)])
    collect_here(posts)


def give_back(row: Matter, why: str, actor: UUID, *, admit: bool = False) -> None:
    """Give every share that is here back to its post, and settle what was asked of posts; within a transaction. Where a
    claim about it gave protection, the holds open to let the person in alone, as with ``admit``, and nobody refuses
    them later. A share that comes when all was said says nothing against that."""
    now, held = timezone.now(), holding_of(row)
    admit = admit or Claim.objects.for_body(row.reader).filter(matter=row.subject, state="granted").exists()
    says = admit or row.let_go is None
    asks = tuple(held.to_settle)
    for post in held.posts:
        said = [
            Statement(ShareReturned(hold=share.hold, share=share.share, admit=admit), row.subject, now)
            for share in held.here
            if share.reply_to == post
        ]
        if asks:
            said.append(Statement(MatterSettled(asks=asks), row.subject, now))
        if says:
            said += given.said(row, held, admit, now, post)
        if said:
            keep([letter(said, to=[post], actor=row.reader, at_least=given.SIZE)])
    digests = tuple(one.digest for one in held.here)
    fact = MatterLetGo(why=why, shares=digests, asks=asks, handed=ids(held.handed), openings=ids(held.openings))
    mine = given.said(row, held, admit, now) if says else []
    say_as_body(row.reader, [Statement(fact, row.subject, now), *mine], actor=actor)
    collect_here(held.posts)


def ids(texts: Iterable[str]) -> tuple[UUID, ...]:
    """Ids as facts name them."""
    return tuple(map(UUID, sorted(texts)))


def collect_here(posts: Collection[str]) -> None:
    """Post and body are one node: nobody has to carry what was said to it."""
    if keyring.node().public in posts:
        returns.collect_soon()


def key_of(body: UUID) -> str:
    """The key that the directory gives for a body; empty for none."""
    return next((one.key for one in bodies() if one.id == body), "")


def at_home() -> dict[UUID, keyring.Reader]:
    """The bodies with a key on this node."""
    return {reader.id: reader for reader in keyring.readers()}


def _own(body: UUID) -> keyring.Reader:
    reader = at_home().get(body)
    if reader is None:
        raise ProtectionError("body_not_here")
    return reader
