"""Whether a case decides about its matter, and what is in the way of letting go of it."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from panah.protection.desk import case_steps
from panah.protection.desk.bodies import BodyView
from panah.protection.desk.case_steps import Standing
from panah.protection.desk.cases import country_of
from panah.protection.models import Case, CaseTransfer, Claim, Matter
from panah.safeguards import procedures
from panah.safeguards.procedures import Course


class Deciding:
    """A case with what it decides about, as it is known when it is asked for: each thing once, so whoever acts makes a
    new one in the case's turn."""

    def __init__(self, row: Case, own: BodyView | None = None) -> None:
        self.row, self._own = row, own

    @cached_property
    def claim(self) -> Claim | None:
        """The claim whose file a case is, as far as it is known here."""
        row = self.row
        return None if row.claim is None else Claim.objects.for_body(row.reader).filter(subject=row.claim).first()

    @cached_property
    def told(self) -> Matter | None:
        """Its matter, as far as it is known here."""
        row = self.row
        return None if row.matter is None else Matter.objects.for_body(row.reader).filter(subject=row.matter).first()

    @property
    def matter_open(self) -> bool:
        """Whether the case decides about a matter that this body hasn't let go of; of one that another node of the body
        was told of, and that isn't known here yet, nobody has."""
        return self.row.matter is not None and (self.told is None or self.told.let_go is None)

    @property
    def may_unlink(self) -> bool:
        """Whether the link of a case to its matter can be taken back: its claim isn't about that."""
        return self.row.matter is not None and (self.claim is None or self.claim.matter != self.row.matter)

    @property
    def its_own(self) -> bool:
        """Whether a case can decide about the matter it is linked to: its claim is about that, or its procedure is for
        such matters. Earlier versions linked any matter to any case."""
        if self.row.matter is None:
            return True
        if self.row.claim is not None:
            return self.claim is None or self.claim.matter == self.row.matter
        return self.told is None or self.told.category in categories_of(self.row)

    @cached_property
    def handed_on(self) -> bool:
        """Whether another body accepted the matter of a case, or has its claim: that one alone lets go of it, unless
        the case was opened again since, for instance because the other gave it back."""
        row = self.row
        if self.claim is not None and self.claim.matter == row.matter:
            return self.claim.state == "transferred"
        opened_again = max(
            (one["at"] for one in row.story if one["what"] == "reopened"), default=row.opened.isoformat()
        )
        since = dt.datetime.fromisoformat(opened_again)
        asked = CaseTransfer.objects.for_body(row.reader).filter(case=row.subject, matter=True, declined=None)
        # When it was accepted the other body's clock says; when it was handed over, this one's.
        accepted = asked.filter(Q(handed=None) | Q(handed__gt=since), accepted__gt=since)
        return any(went_with(row, one) for one in accepted)

    @property
    def claimed(self) -> bool:
        """Whether a claim decides instead."""
        row = self.row
        return row.claim is not None or (row.matter is not None and of_claim(row.reader, row.matter))

    @property
    def decides(self) -> bool:
        """Whether this case is what decides about its matter: no claim does, and no other body, and it is its own."""
        return not self.claimed and not self.handed_on and self.its_own

    @cached_property
    def country(self) -> str:
        """Whose law's clocks count."""
        return country_of(self.row, self._own)

    @cached_property
    def stands(self) -> Standing:
        """What of it can count."""
        return case_steps.standing(self.row, self.country)

    @cached_property
    def course(self) -> Course:
        """Where its procedure stands today."""
        return self.stands.course(self.row, self.country, timezone.localdate())

    @property
    def through(self) -> bool:
        """Whether its procedure lets go."""
        return self.course.may_let_go

    @cached_property
    def in_the_way(self) -> str:
        """Why a case can't let go of its matter now, as a code; empty where it can. ``not_its_matter`` (the link has to
        be taken back first), ``claim_decides``, ``matter_handed_on``, ``matter_unknown`` (not known here yet),
        ``matter_let_go``, ``not_let_go_yet`` (its procedure), ``other_case_open``."""
        if not self.its_own:
            return "not_its_matter"
        if self.handed_on:
            return "matter_handed_on"
        if self.claimed:
            return "claim_decides"
        if self.row.matter is not None and self.told is None:
            return "matter_unknown"
        if not self.matter_open:
            return "matter_let_go"
        if not self.through:
            return "not_let_go_yet"
        return "other_case_open" if any(not one.through for one in self._others() if one.row.closed is None) else ""

    def _others(self) -> list[Deciding]:
        """Other cases that decide about the same matter: two nodes of a body may each have opened one."""
        if self.row.matter is None:
            return []
        found = Case.objects.for_body(self.row.reader).filter(matter=self.row.matter).exclude(subject=self.row.subject)
        return [one for one in map(Deciding, found) if one.decides]


def of_claim(body: UUID, matter: UUID) -> bool:
    """Whether a claim decides about a matter, whichever case the matter is linked to."""
    return Claim.objects.for_body(body).filter(matter=matter).exists()


def categories_of(row: Case) -> frozenset[str]:
    """Which matters the procedure of a case decides about. A service that ended says nothing about a person's fear."""
    return frozenset(procedures.get(row.procedure).categories)


def went_with(row: Case, one: CaseTransfer) -> bool:
    """Whether a transfer of a case was one with the matter it decides about now. Earlier versions didn't say with
    which: of a case whose link was taken back since, nobody knows."""
    if one.told_of is None and all(line["what"] != "matter_unlinked" for line in row.story):
        return one.matter and row.matter is not None
    return one.told_of is not None and one.told_of == row.matter
