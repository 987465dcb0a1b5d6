"""What ought to happen in a scenario, judged by what did. Pure; about acts, never about persons who act.

Each check says ``well``, ``missed``, ``open`` (it hasn't come to that yet) or ``""`` (there was no occasion). When a
run has ended, what is open counts as missed, of whoever came. There are no points and no marks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from panah.node.practice.scene import Event, Scene
from panah.safeguards.children import AUTHORITIES
from panah.safeguards.conversation import interpreter_sources, questions, roles

WELL, MISSED, OPEN, NO_OCCASION = "well", "missed", "open", ""

REALLY_CHECKED = ("they_repeated_it", "they_answered_freely", "they_read_a_card_aloud")
"""How a language can be checked. That the person says so, checks nothing."""

DECIDED_BY_OTHERS = ("court", "body")
"""What shows authority over a child though nobody who travels with it can: somebody competent decided."""

_TOLD = ("own_words.told", "own_words.afraid", "own_words.heard")


@dataclass(frozen=True, slots=True)
class Ought:
    """One thing that ought to happen, for each of some persons. `of` names what the check is about (a category of
    matter, a kind of body), `minutes` how long it may take; `unproven`: nobody in this scenario can show authority over
    a child, whatever somebody at the booth writes down."""

    check: str
    who: tuple[str, ...]
    of: str = ""
    minutes: int = 0
    unproven: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one thing that ought to happen: the persons for whom it was done, missed, or is still open."""

    ought: Ought
    well: tuple[str, ...]
    missed: tuple[str, ...]
    open: tuple[str, ...]


def judge(oughts: tuple[Ought, ...], scene: Scene) -> tuple[Verdict, ...]:
    """Every thing that ought to happen, in order; once the run has ended, nothing about who never came, unless a list
    that was taken in says that they should have: whoever plays alone plays a part. Raises KeyError for a check that
    there isn't."""
    found = []
    came = here(scene)
    for one in oughts:
        said: dict[str, list[str]] = {WELL: [], MISSED: [], OPEN: [], NO_OCCASION: []}
        for person in one.who:
            answer = CHECKS[one.check](scene, person, one)
            if answer == OPEN and scene.ended:
                listed = one.check in LISTED and scene.has(person, "listed")
                answer = MISSED if listed or person in came else NO_OCCASION
            said[answer].append(person)
        found.append(Verdict(one, tuple(said[WELL]), tuple(said[MISSED]), tuple(said[OPEN])))
    return tuple(found)


def here(scene: Scene) -> set[str]:
    """Who came; to be on a list of passengers is not to come."""
    return {one.person for one in scene.events if one.kind not in ("listed", "drove_on")}


def _done(yes: bool) -> str:
    return WELL if yes else OPEN


def _outcome(scene: Scene, person: str) -> Event | None:
    """The crossing or going back that stands: a wrong key that was taken back in time did nothing."""
    for one in reversed(scene.of(person, "crossed", "went_back", "taken_back")):
        return None if one.kind == "taken_back" else one
    return None


def _set_aside(scene: Scene, person: str, ought: Ought) -> str:
    if scene.has(person, "set_aside"):
        return WELL
    return MISSED if _outcome(scene, person) else OPEN


def _goes_on(scene: Scene, person: str, ought: Ought) -> str:
    """Nobody with all in order waits: across at the booth, within some minutes. Whom the sample draws is no matter."""
    came, went = scene.of(person, "presented"), _outcome(scene, person)
    if any(one.value == "drawn" for one in came):
        return NO_OCCASION
    if scene.has(person, "set_aside"):
        return MISSED
    if not came or went is None:
        return OPEN
    return WELL if went.kind == "crossed" and went.at - came[-1].at <= 60 * ought.minutes else MISSED


def _heard_alone(scene: Scene, person: str, ought: Ought) -> str:
    talked = scene.of(person, "answer", "mark", "presence")
    if not talked:
        return OPEN
    beside = {code for code, one in roles().items() if one.beside}
    alone_only = {code for code, one in questions().items() if one.alone}
    there: set[str] = set()
    for one in talked:
        if one.kind == "presence" and one.what in beside:
            (there.discard if one.value == "left" else there.add)(one.what)
        elif there and one.kind == "answer" and one.what in alone_only:
            return MISSED
    return _done(scene.has(person, "answer", "present.alone") or scene.has(person, "presence"))


def _language_checked(scene: Scene, person: str, ought: Ought) -> str:
    how = scene.of(person, "answer", what="language.checked")
    if any(one.value in REALLY_CHECKED for one in how):
        return WELL
    return MISSED if how or scene.has(person, "matter") else OPEN


def _safe_interpreter(scene: Scene, person: str, ought: Ought) -> str:
    from_where = [one.more for one in scene.of(person, "presence", what="interpreter")]
    if not from_where:
        return OPEN
    never = {code for code, one in interpreter_sources().items() if one.never}
    return MISSED if never & set(from_where) else WELL


def _explained(scene: Scene, person: str, ought: Ought) -> str:
    return _done(any(one.value == "yes" for one in scene.of(person, "answer", what="explained.understood")))


def _needs_first(scene: Scene, person: str, ought: Ought) -> str:
    asked, told = scene.of(person, "answer", what="comfort.first"), _first_told(scene, person)
    if asked:
        return WELL if told is None or asked[0].at <= told.at else MISSED
    return MISSED if told else NO_OCCASION


def _first_told(scene: Scene, person: str) -> Event | None:
    found = [one for one in scene.of(person, "answer") if one.what in _TOLD or one.what.startswith("screen.")]
    return found[0] if found else None


def _own_words(scene: Scene, person: str, ought: Ought) -> str:
    return _done(scene.has(person, "answer", "own_words.told") or scene.has(person, "answer", "own_words.heard"))


def _merits_stopped(scene: Scene, person: str, ought: Ought) -> str:
    if scene.has(person, "asked_after_fear"):
        return MISSED
    feared = scene.has(person, "mark", "fear") or scene.has(person, "matter", "asylum")
    return WELL if feared else NO_OCCASION


def _screened(scene: Scene, person: str, ought: Ought) -> str:
    """Asked whether somebody uses them, or what they told of it was written down."""
    asked = any(one.what.startswith("screen.") for one in scene.of(person, "answer"))
    return _done(asked or scene.has(person, "matter", "trafficking"))


def _handed_over(scene: Scene, person: str, ought: Ought) -> str:
    if scene.has(person, "matter", ought.of):
        return WELL
    return MISSED if _outcome(scene, person) else OPEN


def _asked_body(scene: Scene, person: str, ought: Ought) -> str:
    return _done(scene.has(person, "asked", ought.of))


def _consent(scene: Scene, person: str, ought: Ought) -> str:
    """Help needs the person's own yes or no, asked and written down."""
    return _done(scene.has(person, "consent"))


def _accepted(scene: Scene, person: str, ought: Ought) -> str:
    return _done(scene.has(person, "accepted", ought.of))


def _registered(scene: Scene, person: str, ought: Ought) -> str:
    return _done(scene.has(person, "claim", "registered"))


def _not_sent_back(scene: Scene, person: str, ought: Ought) -> str:
    if scene.has(person, "went_back"):
        return MISSED
    came = scene.has(person, "presented")
    return WELL if came and (scene.ended or _outcome(scene, person)) else NO_OCCASION


def _compared(scene: Scene, person: str, ought: Ought) -> str:
    """Every possible match is compared before the person goes on."""
    hits = {one.what for one in scene.of(person, "hit")}
    answered = {one.what: one.at for one in reversed(scene.of(person, "compared"))}
    went = _outcome(scene, person)
    if went is not None and any(answered.get(hit, went.at + 1) > went.at for hit in hits):
        return MISSED
    return _done(bool(hits) and hits <= answered.keys())


def _not_the_same(scene: Scene, person: str, ought: Ought) -> str:
    last = scene.of(person, "compared")
    if not last:
        return NO_OCCASION
    return WELL if last[-1].value == "not_same" else MISSED


def _two_looks(scene: Scene, person: str, ought: Ought) -> str:
    same = [one for one in scene.of(person, "compared") if one.value == "same"]
    if not same:
        return NO_OCCASION
    looks = scene.of(person, "second_look", what=same[-1].what)
    return _done(any(one.by != same[-1].by for one in looks))


def _company(scene: Scene, person: str, ought: Ought) -> str:
    """A child goes on only with somebody whose authority was shown, or into the care of the competent body."""
    went = _outcome(scene, person)
    if went is None:
        return WELL if scene.has(person, "matter", "child") else NO_OCCASION
    shown = (DECIDED_BY_OTHERS if ought.unproven else AUTHORITIES) if went.kind == "crossed" else ()
    return WELL if went.value in shown else MISSED


def _drives_on(scene: Scene, person: str, ought: Ought) -> str:
    """One person's question keeps one person, never the bus."""
    came, went = scene.of(person, "listed"), scene.of(person, "drove_on")
    if not came or not went:
        return OPEN
    return WELL if went[0].at - came[0].at <= 60 * ought.minutes else MISSED


def _leaves_freely(scene: Scene, person: str, ought: Ought) -> str:
    came, went = scene.of(person, "presented"), _outcome(scene, person)
    if went is None or not came:
        return OPEN
    return WELL if went.kind == "crossed" and went.at - came[0].at <= 60 * ought.minutes else MISSED


def _outcome_for_all(scene: Scene, person: str, ought: Ought) -> str:
    """Nobody vanishes: everybody came to the line, and crossed or is known to wait for somebody."""
    return _done(bool(_outcome(scene, person)) or scene.has(person, "set_aside"))


def _taken_soon(scene: Scene, person: str, ought: Ought) -> str:
    aside, taken = scene.of(person, "set_aside"), scene.of(person, "taken")
    if not aside or not taken:
        return OPEN
    return WELL if taken[0].at - aside[0].at <= 60 * ought.minutes else MISSED


CHECKS: Mapping[str, Callable[[Scene, str, Ought], str]] = {
    "set_aside": _set_aside,
    "goes_on": _goes_on,
    "taken_soon": _taken_soon,
    "heard_alone": _heard_alone,
    "language_checked": _language_checked,
    "safe_interpreter": _safe_interpreter,
    "needs_first": _needs_first,
    "explained": _explained,
    "own_words": _own_words,
    "merits_stopped": _merits_stopped,
    "screened": _screened,
    "handed_over": _handed_over,
    "consent": _consent,
    "asked_body": _asked_body,
    "accepted": _accepted,
    "registered": _registered,
    "not_sent_back": _not_sent_back,
    "compared": _compared,
    "not_the_same": _not_the_same,
    "two_looks": _two_looks,
    "company": _company,
    "drives_on": _drives_on,
    "leaves_freely": _leaves_freely,
    "outcome_for_all": _outcome_for_all,
}
"""Every check by id; its words are in ``data/checks.toml``."""

ABOUT = {"handed_over": "matter", "asked_body": "body_kind", "accepted": "body_kind"}
"""Checks that are about something, and what kind of code it is."""
LISTED = frozenset({"outcome_for_all"})
"""Checks also of those who never came, where a list of passengers that was taken in says that they should have."""
TIMED = frozenset({"goes_on", "taken_soon", "drives_on", "leaves_freely"})
"""Checks with a number of minutes."""
