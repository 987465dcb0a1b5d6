"""What is declared of a list when it is established: what it is for, whose it is, by which law, how to contest it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ListKind(StrEnum):
    """What a list is for. What follows from a match is in ``rules/data/kinds.toml``."""

    SANCTIONS = "sanctions"
    WANTED = "wanted"
    EXIT_BAN = "exit_ban"
    ENTRY_BAN = "entry_ban"
    LOST_DOCUMENTS = "lost_documents"
    PROTECT = "protect"


@dataclass(frozen=True, slots=True)
class ListTerms:
    """The terms of a list; every hit carries them.

    ``code`` is short and for machines (``un-sc``); ``issuing_state`` is the alpha-3 code of the state whose list it is,
    or the code of an organisation (``UNO``); ``remedy`` says how and where a listing is contested; ``valid_days`` for
    how many days a version holds after it was published (0: until it is replaced).
    """

    code: str
    title: str
    kind: ListKind
    source: str = ""
    issuing_state: str = ""
    legal_basis: str = ""
    remedy: str = ""
    valid_days: int = 0
