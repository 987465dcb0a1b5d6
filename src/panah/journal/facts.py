"""Facts: what can be said in a journal, each kind in its versions."""

import json
import re
from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

KIND = re.compile(r"[a-z]+:[a-z_]+:[a-z_]+")

Body = dict[str, Any]
Upcaster = Callable[[Body], Body]


class UnknownKindError(LookupError):
    """No fact of this kind is known here."""


class UnknownVersionError(LookupError):
    """The kind is known here, but not in this version."""


class UnreadableBodyError(ValueError):
    """The body doesn't fit its kind and version. The message names fields, never their contents."""


class EntryRef(BaseModel):
    """Names an entry of any journal, for facts that correct or take back another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    journal: UUID
    sequence: int = Field(gt=0)


class Fact(BaseModel):
    """An immutable statement of something that happened; one subclass per kind.

    ``class PostEstablished(Fact, kind="border:post:established", retention="post")``

    ``kind`` is ``source:subject:action`` and is registered on definition, once. ``version`` counts from 1; a changed
    shape gets the next number and an ``@upcast`` from the one before. ``retention`` names a class of some
    ``retention.toml``. ``corrects`` names the entry of the same subject that this fact puts right or takes back.
    ``sealed`` facts are said in envelopes only (``panah.journal.envelopes``); recording one openly is refused.
    A subclass without a kind is a common base and can't be recorded.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1
    retention: ClassVar[str] = ""
    sealed: ClassVar[bool] = False

    corrects: EntryRef | None = None

    def __init_subclass__(
        cls, *, kind: str = "", version: int = 1, retention: str = "", sealed: bool = False, **config: Any
    ) -> None:
        super().__init_subclass__(**config)
        cls.kind, cls.version, cls.retention, cls.sealed = kind, version, retention, sealed
        if kind:
            _register(cls)

    def body(self) -> bytes:
        """The exact bytes that are stored: JSON in UTF-8, keys sorted, no spaces; ``corrects`` only when it is set."""
        fields = self.model_dump(mode="json")
        if fields["corrects"] is None:
            del fields["corrects"]
        return canonical(fields)


_kinds: dict[str, type[Fact]] = {}
_upcasters: dict[tuple[str, int], Upcaster] = {}


def canonical(fields: Body) -> bytes:
    """JSON in UTF-8 with sorted keys and no spaces."""
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _register(fact: type[Fact]) -> None:
    if not KIND.fullmatch(fact.kind):
        raise ValueError(f"a kind is source:subject:action in lower case, not {fact.kind!r}")
    if not fact.retention:
        raise ValueError(f"{fact.kind} names no retention class")
    known = _kinds.get(fact.kind)
    if known is not None and (known.__module__, known.__qualname__) != (fact.__module__, fact.__qualname__):
        raise ValueError(f"{fact.kind} is already {known.__module__}.{known.__qualname__}")
    _kinds[fact.kind] = fact


def upcast(kind: str, *, version: int) -> Callable[[Upcaster], Upcaster]:
    """Registers what turns a body of ``version`` into one of ``version + 1``."""

    def keep(function: Upcaster) -> Upcaster:
        if (kind, version) in _upcasters:
            raise ValueError(f"{kind} has an upcaster from version {version} already")
        _upcasters[kind, version] = function
        return function

    return keep


def kinds() -> dict[str, type[Fact]]:
    """All kinds known to this process."""
    return dict(_kinds)


def missing_upcasters() -> list[tuple[str, int]]:
    """Kinds and versions that old entries may have and nothing can lift to the next version."""
    return [
        (kind, version)
        for kind, fact in _kinds.items()
        for version in range(1, fact.version)
        if (kind, version) not in _upcasters
    ]


def load(kind: str, version: int, body: bytes) -> Fact:
    """The fact in its present shape. Raises UnknownKindError, UnknownVersionError or UnreadableBodyError."""
    fact = _kinds.get(kind)
    if fact is None:
        raise UnknownKindError(kind)
    try:
        if version == fact.version:
            return fact.model_validate_json(body)
        return fact.model_validate_json(canonical(_lift(fact, version, json.loads(body))))
    except ValidationError as error:
        places = sorted({".".join(str(part) for part in item["loc"]) for item in error.errors(include_input=False)})
        raise UnreadableBodyError(f"{kind} version {version}: {', '.join(places) or 'no JSON'}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableBodyError(f"{kind} version {version}: {type(error).__name__}") from None


def _lift(fact: type[Fact], version: int, fields: Body) -> Body:
    for step in range(version, fact.version):
        upcaster = _upcasters.get((fact.kind, step))
        if upcaster is None:
            raise UnknownVersionError(f"{fact.kind} version {version}")
        fields = upcaster(fields)
    if version > fact.version:
        raise UnknownVersionError(f"{fact.kind} version {version}")
    return fields
