"""The one kind of fact under which everything sealed travels."""

from panah.journal.facts import Fact


class EnvelopeKept(Fact, kind="sealed:envelope:kept", retention="sealed"):
    """Something was said to somebody, or to nobody: sealed. The subject is random and of this entry alone.

    ``letter`` is Base64 of a frame of one of a few sizes: the length of the encrypted part (4 bytes), that part in the
    age format with eight readers' stanzas, some of them made up, and zeros.
    """

    letter: str
