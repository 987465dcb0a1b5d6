"""The conversation behind the booth: noted as it goes, and handed over to the bodies that must help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from panah.border.desk.context import Acting, DeskError
from panah.border.desk.holds import HoldView
from panah.border.desk.holds import get as hold_of
from panah.border.desk.posts import post
from panah.border.facts.parts import DocumentPart
from panah.border.rules import documents
from panah.journal.entries import Statement
from panah.protection.desk import notes, vital_asks, words_of_help
from panah.protection.desk.matters import open_matters
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.conversations import ConversationRecorded, EntryPart
from panah.safeguards import children, routes
from panah.safeguards import conversation as rules
from panah.safeguards.conversation import ON_ITS_FACE, Answer, Course, Entry, Talk
from panah.safeguards.indicators import Profile
from panah.safeguards.indicators.profile import add_needs
from panah.safeguards.routes import Said

WORD_OF_HELP = "referral.help"
# What the person says in their own words goes to the body in so many words.
OWN_WORDS = ("own_words.told", "own_words.afraid", "own_words.heard")


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation of one officer about one hold. ``typed``: by question, what isn't written down yet."""

    id: UUID
    hold: HoldView
    talk: Talk
    course: Course
    profile: Profile
    child: bool
    typed: Mapping[str, str]


def open_at(hold: UUID, *, actor: Acting) -> Conversation:
    """The officer's conversation with whoever is held; begun if there is none. DeskError ``hold_released``,
    ``hold_not_taken``, ``hold_taken_by_other``."""
    view = hold_of(hold)
    if view.released is not None:
        raise DeskError("hold_released")
    if view.taken_by != actor.id:
        raise DeskError("hold_taken_by_other" if view.taken_by else "hold_not_taken")
    talk = notes.begin(hold, actor.id)
    return _conversation(talk, view, notes.read(talk, actor.id), notes.typed(talk, actor.id))


@transaction.atomic
def note(conversation: Conversation, *entries: Entry, sent: str = "", actor: Acting) -> None:
    """Write down what was said, seen or done. Whatever is told is heard: nothing is refused but what means nothing.

    ``sent``: the id under which the page sends it, again where no answer came: then it is taken once.
    TalkError and UnknownQuestionError as ``panah.safeguards.conversation.record`` raises them.
    """
    rules.record(conversation.talk, *entries)
    if not notes.add(conversation.id, actor.id, entries, sent):
        return
    for code in conversation.typed.keys() & {one.question for one in entries if isinstance(one, Answer)}:
        notes.keep_typed(conversation.id, actor.id, code, "")
    now = int(timezone.now().timestamp())
    words = [
        Said(words_of_help.PURPOSE, one.value == "yes", now)
        for one in entries
        if isinstance(one, Answer) and one.question == WORD_OF_HELP and one.value in ("yes", "no")
    ]
    words_of_help.heard([conversation.hold.id], words)
    if any(isinstance(one, Answer) and one.question == WORD_OF_HELP for one in entries):
        # They could be asked after all: nobody signs for them any more.
        vital_asks.forget_about(conversation.hold.id)


def keep_typed(conversation: Conversation, code: str, text: str, *, actor: Acting) -> None:
    """Keep what stands in a question's field, so that a reload or a dead battery loses no word.

    What was written down already isn't kept a second time. UnknownQuestionError.
    """
    rules.question(code)
    known = text in conversation.talk.values(code)
    notes.keep_typed(conversation.id, actor.id, code, "" if known else text)


def matters_of(conversation: Conversation, added: Sequence[str] = ()) -> tuple[str, ...]:
    """The categories of matters that the needs found, and those the officer adds, open."""
    return tuple(sorted(routes.matters(add_needs(conversation.profile, added))))


def hand_over(
    conversation: Conversation,
    added: Sequence[str] = (),
    remark: str = "",
    *,
    letters: Sequence[Statement] = (),
    actor: Acting,
) -> tuple[str, ...]:
    """Tell the bodies competent for the needs, each with the whole record, in one transaction; then the notes' key is
    destroyed. ``letters`` go with them. Gives the categories of matters opened.

    The record goes to the bodies that decide, whatever was consented to (S7); services have consents of their own.
    ProtectionError ``nothing_to_hand_over`` where no need opens a matter, and what ``open_matters`` raises.
    """
    categories = matters_of(conversation, added)
    if not categories:
        raise ProtectionError("nothing_to_hand_over")
    record = ConversationRecorded(
        face=ON_ITS_FACE,
        hold=conversation.hold.id,
        presentation=conversation.hold.presentation.subject,
        post=conversation.hold.post,
        entries=tuple(_part(one) for one in sorted(conversation.talk.entries, key=lambda one: (one.at, repr(one)))),
        needs=tuple(need.code for need in conversation.profile.needs),
        added=tuple(added),
        remark=remark,
    )
    said = "\n".join(one.value for one in conversation.talk.answers if one.question in OWN_WORDS)
    open_matters(
        conversation.hold.id,
        categories,
        said=said,
        also=[Statement(record, conversation.id, timezone.now())],
        letters=letters,
        actor=actor,
    )
    notes.destroy(conversation.id)
    return categories


def _conversation(talk: UUID, view: HoldView, said: Talk, typed: Mapping[str, str]) -> Conversation:
    here = post(view.post)
    document = DocumentPart.model_validate(view.presentation.document)
    age = children.age_on(documents.birth_for_age(document), timezone.now().astimezone(here.zone).date())
    child = age.may_be_child
    return Conversation(
        id=talk,
        hold=view,
        talk=said,
        course=rules.course(said, child=child),
        profile=rules.profile(said, age=age),
        child=child,
        typed=typed,
    )


def _part(entry: Entry) -> EntryPart:
    fields: dict[str, Any] = asdict(entry)
    sort = type(entry).__name__.lower()
    return EntryPart(sort=sort, **fields)  # type: ignore[arg-type]  # the three kinds of entries are the three sorts
