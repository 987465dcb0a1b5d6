"""How an act is to be done: by whom, with whose signatures, after which conversation, on which ground."""

from __future__ import annotations

from dataclasses import dataclass

from panah.safeguards.guard.competence import Directory
from panah.safeguards.guard.receipts import Receipt


@dataclass(frozen=True, slots=True)
class Signature:
    """An officer's own signature under this act. `verified`: the node checked it (passkey or code)."""

    officer: str
    role: str
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with the person. `understood`: that the language is understood was checked."""

    language: str
    understood: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """What a refusal rests on. `in_law`: it stands on the law's list. `own_state`.

    It is only an entry of the state fled from.
    """

    code: str
    in_law: bool = False
    own_state: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """The printed notice: its languages, and whether it names the remedy with its deadline."""

    languages: frozenset[str]
    remedy: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """Everything about the doing of an act. `now` is in seconds since 1970 (UTC).

    `role` is who does it: first_line, second_line, commander, headquarters, court. `alone`: the person was asked alone.
    `own_words`: what they said is on record. `order`: a final order of the authority. `basis`: what an order
    invokes, such as art_33_2, exclusion, admissibility. `reason`: what a fine, ban or detention is for.
    `genuine`: the receipt's signature is headquarters'. `head`: the last position of headquarters' journal that this
    node has about the person. `directory`, where given, only lets the answer name who must decide.
    """

    now: int
    role: str
    signatures: tuple[Signature, ...] = ()
    conversation: Conversation | None = None
    grounds: tuple[Ground, ...] = ()
    notice: Notice | None = None
    receipt: Receipt | None = None
    genuine: bool = False
    head: int = 0
    alone: bool = False
    own_words: bool = False
    written_consent: bool = False
    order: bool = False
    court_order: bool = False
    place: str = ""
    basis: str = ""
    reason: str = ""
    directory: Directory | None = None
