"""What bodies asked of this post and isn't settled: one row for each ask and person, which only the post's key file
opens, all of one size."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from panah.border.desk import headquarters
from panah.border.desk.gather import Handles, keys_in
from panah.border.desk.viewing import known
from panah.border.handles import Keys
from panah.journal import boxes, countrykey, keyfiles
from panah.protection.models import HeldAgain
from panah.protection.share_clocks import share_clocks

SIZE = 1024
"""What is sealed of each: more than an ask ever takes."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A body asks for a share in the next hold of whom a presentation and the keys (hex) of its document and holder
    find, reckoned under the country key ``key``. ``at`` is ISO, UTC; ``shared``: it was given one here, and the matter
    is open still; ``post`` is where they were, if it is this node's; ``told``: the journal of the headquarters that was
    told, ``told_as``: under which id.
    ``ask`` is its own id; ``over``: it was settled before it came."""

    matter: str
    presentation: str
    reply_to: str
    at: str
    document: str = ""
    holder: str = ""
    shared: bool = False
    post: str = ""
    told: str = ""
    ask: str = ""
    told_as: str = ""
    over: bool = False
    key: str = countrykey.FIRST

    @property
    def id(self) -> str:
        """By what it is settled; before asks had ids, of a matter there was one."""
        return self.ask or self.matter

    @property
    def handles(self) -> Handles:
        """By what the person is found; under a key that this node has gone back from, by what was presented."""
        row = None if countrykey.leads_on(self.key) else known(self.presentation)
        if row is not None:
            return row.subject, *keys_in(row)
        return UUID(self.presentation), self._now(self.document), self._now(self.holder)

    def _now(self, key: str) -> bytes | None:
        return countrykey.advanced(bytes.fromhex(key), self.key) if key else None

    def may_be_of(self, handles: frozenset[bytes]) -> bool:
        """Whether it can be about whom these find: asked before the database is, for each of many."""
        if self.over:
            return False
        presentation, *keys = self.handles
        return not handles.isdisjoint({presentation.bytes, *filter(None, keys)})


def found_by(ask: Ask, keys: Keys) -> Ask:
    """The same by keys that this node reckons now."""
    document, holder = ("" if key is None else key.hex() for key in keys)
    return replace(ask, document=document, holder=holder, key=countrykey.current_id())


def about(ask: Ask, presentation: UUID) -> Ask:
    """The same of whom this presentation is of, if it is known here."""
    person = known(presentation)
    if person is None:
        return replace(ask, presentation=str(presentation))
    own = any(one.id == person.post for one in headquarters.own_posts())
    found = found_by(ask, keys_in(person))
    return replace(found, presentation=str(presentation), post=str(person.post) if own else "")


def forget_old() -> None:
    """What was settled and never came is remembered for a while only, and of so many: an ask that comes after all
    then holds the person, and its body gives the share back."""
    clocks = share_clocks()
    over = sorted(((ask.at, row) for row, ask in kept() if ask.over), key=lambda one: one[0], reverse=True)
    oldest = (timezone.now() - clocks.settled).isoformat()
    for at, (when, row) in enumerate(over):
        if at >= clocks.most_settled or when < oldest:
            row.delete()


def forget(ids: Collection[str], *, until: datetime | None = None) -> list[Ask]:
    """Those of these ids; those asked after ``until`` stay."""
    asks = [(row, ask) for row, ask in kept() if ask.id in ids]
    over = [(row, ask) for row, ask in asks if until is None or datetime.fromisoformat(ask.at) <= until]
    for row, _ask in over:
        row.delete()
    return [ask for _row, ask in over]


def keep(row: HeldAgain, ask: Ask) -> None:
    """Keep it in this row."""
    plain = json.dumps(asdict(ask)).encode().ljust(SIZE)
    row.content = boxes.seal(_key(), plain, row.id.bytes)
    row.save()


def kept() -> Iterator[tuple[HeldAgain, Ask]]:
    """Those that can be read: taking somebody over must not fail for those that can't."""
    for row in HeldAgain.objects.order_by("id"):
        try:
            plain = boxes.unseal(_key(), bytes(row.content), row.id.bytes, "what bodies opened again is")
        except keyfiles.KeysUnusableError:
            continue
        yield row, Ask(**json.loads(plain))


def _key() -> bytes:
    """The key of the tokens that are shared for it."""
    return boxes.node_key("tokens")
