"""What speaks for and against: of two names, of two identities."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from panah.names.align import Alignment
from panah.names.identity import DateLike, Identity
from panah.names.parts import Part, Prepared
from panah.names.scoring import model

_NOTHING: MappingProxyType[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: a code, its weight in log-odds (negative speaks against), what it is about on either side."""

    code: str
    weight: float
    left: str = ""
    right: str = ""
    params: MappingProxyType[str, Any] = field(default_factory=lambda: _NOTHING)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        told: dict[str, Any] = {"code": self.code, "weight": round(self.weight, 2)}
        told |= {"left": self.left, "right": self.right}
        return told | ({"params": dict(self.params)} if self.params else {})


def of_names(left: Prepared, right: Prepared, found: Alignment) -> list[Evidence]:
    """The parts that agree, those that don't, those only one side has, and the order."""
    w = model().name
    why: list[Evidence] = []
    agreed, least = 0.0, 1.0
    for match in found.matches:
        a, b = _text(left.parts, match.left), _text(right.parts, match.right)
        weight = min(_weight(left.parts, match.left), _weight(right.parts, match.right))
        if match.how == "initial":
            why.append(Evidence("initial", w["initial"], a, b))
            agreed += 0.3
            continue
        agreed += weight * max(0.0, 2 * match.alike - 1)
        least = min(least, match.alike)
        why.append(Evidence(match.how, 0.0, a, b))
        if match.how == "joined":
            why.append(Evidence("written_together", w["joined"], a, b))
    total = w["agreement"] * math.log2(1 + agreed)
    why.insert(0, Evidence("agreement", w["base"] + total))
    if least < 1.0:
        why.append(Evidence("letters_differ", w["unlike"] * (1 - least)))
    pairs = min(len(found.left_over), len(found.right_over))
    if pairs:
        a, b = _text(left.parts, found.left_over), _text(right.parts, found.right_over)
        why.append(Evidence("different", w["conflict"] + w["second_conflict"] * (pairs - 1), a, b))
    for places, parts in ((found.left_over, left.parts), (found.right_over, right.parts)):
        for place in places[pairs:]:
            part = parts[place]
            weight = w["missing_patronymic" if part.kind == "patronymic" else "missing"]
            mine = part.text if parts is left.parts else ""
            why.append(Evidence("missing", weight, mine, "" if mine else part.text))
    order = [match.right for match in sorted(found.matches, key=lambda match: match.left)]
    if order != sorted(order):
        why.append(Evidence("order", w["order"]))
    return why


def _text(parts: tuple[Part, ...], places: tuple[int, ...]) -> str:
    return " ".join(parts[place].text for place in places)


def _weight(parts: tuple[Part, ...], places: tuple[int, ...]) -> float:
    return sum(parts[place].word.weight for place in places)


def of_identities(left: Identity, right: Identity) -> list[Evidence]:
    """Birth, sex, nationality, documents; silence on either side is no evidence."""
    w = model().identity
    why: list[Evidence] = []
    if left.birth is not None and right.birth is not None:
        code = _birth(left.birth, right.birth)
        if code:
            why.append(Evidence(code, w[code], _iso(left.birth), _iso(right.birth)))
    if left.sex in ("M", "F") and right.sex in ("M", "F") and left.sex != right.sex:
        why.append(Evidence("sex_different", w["sex_different"], left.sex, right.sex))
    if left.nationalities and right.nationalities:
        shared = left.nationalities & right.nationalities
        code = "nationality_same" if shared else "nationality_different"
        why.append(Evidence(code, w[code], " ".join(sorted(left.nationalities)), " ".join(sorted(right.nationalities))))
    if left.documents & right.documents:
        issuer, number = min(left.documents & right.documents)
        why.append(Evidence("document_same", w["document_same"], f"{issuer} {number}", f"{issuer} {number}"))
    return why


def _birth(left: DateLike, right: DateLike) -> str:
    if left.year is None or right.year is None:
        return ""
    apart = abs(left.year - right.year)
    if apart > 1:
        return "birth_different"
    if apart == 1:
        return "birth_near"
    a, b = (left.month, left.day), (right.month, right.day)
    if None in a or None in b:
        agree = all(x is None or y is None or x == y for x, y in zip(a, b, strict=True))
        return "birth_possible" if agree else "birth_year"
    if a == b:
        return "birth_same"
    if a == b[::-1]:
        return "birth_swapped"
    if (1, 1) in (a, b):
        return "birth_possible"
    return "birth_year"


def _iso(when: DateLike) -> str:
    month = "XX" if when.month is None else f"{when.month:02}"
    day = "XX" if when.day is None else f"{when.day:02}"
    return f"{when.year:04}-{month}-{day}"
