"""Where a conversation stands, and what may be asked now.

At the first expressed fear all questions on the merits stop: what remains is language, family, urgent needs, safe
contact and referral. Breaks and stopping are possible at any time; nothing is required; what is told is heard
whatever the state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from panah.safeguards.children import Age
from panah.safeguards.conversation.guide import Question, interpreter_sources, question, questions, roles, steps
from panah.safeguards.conversation.talk import Answer, Talk
from panah.safeguards.indicators import Profile, assess, indicator
from panah.safeguards.indicators.profile import UNKNOWN_AGE

STATES = ("open", "on_break", "stopped", "ended")

VERDICTS = (
    "ask:may_ask",
    "ask:stopped",
    "ask:on_break",
    "ask:only_heard",
    "ask:for_children",
    "ask:fear_was_said",
    "ask:interpreter_not_safe",
    "ask:not_alone",
)
REMINDERS = (
    "talk:language_not_checked",
    "talk:interpreter_not_safe",
    "talk:interpreter_not_trusted",
    "talk:not_explained",
    "talk:not_understood",
    "talk:not_alone",
    "talk:other_officer_wished",
    "talk:guardian_missing",
    "talk:answers_differ",
    "talk:asked_after_fear",
)
ON_ITS_FACE = ("record:not_an_asylum_interview", "record:not_for_credibility")
"""What every record of a conversation says first."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a question may be asked now, and the code that says why (one of VERDICTS)."""

    allowed: bool
    code: str


@dataclass(frozen=True, slots=True)
class Course:
    """Where a conversation stands. `state` one of STATES; `feared_at` when fear was first said, in seconds (UTC), or
    None.

    `steps`: of each step, how many of its questions for this person have an answer, and how many there are; never a
    condition for anything. `reminders`: what the officer may want to do, as codes; nothing waits for it. `differing`:
    questions with more than one answer; `after_fear`: answers to questions on the merits recorded after fear was
    said.
    """

    state: str
    feared_at: int | None
    steps: tuple[tuple[str, int, int], ...]
    reminders: tuple[str, ...]
    differing: tuple[str, ...]
    after_fear: tuple[Answer, ...]

    @property
    def feared(self) -> bool:
        """Fear was expressed: the claim is passed on, and questions on the merits have stopped."""
        return self.feared_at is not None


def expresses_fear(answer: Answer) -> bool:
    """Whether an answer says, by itself, that the person is afraid."""
    asked = question(answer.question)
    if asked.kind == "signs":
        return "asylum" in indicator(answer.value).needs
    told = asked.says.get(answer.value, ())
    return any("asylum" in indicator(code).needs for code in told)


def course(talk: Talk, *, child: bool = False) -> Course:
    """Where the conversation stands; `child`: the person is, or may be, under 18."""
    feared_at = _feared_at(talk)
    answered = talk.answered()
    counted = []
    for step in steps():
        own = [one.id for one in questions().values() if one.step == step.id and (child or one.who == "any")]
        counted.append((step.id, len(answered.keys() & set(own)), len(own)))
    differing = tuple(
        code
        for code, one in questions().items()
        if one.kind in ("yes_no", "choice") and len(answered.get(code, ())) > 1
    )
    late = tuple(
        one
        for one in talk.answers
        if feared_at is not None and one.at > feared_at and _only_asked_before_fear(question(one.question))
    )
    reminders = _reminders(talk, answered, child)
    reminders |= {"talk:answers_differ"} if differing else set()
    reminders |= {"talk:asked_after_fear"} if late else set()
    return Course(
        state=_state(talk),
        feared_at=feared_at,
        steps=tuple(counted),
        reminders=tuple(code for code in REMINDERS if code in reminders),
        differing=differing,
        after_fear=late,
    )


def may_ask(talk: Talk, code: str, *, child: bool = False) -> Verdict:
    """Whether this question may be asked now. Raises UnknownQuestionError."""
    return _verdict(question(code), _Now.of(talk), child)


def to_ask(talk: Talk, *, child: bool = False) -> tuple[Question, ...]:
    """What may be asked now and has no answer yet, in order. Nobody has to ask it."""
    now, answered = _Now.of(talk), talk.answered()
    return tuple(one for code, one in questions().items() if code not in answered and _verdict(one, now, child).allowed)


@dataclass(frozen=True, slots=True)
class _Now:
    state: str
    feared: bool
    unsafe_interpreter: bool
    beside: bool

    @classmethod
    def of(cls, talk: Talk) -> _Now:
        return cls(_state(talk), _feared_at(talk) is not None, _unsafe_interpreter(talk), _beside(talk))


def _verdict(asked: Question, now: _Now, child: bool) -> Verdict:
    if now.state in ("stopped", "ended"):
        return Verdict(False, "ask:stopped")
    if now.state == "on_break":
        return Verdict(False, "ask:on_break")
    if asked.heard:
        return Verdict(False, "ask:only_heard")
    if asked.who == "child" and not child:
        return Verdict(False, "ask:for_children")
    if now.feared and not asked.after_fear:
        return Verdict(False, "ask:fear_was_said")
    if now.unsafe_interpreter and asked.step not in ("present", "language", "comfort"):
        return Verdict(False, "ask:interpreter_not_safe")
    if now.beside and asked.alone:
        return Verdict(False, "ask:not_alone")
    return Verdict(True, "ask:may_ask")


def signs(talk: Talk) -> tuple[frozenset[str], frozenset[str]]:
    """The indicators that were said by the person, and those that the officer saw."""
    said: set[str] = set()
    seen: set[str] = set()
    for one in talk.answers:
        asked = question(one.question)
        found = (one.value,) if asked.kind == "signs" else asked.says.get(one.value, ())
        (seen if asked.seen else said).update(found)
    if any(one.kind == "fear" for one in talk.marks):
        said.add("asylum.afraid_to_return")
    return frozenset(said), frozenset(seen)


def profile(
    talk: Talk, *, age: Age = UNKNOWN_AGE, plainly_adult: bool = False, accompanied: bool | None = None
) -> Profile:
    """The preliminary profile of what was said and seen; see `panah.safeguards.indicators.assess`."""
    said, seen = signs(talk)
    return assess(said, seen, age=age, plainly_adult=plainly_adult, accompanied=accompanied)


def _only_asked_before_fear(asked: Question) -> bool:
    return not asked.after_fear and not asked.told


def _feared_at(talk: Talk) -> int | None:
    times = [one.at for one in talk.marks if one.kind == "fear"]
    times += [one.at for one in talk.answers if expresses_fear(one)]
    return min(times, default=None)


def _state(talk: Talk) -> str:
    latest = {kind: max((one.at for one in talk.marks if one.kind == kind), default=None) for kind in _HALTS}
    resumed = max((one.at for one in talk.marks if one.kind == "resume"), default=None)
    for kind, state in _HALTS.items():
        since = latest[kind]
        # Said in the same second: the person's wish to halt counts.
        if since is not None and (resumed is None or since >= resumed):
            return state
    return "open"


_HALTS = {"end": "ended", "stop": "stopped", "break": "on_break"}


def _beside(talk: Talk) -> bool:
    return any(roles()[one.role].beside for one in talk.present)


def _unsafe_interpreter(talk: Talk) -> bool:
    return any(one.role == "interpreter" and interpreter_sources()[one.source].never for one in talk.present)


def _reminders(talk: Talk, answered: Mapping[str, tuple[str, ...]], child: bool) -> set[str]:
    wished = {"woman", "man"}.intersection(answered.get("present.officer", ()))
    officers = {one.source for one in talk.present if one.role == "officer"}
    explained = [code for code, one in questions().items() if one.step == "explained"]
    found = {
        "talk:language_not_checked": "language.checked" not in answered,
        "talk:interpreter_not_safe": _unsafe_interpreter(talk),
        "talk:interpreter_not_trusted": "no" in answered.get("language.trusted", ()),
        "talk:not_explained": any("yes" not in answered.get(code, ()) for code in explained[:-1]),
        "talk:not_understood": "no" in answered.get("explained.understood", ()),
        "talk:not_alone": _beside(talk),
        "talk:other_officer_wished": bool(officers) and bool(wished - officers),
        "talk:guardian_missing": child and not any(one.role == "guardian" for one in talk.present),
    }
    return {code for code, true in found.items() if true}
