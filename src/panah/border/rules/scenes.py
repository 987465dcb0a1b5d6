"""What is known of somebody at the line, as the rules of noticing want it. Pure.

Of the document only codes of protected status get through, of the surroundings only what was done. What somebody's
nationality is matters nowhere here but for the country that a refusal would lead to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from panah.documents.codes import CodeKind, describe
from panah.safeguards import children
from panah.safeguards.noticing import HandOver, Scene, Shared, is_known, status_of

_CAPACITIES = {"family": "family", "school": "teacher", "crew": "crew"}
_CHILD = frozenset(children.CODES) - {"adult", "child_listed", "child_accompanied", "adult_by_appearance"}


def of_document(document: Mapping[str, Any]) -> Scene:
    """Codes and papers of refugees and stateless persons."""
    codes = (str(document.get(name, "")).upper() for name in ("nationality", "issuer"))
    return Scene(status=status_of(*codes, str(document.get("kind", ""))))


def of_findings(findings: Iterable[Mapping[str, Any]]) -> Scene:
    """A child alone, or with an adult whose authority isn't shown, as the rule about children said it."""
    return Scene(child=_CHILD.intersection(str(one.get("code", "")) for one in findings))


def of_sending_back(sent_back: Iterable[dt.datetime], now: dt.datetime, *, direction: str) -> Scene:
    """Who comes again after having been refused, having gone back or having been returned. Leaving is always free."""
    if direction != "entry":
        return Scene()
    return Scene(refused_days_ago=frozenset(max(0, (now - moment).days) for moment in sent_back))


def of_party(sort: str, papers_from: str, others: int) -> Scene:
    """Somebody handed over the documents of ``others``; the kind of group says in what capacity, where it does."""
    if not papers_from or others < 1:
        return Scene()
    capacity = _CAPACITIES.get(sort, "" if papers_from == "other" else papers_from)
    return Scene(handed_over=frozenset({HandOver(others, capacity)}))


def of_company(others: int) -> Scene:
    """So many others came lately with a group of the same name, such as a company's: told, and nobody is set aside."""
    return Scene(shared=frozenset({Shared("sponsor", others)})) if others else Scene()


def of_host(
    said: Mapping[str, str], others: Mapping[str, int], *, sort: str, papers_from: str, capacity: str, listed: bool
) -> Scene:
    """So many others gave the same sponsor or address lately. Both mappings have these two names. ``sort`` and
    ``papers_from`` are of the group that somebody came with, ``capacity`` is what they cross as; who is listed isn't
    noticed."""
    if listed:
        return Scene()
    excepted = _CAPACITIES.get(sort, "" if papers_from == "other" else papers_from) or capacity
    return Scene(
        shared=frozenset(
            Shared(kind, count, known=is_known(said[kind]), capacity=excepted)
            for kind, count in others.items()
            if count and said[kind]
        )
    )


def of_return(neighbour: str, document: Mapping[str, Any]) -> Scene:
    """Where a refusal leads: to the neighbour, and from there, as nobody else takes them, to the state of the document.
    Codes are alpha-3; what isn't a country is left out."""
    codes = (describe(str(code)) for code in (neighbour, document.get("nationality", ""), document.get("issuer", "")))
    return Scene(return_to=frozenset(one.alpha3 for one in codes if one is not None and one.kind is CodeKind.STATE))
