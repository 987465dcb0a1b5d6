"""The conversation behind the booth: noted as it goes, and handed over to the bodies that must help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from panah.border.desk import persons, unsent
from panah.border.desk.context import Acting, DeskError
from panah.border.desk.holds import HoldView
from panah.border.desk.holds import get as hold_of
from panah.border.desk.posts import post
from panah.border.facts.parts import DocumentPart
from panah.border.rules import documents
from panah.journal.entries import Statement
from panah.protection.desk import late, ledger, notes, returns, vital_asks, words_of_help
from panah.protection.desk.matters import open_matters
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.conversations import ConversationRecorded, EntryPart
from panah.safeguards import children, routes
from panah.safeguards import conversation as rules
from panah.safeguards.conversation import ON_ITS_FACE, Answer, Course, Entry, Mark, Talk
from panah.safeguards.indicators import Profile
from panah.safeguards.indicators.profile import add_needs
from panah.safeguards.routes import Said

WORD_OF_HELP = "referral.help"
# What the person says in their own words goes to the body in so many words.
OWN_WORDS = ("own_words.told", "own_words.afraid", "own_words.heard")


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation of one officer about one hold. ``typed``: by question, what isn't written down yet. ``late``:
    the hold isn't theirs any more; until then it may be written down and handed over."""

    id: UUID
    hold: HoldView
    talk: Talk
    course: Course
    profile: Profile
    child: bool
    typed: Mapping[str, str]
    late: datetime | None = None


def open_at(hold: UUID, *, actor: Acting) -> Conversation:
    """The officer's conversation with whoever is held; begun if there is none. DeskError ``hold_released``,
    ``hold_not_taken``, ``hold_taken_by_other``."""
    view = hold_of(hold)
    if view.released is not None:
        raise DeskError("hold_released")
    if view.taken_by != actor.id:
        raise DeskError("hold_taken_by_other" if view.taken_by else "hold_not_taken")
    return _conversation(notes.begin(hold, actor.id), view, actor)


def open_late(hold: UUID, *, begin: bool = False, actor: Acting) -> Conversation | None:
    """The officer's conversation of a hold that was theirs and isn't any more (``late``): what was said has to be kept
    whatever became of the hold. None where it is too late or never was theirs; and where nothing is noted any more,
    unless something comes now (``begin``)."""
    view = hold_of(hold)
    until = late.until(view, actor.id)
    if until is None or not (begin or notes.are_kept(hold, actor.id)):
        return None
    return replace(_conversation(notes.begin(hold, actor.id), view, actor), late=until)


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


@transaction.atomic
def keep_typed(conversation: Conversation, code: str, text: str, *, seen: str | None = None, actor: Acting) -> None:
    """Keep what stands in a question's field, so that a reload or a dead battery loses no word.

    What was written down already isn't kept a second time. ``seen``: see ``write_down_unseen``. UnknownQuestionError.
    """
    rules.question(code)
    write_down_unseen(conversation, code, text, seen, actor=actor)
    known = text in conversation.talk.values(code)
    notes.keep_typed(conversation.id, actor.id, code, "" if known else text)


@transaction.atomic
def write_down_unseen(conversation: Conversation, code: str, text: str, seen: str | None, *, actor: Acting) -> None:
    """Write down what another tab keeps in a question's field, before ``text`` takes its place: no tab loses the words
    of another. ``seen``: what the page knows to be kept there, None where it doesn't say."""
    notes.hold_still(conversation.id, actor.id)
    kept = notes.typed(conversation.id, actor.id).get(code, "")
    if seen is not None and kept not in (seen, "") and kept not in text:
        said = Answer(code, kept, int(timezone.now().timestamp()), actor.id.hex[:8])
        notes.add(conversation.id, actor.id, [said])


def matters_of(conversation: Conversation, added: Sequence[str] = ()) -> tuple[str, ...]:
    """The categories of matters that the needs found, and those the officer adds, open."""
    return tuple(sorted(routes.matters(add_needs(conversation.profile, added))))


def isnt_ended(hold: UUID) -> bool:
    """Whether any officer has notes of a conversation with whoever is held, at this hold or an earlier one. What they
    say isn't looked at: a colleague who asks mustn't learn whether it has to be handed over."""
    return notes.are_in_the_way([hold, *persons.other_holds(hold)])


def stand_still(conversation: Conversation, *, actor: Acting) -> Conversation:
    """The conversation with everything noted until now; nothing is added to it before this transaction ends, so that
    no word is destroyed unread. ProtectionError ``words_not_noted`` while words stand in a field, ``talk_unknown``."""
    notes.hold_still(conversation.id, actor.id)
    now = replace(_conversation(conversation.id, conversation.hold, actor), late=conversation.late)
    if now.typed:
        raise ProtectionError("words_not_noted")
    return now


@transaction.atomic
def end(conversation: Conversation, *, actor: Acting) -> None:
    """Nothing came up that a body must hear: the notes are destroyed. ProtectionError ``said_not_handed_over`` where
    something did, and what ``stand_still`` raises."""
    if matters_of(stand_still(conversation, actor=actor)):
        raise ProtectionError("said_not_handed_over")
    notes.destroy(conversation.id)


@transaction.atomic
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
    ProtectionError ``nothing_to_hand_over`` where no need opens a matter, and what ``stand_still`` and ``open_matters``
    raise.
    """
    conversation = stand_still(conversation, actor=actor)
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
    also = [Statement(record, conversation.id, timezone.now())]
    if conversation.late is None:
        told = open_matters(conversation.hold.id, categories, said=said, also=also, letters=letters, actor=actor)
    else:
        at = min((one.at for one in conversation.talk.entries), default=int(timezone.now().timestamp()))
        told = late.open_matters(
            conversation.hold,
            categories,
            said=said,
            since=datetime.fromtimestamp(at, UTC),
            also=also,
            letters=letters,
            actor=actor,
        )
    ledger.told_besides(conversation.hold.id, [(one.body, one.letter.subject) for one in told])
    notes.destroy(conversation.id)
    return categories


def _fear(hold: UUID, words: str, actor: Acting) -> None:
    now, by = int(timezone.now().timestamp()), actor.id.hex[:8]
    said = [Answer(OWN_WORDS[0], words, now, by)] if words else []
    note(open_at(hold, actor=actor), Mark("fear", now, by), *said, actor=actor)


unsent.ask(isnt_ended)
unsent.hear(_fear)
returns.thorough.append(notes.forget_old)


def _conversation(talk: UUID, view: HoldView, actor: Acting) -> Conversation:
    said = notes.read(talk, actor.id)
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
        typed=notes.typed(talk, actor.id),
    )


def _part(entry: Entry) -> EntryPart:
    fields: dict[str, Any] = asdict(entry)
    sort = type(entry).__name__.lower()
    return EntryPart(sort=sort, **fields)  # type: ignore[arg-type]  # the three kinds of entries are the three sorts
