"""A letter says nothing to whoever isn't meant, not even how much or to how many."""

from base64 import b64decode
from uuid import UUID, uuid4

import pytest
from pyrage import x25519

from panah.journal.entries import Statement
from panah.journal.envelopes.opening import UnreadableLetterError, opened
from panah.journal.envelopes.sealing import READERS, ROOM, STEPS, LetterError, cover, keep, letter
from panah.journal.own import SigningKeyIntroduced
from panah.journal.record import record
from panah.journal.writing import SealedOnlyError
from tests.journal.envelopes.sample import Closed, Whispered
from tests.journal.sample import NOON

OFFICER = UUID(int=7)


def key() -> tuple[x25519.Identity, str]:
    identity = x25519.Identity.generate()
    return identity, str(identity.to_public())


def whisper(words: str = "I am afraid", subject: UUID | None = None) -> Statement:
    return Statement(Whispered(words=words), subject or uuid4(), NOON)


def body(statement: Statement) -> str:
    return str(statement.fact.letter)  # type: ignore[attr-defined]


def test_what_was_said_comes_out_for_each_reader_with_who_said_it() -> None:
    (one, first), (two, second) = key(), key()
    said = [whisper(), Statement(Closed(), uuid4(), NOON)]
    sealed = letter(said, to=[first, second], actor=OFFICER)
    for identity in (one, two):
        out = opened(body(sealed), [identity])
        assert out is not None
        assert [(part.kind, part.subject, part.actor, part.body) for part in out] == [
            (part.fact.kind, part.subject, OFFICER, part.fact.body()) for part in said
        ]


def test_nobody_else_opens_it() -> None:
    other, _ = key()
    assert opened(body(letter([whisper()], to=[key()[1]], actor=OFFICER)), [other]) is None
    assert opened(body(cover()), [other]) is None


@pytest.mark.parametrize("readers", [0, 1, 3, READERS])
def test_the_number_of_readers_cannot_be_counted(readers: int) -> None:
    keys = [key()[1] for _ in range(readers)]
    sealed = letter([whisper()], to=keys, actor=OFFICER) if keys else cover()
    frame = b64decode(body(sealed))
    assert frame.count(b"-> X25519 ") == READERS
    assert len(frame) == STEPS[0] + ROOM


@pytest.mark.parametrize(("amount", "step"), [(10, 0), (3000, 1), (5000, 2), (60_000, 3), (200_000, 4)])
def test_sizes_come_in_a_few_steps(amount: int, step: int) -> None:
    sealed = letter([whisper("ш" * (amount // 2))], to=[key()[1]], actor=OFFICER)
    assert len(b64decode(body(sealed))) == STEPS[step] + ROOM


def test_an_occasion_may_ask_for_a_least_size() -> None:
    small = letter([whisper()], to=[key()[1]], actor=OFFICER, at_least=STEPS[2])
    assert len(body(small)) == len(body(cover(at_least=STEPS[2])))


def test_the_outside_names_nothing_twice() -> None:
    one, two = (letter([whisper()], to=[key()[1]], actor=OFFICER) for _ in range(2))
    assert one.subject != two.subject
    assert body(one) != body(two)


def test_what_cannot_be_sealed_is_refused_without_telling_it() -> None:
    public = key()[1]
    with pytest.raises(LetterError, match="said openly"):
        letter([Statement(SigningKeyIntroduced(key="", introduced_by="", from_sequence=1), uuid4(), NOON)],
               to=[public], actor=OFFICER)  # fmt: skip
    with pytest.raises(LetterError, match="bytes at most"):
        letter([whisper("x" * 300_000)], to=[public], actor=OFFICER)
    with pytest.raises(LetterError, match="readers at most"):
        letter([whisper()], to=[key()[1] for _ in range(READERS + 1)], actor=OFFICER)
    with pytest.raises(LetterError, match="age1"):
        letter([whisper()], to=["age1nonsense"], actor=OFFICER)
    with pytest.raises(LetterError, match="somebody to read"):
        letter([whisper()], to=[], actor=OFFICER)


def test_a_letter_that_is_none_is_noticed() -> None:
    identity, public = key()
    sealed = letter([whisper()], to=[public], actor=OFFICER)
    assert opened("no base64 at all!", [identity]) is None
    empty = letter([whisper()], to=[public], actor=OFFICER)
    from panah.journal.envelopes import sealing

    bad = sealing._envelope(b'{"said": 3}', [sealing.reader(public)], 0)
    with pytest.raises(UnreadableLetterError):
        opened(body(bad), [identity])
    assert opened(body(empty), [identity]) is not None
    assert opened(body(sealed)[:-200], [identity]) is not None, "zeros at the end mean nothing"


@pytest.mark.usefixtures("post")
def test_a_sealed_fact_cannot_be_said_openly() -> None:
    with pytest.raises(SealedOnlyError, match="sample:secret:whispered"):
        record([whisper()], actor=OFFICER)


@pytest.mark.usefixtures("post")
def test_the_journal_names_the_node_and_not_the_officer() -> None:
    [entry] = keep([letter([whisper()], to=[key()[1]], actor=OFFICER)])
    assert entry.actor == entry.journal
