"""From signs to a preliminary profile: which needs, why, and what is urgent.

The profile is for referral. It has no total, can't say "not vulnerable" or "not credible", and takes neither
nationality nor religion nor looks: there is no parameter for them. More signs never take a need away, and a doubt
about age never does either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from panah.safeguards.children import Age
from panah.safeguards.indicators.kinds import Indicator
from panah.safeguards.indicators.loading import indicator, need_kinds
from panah.safeguards.indicators.operational import Reading, readings

UNKNOWN_AGE = Age(None, None)

RULES: tuple[str, ...] = (
    "rule:any_fear",
    "rule:operational",
    "rule:indicator",
    "rule:told",
    "rule:child_alone",
    "rule:child_with_need",
    "rule:officer",
)
"""Whose rule a reason follows, as a code that has words at the screens."""


class UnknownNeedError(LookupError):
    """There is no such need; `code` is what was asked for."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no need is called {code[:60]!r}")
        self.code = code


@dataclass(frozen=True, slots=True, order=True)
class Why:
    """One reason: by which rule, on which indicator ("" where the rule needs none), how it came (said, seen), from
    what source."""

    rule: str
    indicator: str = ""
    how: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """One need that was found. There is no such thing as a need that was ruled out."""

    code: str
    urgent: bool
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What somebody may need, as far as it was seen or said. Preliminary: the officer confirms or adds, nobody takes
    away.

    `needs`, urgent first, then by code; `readings` of the operational indicators; `protective` factors, which
    subtract nothing; `specific_needs`: suggested codes, as `SM CI`; `child`: taken for a child; `age_doubtful`: only
    because their age is in doubt.
    """

    needs: tuple[Need, ...]
    readings: tuple[Reading, ...]
    protective: tuple[str, ...]
    specific_needs: tuple[str, ...]
    child: bool
    age_doubtful: bool
    notes: tuple[str, ...] = ("profile:preliminary", "profile:not_for_credibility")

    @property
    def codes(self) -> frozenset[str]:
        """The needs found, as codes."""
        return frozenset(need.code for need in self.needs)

    @property
    def urgent(self) -> tuple[str, ...]:
        """The urgent needs, as codes."""
        return tuple(need.code for need in self.needs if need.urgent)


def assess(
    answers: Collection[str] = (),
    observations: Collection[str] = (),
    *,
    age: Age = UNKNOWN_AGE,
    plainly_adult: bool = False,
    accompanied: bool | None = None,
) -> Profile:
    """The preliminary profile from ids of indicators: `answers` were said by the person, `observations` seen by the
    officer.

    `age`: youngest and oldest the person can be; doubt means child. `plainly_adult`: the officer's word, which counts
    only where no birth date is known at all. `accompanied`: whether an adult's authority over the child was shown;
    None means nobody knows, and then it wasn't. Raises UnknownIndicatorError.
    """
    said = {indicator(code) for code in answers}
    seen = {indicator(code) for code in observations}
    child = age.may_be_child and not (age.unknown and plainly_adult)
    found: dict[str, set[Why]] = {}
    urgent = {kind.id for kind in need_kinds().values() if kind.urgent}
    signs = said | seen
    for sign in signs:
        for how in ("said", "seen"):
            if sign in (said if how == "said" else seen):
                for need in sign.needs:
                    found.setdefault(need, set()).add(Why(_rule(sign), sign.id, how, str(sign.source)))
        if sign.urgent:
            urgent.update(sign.needs)
    if child and accompanied is not True:
        found.setdefault("child_alone", set()).add(Why("rule:child_alone"))
    if child and found:
        found.setdefault("best_interests", set()).add(Why("rule:child_with_need"))
        urgent.add("best_interests")
    return Profile(
        needs=_ordered(Need(code, code in urgent, tuple(sorted(why))) for code, why in found.items()),
        readings=readings(signs, may_be_child=child),
        protective=tuple(sorted(sign.id for sign in signs if sign.category == "protective")),
        specific_needs=_codes(found, signs),
        child=child,
        age_doubtful=child and not age.surely_child,
    )


def add_needs(profile: Profile, codes: Iterable[str], note: str = "") -> Profile:
    """The profile with needs that the officer adds in their own words. There is no opposite of this. Raises
    UnknownNeedError."""
    needs = {need.code: need for need in profile.needs}
    for code in codes:
        kind = need_kinds().get(code)
        if kind is None:
            raise UnknownNeedError(code)
        known = needs.get(code, Need(code, kind.urgent, ()))
        needs[code] = replace(known, why=tuple(sorted({*known.why, Why("rule:officer", note=note)})))
    suggested = {*profile.specific_needs, *(one for code in codes for one in need_kinds()[code].codes)}
    return replace(profile, needs=_ordered(needs.values()), specific_needs=tuple(sorted(suggested)))


def _rule(sign: Indicator) -> str:
    if sign.category == "asylum":
        return "rule:any_fear"
    if sign.group:
        return "rule:operational"
    return "rule:told" if sign.told_only else "rule:indicator"


def _ordered(needs: Iterable[Need]) -> tuple[Need, ...]:
    return tuple(sorted(needs, key=lambda need: (not need.urgent, need.code)))


def _codes(found: Collection[str], signs: Collection[Indicator]) -> tuple[str, ...]:
    """The categories of the needs found, and the finer codes that signs suggest."""
    wide = {code for need in found for code in need_kinds()[need].codes}
    return tuple(sorted(wide | {code for sign in signs for code in sign.unhcr}))
