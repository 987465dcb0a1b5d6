"""Matters, under seal. Subject: the matter, a random id that nobody outside knows."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from panah.border.facts.parts import IdentityPart
from panah.journal.facts import Body, Fact, upcast

Text = Annotated[str, Field(max_length=8000)]
NaturalKey = Annotated[str, Field(pattern="^([0-9a-f]{32})?$")]


class MatterSuspected(Fact, kind="protection:matter:suspected", retention="sealed", sealed=True):
    """Somebody may need protection. ``category`` is one of the guard's; ``said`` are the person's own words, if any."""

    hold: UUID
    presentation: UUID
    post: UUID
    category: str
    competent: UUID
    said: Text = ""
    noticed: tuple[str, ...] = ()


class ShareEntrusted(Fact, kind="protection:share:entrusted", retention="sealed", sealed=True):
    """A share (hex) of the token of the hold's lock, without which nobody opens it. It goes back to ``reply_to``, the
    key of the post's node, once nothing of this matter stands in the way any more."""

    hold: UUID
    share: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    reply_to: str


class ShareReturned(Fact, kind="protection:share:returned", version=2, retention="sealed", sealed=True):
    """Sealed to the post's node alone: this share of the hold's token. The post keeps no row of it.

    ``admit``: the person was given protection, and is let in; nobody refuses them under this hold (S1).
    """

    hold: UUID
    share: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    admit: bool = False


@upcast(ShareReturned.kind, version=1)
def _returned_since_two(body: Body) -> Body:
    """Version 1 didn't say what the share was given back for."""
    return body


class ProtectionGiven(Fact, kind="protection:matter:protection_given", retention="sealed", sealed=True):
    """Whoever waited under this hold was given protection, or (``given`` false) it was decided otherwise: nobody
    refuses them while it stands, at whatever post (S1). Sealed by the body to the post's node, with what it gives back,
    and to itself; and by the post to its headquarters, as of a subject that those two alone know."""

    hold: UUID
    given: bool


class MatterLetGo(Fact, kind="protection:matter:let_go", version=4, retention="sealed", sealed=True):
    """The competent body no longer holds the person for this matter, and why; ``shares`` went back, by their digests
    (SHA-256, hex). Sealed to itself. Without a say in a hold a body has nothing to let go of, and this changes nothing.

    ``asks`` (of posts) are settled with it, ``handed`` are the handings-over and ``openings`` what was opened here that
    it knew of: what it didn't know of stays open. ``asks`` None: said by an earlier version.
    """

    why: Text
    shares: tuple[str, ...] = ()
    asks: tuple[UUID, ...] | None = None
    handed: tuple[UUID, ...] = ()
    openings: tuple[UUID, ...] = ()


@upcast(MatterLetGo.kind, version=1)
def _let_go_since_two(body: Body) -> Body:
    """Version 1 knew of one share for a matter, and didn't name it."""
    return body


@upcast(MatterLetGo.kind, version=2)
def _let_go_since_three(body: Body) -> Body:
    """Version 2 didn't say what it knew of."""
    return body


@upcast(MatterLetGo.kind, version=3)
def _let_go_since_four(body: Body) -> Body:
    """Version 3 knew of nothing that was opened here: of that it let go of none."""
    return body


class MatterOpenHere(Fact, kind="protection:matter:open_here", retention="sealed", sealed=True):
    """Something that decides about it was opened here, or was found not to be about it. Whoever lets go of the matter
    or hands it on without knowing of this ``opening``, on another node of the body, leaves it open. To itself."""

    opening: UUID


class MatterOpenAgain(Fact, kind="protection:matter:open_again", version=2, retention="sealed", sealed=True):
    """What the body had let go of is open again. Sealed to itself, and to the post's node, which gives a share in the
    next hold of whoever this ``presentation`` is of (or in one that is open) to the key ``reply_to``, until the ask of
    this id is settled.

    The post tells its headquarters under an id of its own, with the person's ``identity``: no post gets a receipt about
    them until it is settled. Version 1 told natural keys (hex) of ``document`` and ``holder`` instead, under the
    country's first key.
    """

    presentation: UUID
    reply_to: Annotated[str, Field(max_length=80)]
    document: NaturalKey = ""
    holder: NaturalKey = ""
    ask: UUID | None = None
    identity: IdentityPart | None = None


@upcast(MatterOpenAgain.kind, version=1)
def _open_again_since_two(body: Body) -> Body:
    """Version 1 had no ids: of a matter there was one ask."""
    return body


class MatterSettled(Fact, kind="protection:matter:settled", version=2, retention="sealed", sealed=True):
    """What was asked isn't wanted any more, in whichever order the two come. Sealed to the post's node by the body that
    let go, whoever of them had asked; and by the post to its headquarters. No ``asks``: the one of the matter itself,
    from before asks had ids."""

    asks: tuple[UUID, ...] = ()


@upcast(MatterSettled.kind, version=1)
def _settled_since_two(body: Body) -> Body:
    """Version 1 had no ids."""
    return body


class MatterHandedOver(Fact, kind="protection:matter:handed_over", retention="sealed", sealed=True):
    """The body ``of`` hands the matter over: whom this is sealed to decides from now on. ``handing`` is its id,
    ``posts`` are the keys of the posts' nodes that have to do with it, ``asks`` what they were asked and isn't
    settled. Its shares go along, those that are still on their way later."""

    of: UUID
    handing: UUID
    posts: tuple[Annotated[str, Field(max_length=80)], ...] = ()
    asks: tuple[UUID, ...] = ()


class MatterPassedOn(Fact, kind="protection:matter:passed_on", version=2, retention="sealed", sealed=True):
    """The body ``to`` has these ``shares`` now, by their digests, and isn't said to let go of them by anybody else.
    Sealed to itself. ``handing``: with it the matter was handed over, with the ``asks``, the handings-over
    (``handed``) and the ``openings`` that were known; None for a share that came later and follows."""

    to: UUID
    shares: tuple[str, ...] = ()
    handing: UUID | None = None
    asks: tuple[UUID, ...] = ()
    handed: tuple[UUID, ...] = ()
    openings: tuple[UUID, ...] = ()


@upcast(MatterPassedOn.kind, version=1)
def _passed_on_since_two(body: Body) -> Body:
    """Version 1 knew of nothing that was opened here."""
    return body


class ShareAwaited(Fact, kind="protection:share:awaited", retention="sealed", sealed=True):
    """The body ``by`` has taken a matter on and no say in its hold ``since`` then: the body ``of`` (None: not known
    here) hasn't handed it over yet. ``over``: it has. Sealed to the monitors and to itself. Subject: an id made from
    that of its case."""

    by: UUID
    of: UUID | None
    since: AwareDatetime
    over: bool = False
