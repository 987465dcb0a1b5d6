"""The safeguards on the life of a matter, a second time: plain predicates, written without the guard's code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from panah.safeguards.guard.matters import Matter, Stage

CLASSES = {"claim": ("asylum", "non_return", "stateless"), "duty": ("trafficking", "child", "health")}
"""Categories by competence: what a person claims and may withdraw, and what is the state's own duty."""

COMPETENT = {
    "asylum": ("asylum_authority", "unhcr"),
    "non_return": ("asylum_authority", "unhcr"),
    "stateless": ("statelessness_authority", "asylum_authority", "unhcr"),
    "trafficking": ("anti_trafficking", "unhcr"),
    "child": ("child_protection", "unhcr"),
    "health": ("health_provider", "unhcr"),
}
BODIES = (
    "asylum_authority", "statelessness_authority", "anti_trafficking", "child_protection", "health_provider", "unhcr"
)  # fmt: skip
GROUPS_DECLARED_FOR = ("asylum", "non_return")
REFLECTION_FOR = ("trafficking",)
THIRTY_DAYS = 30 * 86400
BEFORE_DECISION = ("claimed", "referred", "accepted", "under_decision")
FREELY_BEFORE_THE_BODY = frozenset({"in_person", "own_will", "counsel_offered", "language_understood"})
SPARED_AFTERWARDS = ("asylum", "non_return", "stateless", "trafficking", "child")
NOT_AGAINST = (("granted", False), ("withdrawn", False))
"""How a matter was closed, and whether it had been decided against the person, where nobody is penalised afterwards."""

HEARD_FAIRLY = frozenset({"heard_in_person", "language_understood", "reasons_given"})


@dataclass(frozen=True, slots=True)
class Try:
    """A step as somebody tries it. `level`.

    All bodies work, the first is revoked so that it is the next one's, or nobody's.
    """

    role: str
    body: str
    given: frozenset[str]
    level: str
    handed: str = ""
    receiver: str | None = None

    def competent(self, category: str) -> bool:
        """Whether it is the competent body that tries."""
        row = {"all": COMPETENT[category], "next": COMPETENT[category][1:], "nobody": ()}[self.level]
        if not row or self.role != "body":
            return False
        return self.body == (self.handed if self.handed in row else row[0])


def broken(
    category: str, stage: str, reflects: bool, final: bool, cared: bool, tried: Try, after: Matter[Stage], now: int
) -> Iterator[str]:
    """The safeguards that a step broke which led from a stage to `after`."""
    to = str(after.status)
    competent = tried.competent(category)
    runs = after.reflection_until is not None and after.reflection_until > now
    ended = reflects and not runs and to != "closed"
    if after.category != category or (ended and not _ends_reflection(category, stage, to, tried)):
        yield "S1"
    if ended and not cared:
        yield "S6"
    if (
        not reflects
        and runs
        and (not competent or category not in REFLECTION_FOR or (after.reflection_until or 0) - now < THIRTY_DAYS)
    ):
        yield "S1"
    if to == "closed":
        yield from _closed(category, stage, reflects, final, cared, tried, after.outcome)
    elif to == "granted":
        yield from _granted(category, stage, cared, tried)
    elif to == "rejected":
        yield from _rejected(stage, reflects, cared, tried, competent, (after.appeal_until or now) > now)
    elif to in ("accepted", "under_decision"):
        by_court = stage == "under_appeal" and to == "under_decision" and tried.role == "court"
        known = stage in ("suspected", "heard", "claimed", "referred", "accepted")
        if not by_court and (not competent or not known):
            yield "S14"
    elif to == "under_appeal":
        if stage != "rejected" or tried.role not in ("person", "lawyer", "guardian", "court"):
            yield "S1"
    else:
        yield from _undecided(category, stage, tried, competent, to, after.body)


def _ends_reflection(category: str, stage: str, to: str, tried: Try) -> bool:
    """Whether the person ends it freely, before the competent body, and nothing else happens to the matter."""
    freely = tried.competent(category) and tried.given >= FREELY_BEFORE_THE_BODY
    return freely and category in REFLECTION_FOR and (stage, to) == ("accepted", "accepted")


def _closed(
    category: str, stage: str, reflects: bool, final: bool, cared: bool, tried: Try, outcome: str
) -> Iterator[str]:
    if not tried.competent(category):
        yield "S1"
    if outcome == "died":
        if "death_certified" not in tried.given:
            yield "S1"
    elif outcome == "withdrawn":
        if category not in CLASSES["claim"] or not tried.given >= FREELY_BEFORE_THE_BODY:
            yield "S7"
        if stage not in (*BEFORE_DECISION, "rejected", "under_appeal"):
            yield "S1"
        if not cared:
            yield "S6"
    elif reflects or stage not in ("granted", "rejected") or (stage == "rejected" and not final):
        yield "S1"
    elif outcome != stage:
        yield "S10"


def _granted(category: str, stage: str, cared: bool, tried: Try) -> Iterator[str]:
    if stage == "under_appeal":
        if tried.role != "court":
            yield "S1"
        return
    group = "group_declared" in tried.given and category in GROUPS_DECLARED_FOR and stage in BEFORE_DECISION
    if not tried.competent(category) or not (stage == "under_decision" or group):
        yield "S1"
    if not cared:
        yield "S6"


def _rejected(stage: str, reflects: bool, cared: bool, tried: Try, competent: bool, appeal: bool) -> Iterator[str]:
    if stage == "under_appeal":
        if tried.role != "court" or "reasons_given" not in tried.given:
            yield "S1"
        return
    if stage != "under_decision" or not competent or reflects or not appeal or not tried.given >= HEARD_FAIRLY:
        yield "S1"
    if not cared:
        yield "S6"


def _undecided(category: str, stage: str, tried: Try, competent: bool, to: str, body: str) -> Iterator[str]:
    trained = tried.role in ("second_line", "body")
    if to == "heard" and not (trained and "language_understood" in tried.given and stage == "suspected"):
        yield "S7"
    if to == "claimed" and stage == "referred" and not (tried.role == "body" and "reasons_given" in tried.given):
        yield "S13"
    if to == "claimed" and stage not in ("suspected", "heard", "referred", "rejected", "closed"):
        yield "S3"
    if to == "suspected" and stage != "suspected":
        yield "S3"
    if to == "referred" and stage in ("suspected", "heard", "claimed") and tried.role not in (
        "second_line", "headquarters", "body"
    ):  # fmt: skip
        yield "S13"
    if to == "referred" and stage in ("referred", "accepted", "under_decision"):
        receiver = tried.receiver if tried.receiver is not None else "unhcr"
        works = receiver in COMPETENT[category] and not (
            tried.level == "nobody" or (tried.level == "next" and receiver == COMPETENT[category][0])
        )
        if not competent or not works or body != receiver or "reasons_given" not in tried.given:
            yield "S14"
    if to == "referred" and stage in ("granted", "rejected", "under_appeal", "closed", "died"):
        yield "S1"


def owed(category: str, stage: str, _reflects: bool, final: bool, _cared: bool, tried: Try, code: str) -> str | None:
    """The safeguard that is broken where this step is refused."""
    if code == "claim" and stage in ("suspected", "heard"):
        return "S3"
    if code == "reopen" and stage in ("closed", "rejected") and "new_element" in tried.given:
        return "S3"
    if code == "refer" and stage in ("suspected", "heard", "claimed") and tried.role == "second_line":
        return "S7"
    if code == "appeal" and stage == "rejected" and not final and tried.role in ("person", "lawyer", "guardian"):
        return "S1"
    if code == "accept" and stage in ("suspected", "heard", "claimed", "referred") and tried.competent(category):
        return "S14"
    return None
