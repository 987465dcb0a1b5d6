"""Which ways there are for what a conversation found: whom to ask for each need, and what to do where nobody can."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from panah.border.desk.holds import HoldView
from panah.border.desk.posts import post
from panah.protection.desk import talks
from panah.protection.desk.bodies import MONITOR, bodies
from panah.protection.desk.talks import Conversation
from panah.safeguards import routes
from panah.safeguards.indicators.profile import add_needs
from panah.safeguards.routes import Case, Choice, Leg, Said

_SEXES = ("F", "M")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to take: a leg of the plan, the bodies that can be asked for it (best first), and what to do where
    nobody can (``gap``, a code)."""

    leg: Leg
    choices: tuple[Choice, ...]
    gap: str

    @property
    def key(self) -> str:
        """How a form calls it."""
        return f"{self.leg.need}.{self.leg.kind}"

    @property
    def body(self) -> str:
        """Whom to ask first; empty for nobody."""
        return self.choices[0].body if self.choices else ""


def ways_for(conversation: Conversation, said: Iterable[Said], language: str, added: Sequence[str] = ()) -> list[Way]:
    """What to do at once for every need found; of later ranks only what stands in for a need nobody can be asked for.

    ``language`` is one the person speaks (a code).
    """
    now = timezone.now()
    profile = add_needs(conversation.profile, added)
    legs = routes.plan(profile, said, int(now.timestamp()))
    directory = readable_bodies()
    found: list[Way] = []
    for need in dict.fromkeys(leg.need for leg in legs):
        case = _case(conversation.hold, need, conversation.child, language, talks.matters_of(conversation, added))
        choices = routes.choose(directory, case)
        kinds = {one.id: one.kind for one in directory}
        of_need = [leg for leg in legs if leg.need == need]
        rank = min((one.rank for one in choices), default=0)
        gap = routes.gap(directory, case)
        found += [
            Way(leg, tuple(one for one in choices if kinds[one.body] == leg.kind), gap)
            for leg in of_need
            if leg.rank == rank
        ]
    order = {leg: at for at, leg in enumerate(legs)}
    return sorted(found, key=lambda way: order[way.leg])


def case_of(hold: HoldView, need: str, language: str, declined: Iterable[str] = ()) -> Case:
    """For whom a body is looked for, from what the post knows of the person without a conversation."""
    return _case(hold, need, False, language, ("asylum",), declined)


def _case(
    hold: HoldView, need: str, child: bool, language: str, categories: Sequence[str], declined: Iterable[str] = ()
) -> Case:
    document = hold.presentation.document
    here = post(hold.post)
    sex = document.get("sex", "")
    return Case(
        need=need,
        child=child,
        sex=sex if sex in _SEXES else "",
        place=str(hold.post),
        languages=frozenset({language} - {""}),
        now=timezone.now().astimezone(here.zone),
        protection=protected(categories),
        # In doubt somebody who asks for protection fears their own state.
        feared=frozenset({document.get("nationality", ""), document.get("issuer", "")} - {""})
        if protected(categories)
        else frozenset(),
        declined=frozenset(declined),
    )


def protected(categories: Sequence[str]) -> bool:
    """Whether somebody with such matters asks to be protected from a state."""
    return bool({"asylum", "stateless"} & set(categories))


def readable_bodies() -> list[routes.Body]:
    """The bodies that can be written to, for the choice of routes."""
    return [one.as_route() for one in bodies() if one.key and one.sort != MONITOR]
