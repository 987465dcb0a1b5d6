"""What was said and done in one conversation: entries that are only ever added, and put together as a set.

Two tablets, two tabs, a reload or a dead battery lose nothing: joining two records is set union, whatever the order.
Where two answers to one question differ, both are kept and the difference is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from panah.safeguards.conversation.guide import interpreter_sources, question, roles
from panah.safeguards.indicators import UnknownIndicatorError, indicator

MARKS = ("fear", "break", "resume", "stop", "end")


class TalkError(ValueError):
    """An entry isn't possible; `code` says why, as a code that has words at the screens."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, order=True)
class Answer:
    """One answer as recorded. `at` in seconds since 1970 (UTC), `by` whoever or whatever recorded it; `note`: more
    words."""

    question: str
    value: str
    at: int
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Something that happened in the conversation: one of MARKS."""

    kind: str
    at: int
    by: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Presence:
    """Somebody came in or was put through (`here`), or left. `code` stands for them: no name is needed.

    `how` is room or phone. `source`: of an interpreter, where they come from; of an officer, woman or man, if known.
    """

    role: str
    code: str
    here: bool
    at: int
    how: str = "room"
    source: str = ""
    by: str = ""


Entry = Answer | Mark | Presence


@dataclass(frozen=True, slots=True)
class Talk:
    """Everything recorded of one conversation."""

    entries: frozenset[Entry] = frozenset()

    def __or__(self, other: Talk) -> Talk:
        return Talk(self.entries | other.entries)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All answers, oldest first."""
        return tuple(sorted((one for one in self.entries if isinstance(one, Answer)), key=_when))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks, oldest first."""
        return tuple(sorted((one for one in self.entries if isinstance(one, Mark)), key=_when))

    @property
    def present(self) -> tuple[Presence, ...]:
        """Who is there now: of each, the newest entry, if it says so. In doubt somebody is still there."""
        newest: dict[tuple[str, str], Presence] = {}
        for one in sorted(
            (one for one in self.entries if isinstance(one, Presence)), key=lambda one: (one.at, one.here, one)
        ):
            newest[one.role, one.code] = one
        return tuple(one for one in newest.values() if one.here)

    def values(self, code: str) -> tuple[str, ...]:
        """Every different answer to one question, oldest first."""
        return self.answered().get(code, ())

    def answered(self) -> dict[str, tuple[str, ...]]:
        """Every different answer, oldest first, by question."""
        found: dict[str, dict[str, None]] = {}
        for one in self.answers:
            found.setdefault(one.question, {})[one.value] = None
        return {code: tuple(values) for code, values in found.items()}


def record(talk: Talk, *entries: Entry) -> Talk:
    """The conversation with these entries. Whatever is told is heard: no state of the conversation refuses an entry.

    Raises UnknownQuestionError, UnknownIndicatorError and TalkError for entries that mean nothing.
    """
    for one in entries:
        _check(one)
    return replace(talk, entries=talk.entries | frozenset(entries))


def _check(one: Entry) -> None:
    if isinstance(one, Mark):
        if one.kind not in MARKS:
            raise TalkError("talk:mark_unknown")
    elif isinstance(one, Presence):
        if one.role not in roles() or one.how not in ("room", "phone"):
            raise TalkError("talk:presence_unknown")
        if one.role == "interpreter" and one.source not in interpreter_sources():
            raise TalkError("talk:interpreter_source_unknown")
    else:
        asked = question(one.question)
        if asked.kind == "signs":
            if indicator(one.value).category not in asked.categories:
                raise UnknownIndicatorError(one.value)
        elif asked.values and one.value not in asked.values:
            raise TalkError("talk:answer_unknown")


def _when(one: Answer | Mark) -> tuple[int, str]:
    return one.at, repr(one)
