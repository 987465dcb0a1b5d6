"""How an act has to be done. Each need yields what is missing; which act has which needs says guard_acts.toml."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from panah.safeguards.guard.answers import Reason, because
from panah.safeguards.guard.context import Context
from panah.safeguards.guard.people import Person
from panah.safeguards.guard.receipts import faults


@dataclass(frozen=True, slots=True)
class Asked:
    """The act asked about, who may do it, and how long a receipt lives."""

    act: str
    by: frozenset[str]
    receipt_seconds: int
    receipt_skew: int


Need = Callable[[Person, Context, Asked], Iterator[Reason]]


def role(_person: Person, context: Context, asked: Asked) -> Iterator[Reason]:
    """Only who may do it does it: the first line, above all, doesn't refuse."""
    if context.role not in asked.by:
        yield because("not_yours", role=context.role, by=", ".join(sorted(asked.by)))


def set_aside(person: Person, _context: Context, _asked: Asked) -> Iterator[Reason]:
    """Nobody is held or refused whose clock hasn't begun."""
    if person.set_aside is None:
        yield because("not_set_aside")


def two_signatures(_person: Person, context: Context, _asked: Asked) -> Iterator[Reason]:
    """Two different officers' own, verified; one of them of the second line (S2)."""
    good = [signature for signature in context.signatures if signature.verified]
    if len({signature.officer for signature in good}) < 2:
        yield because("two_signatures_missing", verified=str(len({signature.officer for signature in good})))
    elif all(signature.role != "second_line" for signature in good):
        yield because("second_line_signature_missing")


def conversation(_person: Person, context: Context, _asked: Asked) -> Iterator[Reason]:
    """In a language the person understands, and that was checked."""
    if context.conversation is None:
        yield because("conversation_missing")
    elif not context.conversation.understood:
        yield because("language_not_understood", language=context.conversation.language)


def ground(_person: Person, context: Context, _asked: Asked) -> Iterator[Reason]:
    """From the law's list; an entry of the state fled from alone grounds nothing (S4)."""
    lawful = [one for one in context.grounds if one.in_law]
    if not lawful:
        yield because("ground_missing")
    elif all(one.own_state for one in lawful):
        yield because("own_state_entry_alone")


def notice(_person: Person, context: Context, _asked: Asked) -> Iterator[Reason]:
    """Printed, in the language of the conversation, with the remedy and its deadline."""
    if context.notice is None:
        yield because("notice_missing")
        return
    if context.conversation is not None and context.conversation.language not in context.notice.languages:
        yield because("notice_other_language", language=context.conversation.language)
    if not context.notice.remedy:
        yield because("notice_without_remedy")


def receipt(person: Person, context: Context, asked: Asked) -> Iterator[Reason]:
    """Headquarters' receipt, fresh, for this person and this act."""
    return faults(
        context.receipt,
        person=person.handle,
        act=asked.act,
        now=context.now,
        head=context.head,
        genuine=context.genuine,
        seconds=asked.receipt_seconds,
        skew=asked.receipt_skew,
    )


def alone(_person: Person, context: Context, _asked: Asked) -> Iterator[Reason]:
    """Asked alone, so that it is the person's own will."""
    if not context.alone:
        yield because("not_asked_alone")


def own_words(_person: Person, context: Context, _asked: Asked) -> Iterator[Reason]:
    """What the person said is on record."""
    if not context.own_words:
        yield because("own_words_missing")


def written_consent(_person: Person, context: Context, _asked: Asked) -> Iterator[Reason]:
    """The person's own, in writing."""
    if not context.written_consent:
        yield because("written_consent_missing")


def order(_person: Person, context: Context, _asked: Asked) -> Iterator[Reason]:
    """A final order of the authority: a post doesn't remove on its own word."""
    if not context.order:
        yield because("order_missing")


def court_order(_person: Person, context: Context, _asked: Asked) -> Iterator[Reason]:
    """A court's."""
    if not context.court_order:
        yield because("court_order_missing")


def place(_person: Person, context: Context, _asked: Asked) -> Iterator[Reason]:
    """To a named place."""
    if not context.place.strip():
        yield because("place_missing")


NEEDS: Mapping[str, Need] = {
    need.__name__: need
    for need in (
        role, set_aside, two_signatures, conversation, ground, notice, receipt, alone, own_words, written_consent,
        order, court_order, place,
    )
}  # fmt: skip
