"""What is known of a presentation and its surroundings, as plain values.

There is no field for nationality, religion or looks. `status` takes only the codes of protected status and the
convention travel documents; `return_to` are countries somebody would be sent to, whoever they are.
"""

from __future__ import annotations

from dataclasses import dataclass

STATELESS = frozenset({"XXA", "stateless_travel_document"})
REFUGEE = frozenset({"XXB", "XXC", "refugee_travel_document"})
STATUS = STATELESS | REFUGEE

EXCEPTED = frozenset({"driver", "crew", "group_leader", "teacher", "family"})
"""Who may hand over other people's documents, or share a sponsor or address with many, without being noticed: it is
their work, or they are their family's."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """One adult handed over documents of `others`, in the `capacity` noted with it ("" where nobody noted any)."""

    others: int
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """How many others within the window gave the same `kind` (sponsor, address), in which `capacity` the person
    crosses, and whether the data list it as `known`: a hotel, an employer, an organisation."""

    kind: str
    others: int
    known: bool = False
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """One presentation. Adding facts is `|`: whatever either side knows is known.

    `child`: the code of `children.decide` if it sets somebody aside. `refused_days_ago`: days since each refusal or
    return elsewhere that is known.
    """

    asked: bool = False
    child: frozenset[str] = frozenset()
    to_protect: bool = False
    status: frozenset[str] = frozenset()
    handed_over: frozenset[HandOver] = frozenset()
    shared: frozenset[Shared] = frozenset()
    refused_days_ago: frozenset[int] = frozenset()
    return_to: frozenset[str] = frozenset()

    def __or__(self, other: Scene) -> Scene:
        return Scene(
            asked=self.asked or other.asked,
            child=self.child | other.child,
            to_protect=self.to_protect or other.to_protect,
            status=self.status | other.status,
            handed_over=self.handed_over | other.handed_over,
            shared=self.shared | other.shared,
            refused_days_ago=self.refused_days_ago | other.refused_days_ago,
            return_to=self.return_to | other.return_to,
        )


def status_of(*codes: str) -> frozenset[str]:
    """Of codes as a document has them (nationality field, issuer, kind of paper), those that say refugee or stateless.

    Every other code is dropped here, so that no nationality gets any further.
    """
    return STATUS.intersection(codes)
