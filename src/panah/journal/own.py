"""What a node says about its own journal. Subject and actor are the journal's id; nothing here is about a person."""

from uuid import UUID

from panah.journal.facts import Fact


class IncarnationBegan(Fact, kind="journal:incarnation:began", retention="journal"):
    """The first entry of every journal: why it was begun, and which one this node kept before."""

    previous: UUID | None = None
    reason: str
    key: str


class SigningKeyIntroduced(Fact, kind="journal:key:introduced", retention="journal"):
    """From this sequence on heads are signed with another key; short names in hexadecimal."""

    key: str
    introduced_by: str
    from_sequence: int


class ClockConfirmed(Fact, kind="journal:clock:confirmed", retention="journal"):
    """Whoever runs the node says that its machine's clock is right, though entries here are of later times: it was
    wrong when they were made. ``seconds_ahead``: by how much the journal's own clock stood before it."""

    seconds_ahead: int


class ErasureDone(Fact, kind="journal:erasure:done", retention="journal"):
    """Bodies were erased by a rule, or arrived erased. ``places`` is the SHA-256 (hexadecimal) of the erased places in
    order: 16 bytes of journal and 8 of sequence each."""

    rule: str
    before: str
    amount: int
    places: str
