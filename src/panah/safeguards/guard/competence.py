"""Which body is competent for which matter, and how that may change (S14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from panah.safeguards.guard.answers import Reason, Refused, Remedy, because

BORDER = frozenset({"first_line", "second_line", "commander", "headquarters", "border"})
"""Who works at or for the border is never competent for a matter."""

APPROVERS = ("headquarters", "monitor")
"""Whose signatures a change of competence needs: all of them."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Which bodies exist, and their order for each category. A revoked body decides nothing any more."""

    order: Mapping[str, tuple[str, ...]]
    established: frozenset[str]
    revoked: frozenset[str] = frozenset()

    def competent(self, category: str, handed_to: str = "") -> str | None:
        """The body competent for a matter: the one it was handed to, else the first of its category; None: nobody.

        A matter that nobody is competent for stays open.
        """
        row = self.order.get(category, ())
        if handed_to and handed_to in row and self.works(handed_to):
            return handed_to
        return next((body for body in row if self.works(body)), None)

    def works(self, body: str) -> bool:
        """Whether a body is there and not revoked."""
        return body in self.established and body not in self.revoked


@dataclass(frozen=True, slots=True)
class Change:
    """A change of competence: `revoke` or `establish` a body, or `assign` a category's order of bodies."""

    kind: Literal["revoke", "establish", "assign"]
    body: str = ""
    category: str = ""
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody's signature under a change. `verified`: the node checked it with their key."""

    role: str
    verified: bool = False


def unsigned(approvals: frozenset[Approval], approvers: tuple[str, ...] = APPROVERS) -> tuple[str, ...]:
    """Whose verified signature is still missing."""
    signed = {approval.role for approval in approvals if approval.verified}
    return tuple(role for role in approvers if role not in signed)


def change(
    directory: Directory, wanted: Change, approvals: frozenset[Approval], approvers: tuple[str, ...] = APPROVERS
) -> Directory | Refused:
    """The directory after a change, or why not. Open matters aren't touched: they fall to the next body."""
    why = [because("approval_missing", role=role) for role in unsigned(approvals, approvers)]
    why.extend(_unlawful(directory, wanted))
    if why:
        missing = tuple(Remedy("approval", reason.params) for reason in why if reason.code == "approval_missing")
        return Refused(wanted.kind, tuple(why), missing if len(missing) == len(why) else ())
    if wanted.kind == "assign":
        order = MappingProxyType({**directory.order, wanted.category: wanted.bodies})
        return replace(directory, order=order)
    if wanted.kind == "revoke":
        return replace(directory, revoked=directory.revoked | {wanted.body})
    return replace(
        directory, established=directory.established | {wanted.body}, revoked=directory.revoked - {wanted.body}
    )


def _unlawful(directory: Directory, wanted: Change) -> list[Reason]:
    why = []
    if wanted.kind == "assign" and wanted.category not in directory.order:
        why.append(because("category_unknown", category=wanted.category))
    named = (wanted.body, *wanted.bodies)
    why.extend(because("border_never_competent", body=body) for body in named if body in BORDER)
    if (wanted.kind == "assign" and not wanted.bodies) or (wanted.kind != "assign" and not wanted.body):
        why.append(because("body_missing"))
    return why
